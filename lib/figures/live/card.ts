import { controlView, element } from "./controls.ts";
import type { Handle, LiveModel, Tile, View } from "./model.ts";
import { STYLE } from "./style.ts";

const SVG = "http://www.w3.org/2000/svg";

/** Padding of the card, left and right together, in pixels. */
const PADDING = 24;

/** The number tiles, made once and then only rewritten: what is read aloud keeps its place. */
class Tiles {
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

/** Where a pointer or a finger is in the window. */
type Place = Pick<PointerEvent, "clientX" | "clientY">;

/** Lets a pointer drag the parts of a drawing that have a handle. */
function draggable(svg: SVGSVGElement, handles: () => readonly Handle[], set: SetNumber): void {
  let held: string | undefined;
  const place = ({ clientX, clientY }: Place) => {
    const { left, top } = svg.getBoundingClientRect();
    return { x: clientX - left, y: clientY - top };
  };
  const under = (event: Place) => {
    const { x, y } = place(event);
    return handles().find(({ box }) =>
      x >= box.x && x <= box.x + box.w && y >= box.y && y <= box.y + box.h
    );
  };
  const move = (event: PointerEvent) => {
    const handle = handles().find(({ name }) => name === held);
    if (handle) set(handle.name, handle.at(place(event)[handle.along]));
  };
  svg.addEventListener("pointerdown", (event) => {
    held = event.button === 0 ? under(event)?.name : undefined;
    if (held === undefined) return;
    event.preventDefault();
    svg.setPointerCapture(event.pointerId);
    move(event);
  });
  svg.addEventListener("pointermove", (event) => {
    const along = held === undefined && under(event)?.along;
    if (held !== undefined) move(event);
    else svg.style.cursor = along ? (along === "y" ? "ns-resize" : "ew-resize") : "";
  });
  // a finger on a handle drags it; anywhere else it scrolls the page
  svg.addEventListener("touchstart", (event) => {
    if (under(event.touches[0]!)) event.preventDefault();
  }, { passive: false });
  for (const end of ["pointerup", "pointercancel"]) {
    svg.addEventListener(end, () => held = undefined);
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
  let view: View;
  let width = 616;
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("role", "img");
  const tiles = new Tiles();
  const words = element("p", { role: "status" });
  const set = (name: string, value: number | string) => {
    state = model.change(props, state, name, value);
    show();
  };
  const controls = model.controls(props, state).map((control) => controlView(control, set));
  const box = element("div", { className: "controls" }, ...controls.map(({ element }) => element));
  const card = element("div", { className: "card" }, tiles.element, svg, box, words);
  function show(): void {
    view = model.view(props, state, width);
    svg.setAttribute("viewBox", `0 0 ${width} ${view.height}`);
    svg.setAttribute("height", String(view.height));
    svg.setAttribute("aria-label", view.label);
    svg.innerHTML = view.svg;
    tiles.show(view.tiles);
    if (words.textContent !== view.words) words.textContent = view.words;
    model.controls(props, state).forEach((control, k) => controls[k]!.follow(control));
  }
  show();
  draggable(svg, () => view.handles ?? [], set);
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
