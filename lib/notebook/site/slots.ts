import type { Html } from "./html.ts";

/** Two private characters of Unicode around a number: they stand for markup that is put in later. */
const [OPEN, CLOSE] = ["\ue000", "\ue001"];

/**
 * Places for our own markup (mathematics, highlighted code, pass marks) in markup that is still to be
 * sanitised: the sanitiser sees harmless characters, and need not let through what only we may write.
 */
export class Slots {
  readonly #held: Html[] = [];

  /** Text without the characters that mark a place: a notebook cannot name one. */
  static clean(text: string): string {
    return text.replaceAll(/[\ue000\ue001]/g, "\ufffd");
  }

  /** Keeps markup, and gives what stands for it. */
  hold(markup: Html): string {
    return `${OPEN}${this.#held.push(markup) - 1}${CLOSE}`;
  }

  /** Puts everything kept in its place. */
  fill(text: string): string {
    return text.replace(/\ue000(\d+)\ue001/g, (_, index) => this.#held[Number(index)]!.text);
  }
}
