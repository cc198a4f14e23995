import { controlView, element } from "./controls.ts";
import { Grips } from "./grips.ts";
import type { LiveModel, Setting, Tile } from "./model.ts";
import { Spoken } from "./spoken.ts";

const SVG = "http://www.w3.org/2000/svg";

/** A live figure as an element: drawing, controls, numbers and words, without any looks. */
export interface CardBody<State> {
  readonly element: HTMLElement;
  state(): State;
  /** Shows another state. */
  go(state: State): void;
  /** Draws again, in other colours or another width. */
  draw(width?: number): void;
}

/** Whom a card asks and tells. */
export interface CardHooks<State> {
  /** The drawing in other colours than its own. */
  readonly paint?: (svg: string) => string;
  /** Hears the state that the reader has brought about. */
  readonly changed?: (state: State) => void;
}

/** The numbers to read off. */
function tileViews(tiles: readonly Tile[]): HTMLElement[] {
  return tiles.map(({ name, label, value, note, wide = false }) => {
    const number = element("b", {}, value);
    number.dataset.name = name;
    return element(
      "div",
      { className: wide ? "wide" : "" },
      element("dt", {}, label),
      element("dd", {}, number, element("span", {}, note ?? "")),
    );
  });
}

/** Runs a model: what the reader sets changes the state, and the state is drawn. */
export function cardBody<Props, State>(
  model: LiveModel<Props, State>,
  props: Props,
  { paint = (svg) => svg, changed }: CardHooks<State> = {},
): CardBody<State> {
  let state = model.start(props);
  let width = 616;
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("role", "img");
  const tiles = element("dl");
  const words = new Spoken();
  const set = (name: string, value: Setting) => {
    go(model.change(props, state, name, value));
    words.say();
    changed?.(state);
  };
  const grips = new Grips(set);
  const controls = model.controls(props, state).map((control) => controlView(control, set));
  const box = element("div", { className: "controls" }, ...controls.map(({ element }) => element));
  const stage = element("div", { className: "stage" }, svg, grips.element);
  function draw(room = width): void {
    width = room;
    const view = model.view(props, state, width);
    svg.setAttribute("viewBox", `0 0 ${width} ${view.height}`);
    svg.setAttribute("height", String(view.height));
    svg.setAttribute("aria-label", view.label);
    svg.innerHTML = paint(view.svg);
    grips.show(view.handles ?? []);
    tiles.replaceChildren(...tileViews(view.tiles));
    words.show(view.words);
    model.controls(props, state).forEach((control, k) => controls[k]!.follow(control));
  }
  function go(next: State): void {
    state = next;
    draw();
  }
  draw();
  return {
    element: element("div", { className: "card" }, tiles, stage, box, ...words.elements),
    state: () => state,
    go,
    draw,
  };
}
