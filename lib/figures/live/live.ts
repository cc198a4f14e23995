import { Figure, type FigureBundle } from "../figure.ts";
import { escape } from "../serialize.ts";
import { LIVE, type LiveProps } from "./registry.ts";
import type { LiveName } from "./registry.ts";

/** The method that the Deno kernel looks for on the last value of a cell. */
const DISPLAY: unique symbol = Symbol.for("Jupyter.display");

/** The method that `console.log` looks for in Deno. */
const INSPECT: unique symbol = Symbol.for("Deno.customInspect");

/** Properties as JSON, or a refusal that names the number that JSON cannot hold. */
function json(name: string, props: unknown): string {
  return JSON.stringify(props, (key, value) => {
    if (typeof value !== "number" || Number.isFinite(value)) return value;
    throw new RangeError(
      `Cannot show ${name} as its properties must be finite numbers: ${key} is ${value}`,
    );
  });
}

/** A figure that can be moved, and the static one that stands in its place; see {@linkcode live}. */
export class LiveFigure {
  /** Name of the live figure. */
  readonly name: LiveName;
  /** What stands in its place where scripts do not run. */
  readonly figure: Figure;
  readonly #props: string;

  /** Use {@linkcode live}. */
  constructor(name: LiveName, props: LiveProps[LiveName], figure: Figure) {
    if (!Object.hasOwn(LIVE, name)) {
      const known = Object.keys(LIVE).join(", ");
      throw new RangeError(
        `Cannot show a live figure as its name must be one of ${known}: ${name}`,
      );
    }
    if (!(figure instanceof Figure)) {
      throw new TypeError(
        `Cannot show ${name} as a static figure must stand in its place: found ${figure}`,
      );
    }
    this.name = name;
    this.figure = figure;
    this.#props = json(name, props);
    LIVE[name].tryOut(props as never);
  }

  /** The static figure, marked as the place of the live one, then the script that puts it there. */
  toHtml(): string {
    return `<div data-live="${this.name}" data-props="${escape(this.#props)}">` +
      `${this.figure.toHtml()}</div><script>${LIVE[this.name].script}</script>`;
  }

  /** The words of the static figure. */
  toString(): string {
    return this.figure.toString();
  }

  /** The three faces: live HTML, and drawing and words of the static figure. */
  toBundle(): FigureBundle {
    return { ...this.figure.toBundle(), "text/html": this.toHtml() };
  }

  /** What the Deno kernel shows of the figure. */
  [DISPLAY](): FigureBundle {
    return this.toBundle();
  }

  /** What `console.log` prints of the figure. */
  [INSPECT](): string {
    return this.toString();
  }
}

/**
 * A figure that the reader can move, with a static one in its place where scripts do not run
 * (a notebook not trusted, GitHub, print, a terminal); ready to be the last expression of a cell.
 *
 * The script is part of the output: it needs no kernel and no network. It calls the very functions
 * of this library that the tests test. Sliders take the keyboard, and every change is also said in
 * words.
 *
 * @example Five classes, drawn live where that is possible
 * ```ts
 * import { figure, live, predictionBars } from "@surprisal/loss/figures";
 * import { assert } from "@std/assert";
 *
 * const q = [0.1, 0.5, 0.1, 0.1, 0.2];
 * const still = figure(predictionBars(q, { target: 0 }), {
 *   alt: "Probabilities of five classes: 0.1 for the true one, then 0.5, 0.1, 0.1 and 0.2",
 *   caption: "The split of the 0.9 does not move the loss.",
 * });
 * const html = live("five-classes", { q, target: 0 }, still).toBundle()["text/html"];
 * assert(html.includes(still.toHtml()));
 * ```
 *
 * @typeParam Name Name of the live figure.
 * @param name Which live figure.
 * @param props What it starts from; see {@linkcode LiveProps}. Numbers must be finite.
 * @param still The static figure that shows the start.
 * @returns The figure.
 * @throws {RangeError} If the name is unknown, or a property is not what the figure can start from.
 * @throws {TypeError} If `still` is no figure, or a property has the wrong shape.
 *
 * @see {@linkcode figure} for the static figure.
 */
export function live<Name extends LiveName>(
  name: Name,
  props: LiveProps[Name],
  still: Figure,
): LiveFigure {
  return new LiveFigure(name, props, still);
}
