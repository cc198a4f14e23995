import { describe, Site } from "../types/site.ts";

/** The 27 symbols of {@linkcode letterSymbols}: the letter of symbol s is `LETTERS[s]`. */
export const LETTERS = "abcdefghijklmnopqrstuvwxyz ";

/**
 * A text as 27 symbols: a to z are 0 to 25, upper and lower case alike; every run of other
 * characters is one space, 26.
 *
 * @example Letters and spaces
 * ```ts
 * import { LETTERS, letterSymbols } from "@surprisal/loss/coding";
 * import { assertEquals } from "@std/assert";
 *
 * const symbols = letterSymbols("Call me -- Ishmael");
 * assertEquals([...symbols.subarray(0, 5)], [2, 0, 11, 11, 26]);
 * assertEquals([...symbols].map((s) => LETTERS[s]).join(""), "call me ishmael");
 * ```
 *
 * @param text Any text.
 * @returns One symbol in [0, 27) a letter or space.
 * @throws {TypeError} If `text` is no string.
 */
export function letterSymbols(text: string): Uint8Array {
  if (typeof text !== "string") {
    new Site("read letters", "text").refuseType("text must be a string", describe(text));
  }
  const letters = text.toLowerCase().replace(/[^a-z]+/g, " ");
  return Uint8Array.from(
    { length: letters.length },
    (_, i) => letters[i] === " " ? 26 : letters.charCodeAt(i) - 97,
  );
}
