import { element } from "./controls.ts";
import type { Handle, Setting } from "./model.ts";

type SetValue = (name: string, value: Setting) => void;

/**
 * The parts that can be dragged, laid over the drawing: boxes of HTML, for browsers ask these, and
 * not shapes of SVG, whether a finger drags or scrolls. For the keyboard there are the sliders.
 */
export class Grips {
  readonly element: HTMLElement = element("div", { ariaHidden: "true" });
  readonly #set: SetValue;
  #handles: readonly Handle[] = [];

  constructor(set: SetValue) {
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
      const { name, at } = this.#handles[k]!;
      const { left, top } = this.element.getBoundingClientRect();
      this.#set(name, at(clientX - left, clientY - top));
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
