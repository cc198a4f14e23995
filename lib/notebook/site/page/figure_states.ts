import type { Card } from "./card.ts";

/** Milliseconds after the last change before the address follows: browsers refuse a flood. */
const REST = 250;

/** States by the ids of figures, as the fragment of an address holds them: `#fig-five-bars=[0.1,0.9]&fig-coin=0.5`. */
export function readFragment(hash: string): Map<string, unknown> {
  const states = new Map<string, unknown>();
  for (const part of hash.replace(/^#/, "").split("&")) {
    const [, id, text] = part.match(/^(fig-[\w-]+)=(.*)$/) ?? [];
    if (id === undefined) continue;
    try {
      states.set(id, JSON.parse(decodeURIComponent(text!)));
    } catch { /* no state: somebody cut the address */ }
  }
  return states;
}

/** The fragment that holds states. */
export function writeFragment(states: ReadonlyMap<string, unknown>): string {
  const parts = [...states].map(([id, state]) =>
    `${id}=${
      encodeURIComponent(JSON.stringify(state)).replace(/%2C/g, ",").replace(/%5B/g, "[").replace(
        /%5D/g,
        "]",
      )
    }`
  );
  return parts.length === 0 ? "" : `#${parts.join("&")}`;
}

/** The states of a page's figures and the fragment of its address, each following the other. */
export class FigureStates {
  readonly #cards = new Map<string, Card>();
  readonly #moved = new Map<string, unknown>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** A figure joins. */
  add(id: string, card: Card): void {
    this.#cards.set(id, card);
  }

  /** The reader moved a figure. */
  changed(id: string, state: unknown): void {
    this.#moved.set(id, state);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      history.replaceState(history.state, "", writeFragment(this.#moved));
    }, REST);
  }

  /** The address of the page with one figure as it stands. */
  address(id: string): string {
    const state = this.#cards.get(id)!.state();
    return location.href.replace(/#.*$/, "") + writeFragment(new Map([[id, state]]));
  }

  /** Figures go where the address says, now and whenever it changes. */
  follow(): void {
    const read = () => {
      let first: string | undefined;
      for (const [id, state] of readFragment(location.hash)) {
        if (this.#cards.get(id)?.go(state) !== true) continue;
        this.#moved.set(id, state);
        first ??= id;
      }
      if (first !== undefined) document.getElementById(first)!.scrollIntoView({ block: "center" });
    };
    addEventListener("hashchange", read);
    read();
  }
}
