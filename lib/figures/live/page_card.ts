import { Grips, Tiles } from "./card.ts";
import { controlView, element } from "./controls.ts";
import type { LiveModel } from "./model.ts";
import { Spoken } from "./spoken.ts";

const SVG = "http://www.w3.org/2000/svg";

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
 * A live figure as a part of a page, in the page's own style: drawing, controls, numbers and words.
 *
 * Other than `run`, which brings its looks along into a shadow tree, it leaves them to the page, and
 * its state can be read and set.
 */
export function pageCard<Props, State>(
  model: LiveModel<Props, State>,
  props: Props,
  { paint, changed }: PageCardOptions,
): PageCard {
  const start = model.start(props);
  let state = start;
  let width = 616;
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("role", "img");
  const tiles = new Tiles();
  const words = new Spoken();
  const set = (name: string, value: number | string) => {
    state = model.change(props, state, name, value);
    draw();
    words.say();
    changed(state);
  };
  const grips = new Grips(set);
  const controls = model.controls(props, state).map((control) => controlView(control, set));
  const box = element("div", { className: "controls" }, ...controls.map(({ element }) => element));
  const stage = element("div", { className: "stage" }, svg, grips.element);
  const card = element("div", { className: "card" }, tiles.element, stage, box, ...words.elements);
  function draw(room = width): void {
    width = room;
    const view = model.view(props, state, width);
    svg.setAttribute("viewBox", `0 0 ${width} ${view.height}`);
    svg.setAttribute("height", String(view.height));
    svg.setAttribute("aria-label", view.label);
    svg.innerHTML = paint(view.svg);
    grips.show(view.handles ?? []);
    tiles.show(view.tiles);
    words.show(view.words);
    model.controls(props, state).forEach((control, k) => controls[k]!.follow(control));
  }
  function go(next: unknown): boolean {
    if (!alike(start, next)) return false;
    try {
      model.view(props, next as State, width);
      model.controls(props, next as State);
    } catch {
      return false; // of the right shape, and no state: probabilities that sum to 2, say
    }
    state = next as State;
    draw();
    return true;
  }
  draw();
  return { element: card, state: () => state, go, draw };
}
