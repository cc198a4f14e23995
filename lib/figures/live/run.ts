import { cardBody } from "./card_body.ts";
import { element } from "./controls.ts";
import type { LiveModel } from "./model.ts";
import { STYLE } from "./style.ts";

/** Padding of the card, left and right together, in pixels. */
const PADDING = 24;

/** The keys that sliders, radio buttons and text fields take; a notebook must not take them too. */
const KEYS = /^(?:Arrow|Page|Home|End|Enter| |Backspace|Delete|.$)/;

/** Runs a model in an element of a page, in a shadow tree that the styles of the page do not reach. */
export function run<Props, State>(
  host: HTMLElement,
  model: LiveModel<Props, State>,
  props: Props,
): void {
  const { element: card, draw } = cardBody(model, props);
  card.addEventListener("keydown", (event) => {
    if (KEYS.test(event.key) && !event.ctrlKey && !event.metaKey) event.stopPropagation();
  });
  host.dataset.lmSuppressShortcuts = "true"; // what JupyterLab looks for
  host.attachShadow({ mode: "open" }).append(element("style", {}, STYLE), card);
  let width = 0;
  new ResizeObserver(([entry]) => {
    const room = Math.round(entry!.contentRect.width) - PADDING;
    if (room < 100 || room === width) return;
    width = room;
    draw(room);
  }).observe(host);
}
