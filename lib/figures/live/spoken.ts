import { element } from "./controls.ts";

/** Milliseconds without a change after which the words are read aloud: a slider on its way is not talked over. */
const REST = 500;

/** Milliseconds after which what was read aloud is taken back: who goes through the page would meet it twice. */
const TAKEN_BACK = 5000;

/**
 * The words of a live figure: seen at once, and read aloud by a screen reader when the hand rests.
 *
 * Words that change under way are not announced, nor those of the start.
 */
export class Spoken {
  readonly #seen = element("p", { className: "words" });
  readonly #aloud = element("p", { className: "unseen", ariaLive: "polite" });
  readonly elements: readonly HTMLElement[] = [this.#seen, this.#aloud];
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** Shows words. */
  show(words: string): void {
    if (this.#seen.textContent !== words) this.#seen.textContent = words;
  }

  /** Has the words that are shown read aloud, unless there will be others soon. */
  say(): void {
    clearTimeout(this.#timer);
    this.#aloud.textContent = "";
    this.#timer = setTimeout(() => {
      this.#aloud.textContent = this.#seen.textContent;
      this.#timer = setTimeout(() => this.#aloud.textContent = "", TAKEN_BACK);
    }, REST);
  }
}
