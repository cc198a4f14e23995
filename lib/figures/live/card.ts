import { controlView, element } from "./controls.ts";
import type { Handle, LiveModel, Tile } from "./model.ts";
import { Spoken } from "./spoken.ts";
import { STYLE } from "./style.ts";

const SVG = "http://www.w3.org/2000/svg";

/** Padding of the card, left and right together, in pixels. */
const PADDING = 24;

/** The number tiles, made once and then only rewritten: what is read aloud keeps its place. */
export class Tiles {
  readonly element: HTMLDListElement = element("dl");

  show(tiles: readonly Tile[]): void {
    this.element.replaceChildren(...tiles.map(({ name, label, value, note, wide = false }) => {
      const number = element("b", {}, value);
      number.dataset.name = name;
      return element(
        "div",
        { className: wide ? "wide" : "" },
        element("dt", {}, label),
        element("dd", {}, number, element("span", {}, note ?? "")),
      );
    }));
  }
}

type SetNumber = (name: string, value: number) => void;

/**
 * The parts that can be dragged, laid over the drawing: boxes of HTML, for browsers ask these, and
 * not shapes of SVG, whether a finger drags or scrolls. For the keyboard there are the sliders.
 */
export class Grips {
  readonly element: HTMLElement = element("div", { ariaHidden: "true" });
  readonly #set: SetNumber;
  #handles: readonly Handle[] = [];

  constructor(set: SetNumber) {
    this.#set = set;
  }

  show(handles: readonly Handle[]): void {
    this.#handles = handles;
    const { children } = this.element;
    while (children.length < handles.length) this.element.append(this.#grip(children.length));
    handles.forEach(({ box: { x, y, w, h }, along }, k) => {
      const grip = children[k] as HTMLElement;
      grip.className = `grip ${along}`;
      const place = { left: x, top: y, width: w, height: h };
      for (const [side, size] of Object.entries(place)) grip.style.setProperty(side, `${size}px`);
    });
  }

  #grip(k: number): HTMLElement {
    const grip = element("div");
    const move = ({ clientX, clientY, pointerId }: PointerEvent) => {
      if (!grip.hasPointerCapture(pointerId)) return;
      const { name, along, at } = this.#handles[k]!;
      const { left, top } = this.element.getBoundingClientRect();
      this.#set(name, at(along === "x" ? clientX - left : clientY - top));
    };
    grip.addEventListener("pointerdown", (event) => {
      if (event.button !== 0) return;
      grip.setPointerCapture(event.pointerId);
      move(event);
    });
    grip.addEventListener("pointermove", move);
    return grip;
  }
}

/** The keys that sliders, radio buttons and text fields take; a notebook must not take them too. */
const KEYS = /^(?:Arrow|Page|Home|End|Enter| |Backspace|Delete|.$)/;

/**
 * Runs a model in an element of a page: drawing, controls, numbers and words, in a shadow tree that
 * the styles of the page do not reach.
 */
export function run<Props, State>(
  host: HTMLElement,
  model: LiveModel<Props, State>,
  props: Props,
): void {
  let state = model.start(props);
  let width = 616;
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("role", "img");
  const tiles = new Tiles();
  const words = new Spoken();
  const set = (name: string, value: number | string) => {
    state = model.change(props, state, name, value);
    show();
    words.say();
  };
  const grips = new Grips(set);
  const stage = element("div", { className: "stage" }, svg, grips.element);
  const controls = model.controls(props, state).map((control) => controlView(control, set));
  const box = element("div", { className: "controls" }, ...controls.map(({ element }) => element));
  const card = element("div", { className: "card" }, tiles.element, stage, box, ...words.elements);
  function show(): void {
    const view = model.view(props, state, width);
    svg.setAttribute("viewBox", `0 0 ${width} ${view.height}`);
    svg.setAttribute("height", String(view.height));
    svg.setAttribute("aria-label", view.label);
    svg.innerHTML = view.svg;
    grips.show(view.handles ?? []);
    tiles.show(view.tiles);
    words.show(view.words);
    model.controls(props, state).forEach((control, k) => controls[k]!.follow(control));
  }
  show();
  card.addEventListener("keydown", (event) => {
    if (KEYS.test(event.key) && !event.ctrlKey && !event.metaKey) event.stopPropagation();
  });
  host.dataset.lmSuppressShortcuts = "true"; // what JupyterLab looks for
  host.attachShadow({ mode: "open" }).append(element("style", {}, STYLE), card);
  new ResizeObserver(([entry]) => {
    const room = Math.round(entry!.contentRect.width) - PADDING;
    if (room < 100 || room === width) return;
    width = room;
    show();
  }).observe(host);
}
