/**
 * Makes the still figures of a page live, follows the theme, and keeps what the reader set in the
 * address, so that it can be shared.
 *
 * @module
 */
import { darkened } from "../dark_colour.ts";
import type { Card } from "./card.ts";
import { FigureStates } from "./figure_states.ts";
import { button, element } from "./element.ts";
import { isDark } from "./theme.ts";

/** Makes a live figure of a model and its properties. */
export type MakeCard = (
  model: never,
  props: never,
  options: { paint(svg: string): string; changed(state: unknown): void },
) => Card;

/** Space beside the drawing in its frame, in pixels. */
const PADDING = 32;

/** A button that copies the address of the page with the figure as it stands. */
function shareButton(states: FigureStates, id: string): HTMLElement {
  const said = element("span", { ariaLive: "polite" });
  const copy = button("Copy link to this state", async () => {
    const address = states.address(id);
    try {
      await navigator.clipboard.writeText(address);
      said.textContent = "Copied.";
    } catch {
      history.replaceState(null, "", address);
      said.textContent = "The address of this page now holds it.";
    }
    setTimeout(() => said.textContent = "", 4000);
  });
  return element("div", { className: "share" }, copy, said);
}

function enlivenOne(
  figure: HTMLElement,
  model: unknown,
  makeCard: MakeCard,
  states: FigureStates,
): Card {
  const { id } = figure;
  const drawing = figure.querySelector<HTMLElement>(".drawing")!;
  const props: unknown = JSON.parse(figure.dataset.props!);
  let dark = isDark();
  const card = makeCard(model as never, props as never, {
    paint: (svg) => dark ? darkened(svg) : svg,
    changed: (state) => states.changed(id, state),
  });
  states.add(id, card);
  drawing.removeAttribute("tabindex");
  drawing.removeAttribute("role");
  drawing.removeAttribute("aria-label");
  card.element.append(shareButton(states, id));
  drawing.replaceChildren(card.element);
  figure.classList.add("alive");
  const repaint = (now: boolean) => {
    dark = now;
    card.draw();
  };
  addEventListener("themechange", () => repaint(isDark()));
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => repaint(isDark()));
  addEventListener("beforeprint", () => repaint(false));
  addEventListener("afterprint", () => repaint(isDark()));
  let width = 0;
  new ResizeObserver(() => {
    const room = Math.round(drawing.clientWidth) - PADDING;
    if (room < 100 || room === width) return;
    width = room;
    card.draw(room);
  }).observe(drawing);
  return card;
}

/** Makes every figure live for which there is a model; one that cannot be stays as it is. */
export function enliven(models: Readonly<Record<string, unknown>>, makeCard: unknown): void {
  const states = new FigureStates();
  for (const figure of document.querySelectorAll<HTMLElement>("figure[data-live]")) {
    const name = figure.dataset.live!;
    if (!Object.hasOwn(models, name)) continue;
    try {
      enlivenOne(figure, models[name], makeCard as MakeCard, states);
    } catch (error) {
      console.warn(`The figure ${figure.id} stays still: ${(error as Error).message}`);
    }
  }
  states.follow();
}
