import { element } from "./controls.ts";

/** Puts a live figure into an element. */
export type Mount = (host: HTMLElement, props: never) => void;

/**
 * Puts the live figure in the place of every waiting static picture of its name. A notebook may run
 * the script of a figure again or late, so it looks for what waits instead of where it stands; a
 * figure that cannot be mounted leaves its picture where it is.
 */
export function attach(name: string, mount: Mount): void {
  for (const waiting of document.querySelectorAll<HTMLElement>(`[data-live="${name}"]`)) {
    const picture = waiting.querySelector("img");
    const props = waiting.dataset.props;
    if (!picture || props === undefined) continue;
    waiting.removeAttribute("data-live");
    const host = element("div");
    mount(host, JSON.parse(props) as never);
    picture.replaceWith(host);
  }
}
