import { cardBody } from "./card_body.ts";
import type { LiveModel } from "./model.ts";

/** How a page shows a live figure. */
export interface PageCardOptions {
  /** The drawing in the colours of the page. */
  paint(svg: string): string;
  /** Hears the state that the reader has brought about. */
  changed(state: unknown): void;
}

/** A live figure in a page. */
export interface PageCard {
  readonly element: HTMLElement;
  /** The state now: plain data. */
  state(): unknown;
  /** Goes to a state, if the figure can show it; says whether it did. */
  go(state: unknown): boolean;
  /** Draws again, in other colours or another width. */
  draw(width?: number): void;
}

/** Whether two values are plain data of the same shape: the same kinds at the same places. */
function alike(a: unknown, b: unknown): boolean {
  if (typeof a !== typeof b || (a === null) !== (b === null)) return false;
  if (typeof a === "number") return Number.isFinite(b);
  if (typeof a !== "object" || a === null) return true;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const keys = Object.keys(a);
  return keys.length === Object.keys(b as object).length &&
    keys.every((key) =>
      Object.hasOwn(b as object, key) &&
      alike((a as Record<string, unknown>)[key], (b as Record<string, unknown>)[key])
    );
}

/**
 * A live figure as a part of a page, in the page's own style.
 *
 * Other than `run`, which brings its looks along into a shadow tree, it leaves them to the page, and
 * its state can be set: a state from elsewhere is tried out first.
 */
export function pageCard<Props, State>(
  model: LiveModel<Props, State>,
  props: Props,
  options: PageCardOptions,
): PageCard {
  const start = model.start(props);
  const body = cardBody(model, props, options);
  function go(next: unknown): boolean {
    if (!alike(start, next)) return false;
    try {
      model.view(props, next as State, 616);
      model.controls(props, next as State);
    } catch {
      return false; // of the right shape, and no state: probabilities that sum to 2, say
    }
    body.go(next as State);
    return true;
  }
  return { ...body, go };
}
