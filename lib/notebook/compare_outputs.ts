import { compareText, type TextDifference, type Tolerance } from "./compare_text.ts";
import { normalizeMarkup } from "./normalize_markup.ts";
import { pictureContent } from "./picture_content.ts";
import { joinText, type MultilineText, type Output } from "./output.ts";
import { sortKeys } from "./stored_output.ts";

/** A difference between what a notebook holds and what a run gives. */
export interface OutputDifference extends TextDifference {
  /** Which part of which output, such as `output 2 text/plain`. */
  readonly part: string;
}

/** How far coordinates of a drawing may lie apart: one step of a number with two decimals, and half. */
const COORDINATES = 0.015;

/** An output as texts by the name of their part; streams in a row are one. */
type Parts = ReadonlyMap<string, string>;

/**
 * Compares the outputs of a cell with fresh ones: numbers within a relative tolerance, drawings tag
 * by tag with coordinates within 0.015, pictures by what they show, everything else exactly.
 *
 * @param stored What the notebook holds.
 * @param fresh What a run gives.
 * @param relative How far numbers may lie apart, as a part of the larger.
 * @returns The first difference of each part that differs.
 */
export function compareOutputs(
  stored: readonly Output[],
  fresh: readonly Output[],
  relative: number,
): OutputDifference[] {
  const [left, right] = [partsOf(stored), partsOf(fresh)];
  const names = new Set([...left.keys(), ...right.keys()]);
  return [...names].flatMap((part) => {
    const drawing = part.endsWith("svg+xml") || part.endsWith("html");
    const tolerance: Tolerance = { relative, absolute: drawing ? COORDINATES : 0 };
    const [a, b] = [left.get(part), right.get(part)];
    if (a === undefined) return [{ part, line: 1, stored: "nothing", fresh: shorten(b!) }];
    if (b === undefined) return [{ part, line: 1, stored: shorten(a), fresh: "nothing" }];
    const difference = compareText(a, b, tolerance);
    return difference ? [{ part, ...difference }] : [];
  });
}

function shorten(text: string): string {
  return JSON.stringify(text.length > 100 ? `${text.slice(0, 100)}…` : text);
}

function partsOf(outputs: readonly Output[]): Parts {
  const parts = new Map<string, string>();
  mergeStreams(outputs).forEach((output, i) => {
    for (const [name, text] of textsOf(output)) parts.set(`output ${i + 1} ${name}`, text);
  });
  return parts;
}

/** Joins what was printed in a row on one stream, as some frontends store each piece. */
function mergeStreams(outputs: readonly Output[]): Output[] {
  const merged: Output[] = [];
  for (const output of outputs) {
    const last = merged.at(-1);
    if (
      output.output_type === "stream" && last?.output_type === "stream" && last.name === output.name
    ) {
      merged[merged.length - 1] = { ...last, text: joinText(last.text) + joinText(output.text) };
    } else merged.push(output);
  }
  return merged;
}

function textsOf(output: Output): [name: string, text: string][] {
  if (output.output_type === "stream") return [[output.name, joinText(output.text)]];
  if (output.output_type === "error") {
    return [["error", [`${output.ename}: ${output.evalue}`, ...output.traceback].join("\n")]];
  }
  return Object.entries(output.data).map(([type, value]) => [type, textOf(type, value)]);
}

function textOf(type: string, value: unknown): string {
  const text = typeof value === "string" || isLines(value)
    ? joinText(value as MultilineText)
    : JSON.stringify(sortKeys(value), null, 1);
  if (/^image\/(?!svg)/.test(type)) return pictureContent(type, text);
  return type === "text/html" || type === "image/svg+xml" ? normalizeMarkup(text) : text;
}

function isLines(value: unknown): boolean {
  return Array.isArray(value) && value.every((line) => typeof line === "string");
}
