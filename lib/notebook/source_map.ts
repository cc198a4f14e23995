import { decodeVlq } from "./decode_vlq.ts";

/** A place in a source. */
export interface SourcePlace {
  /** Line, from 1. */
  readonly line: number;
  /** Column, from 1. */
  readonly column: number;
}

/**
 * Reads the mappings of a source map of one source (ECMA-426): the place in the source of each
 * `line:column` of the code at which something begins, all counted from 1.
 */
export function codeOfSourceMap(mappings: string): Map<string, SourcePlace> {
  const places = new Map<string, SourcePlace>();
  let [line, column] = [0, 0];
  for (const [i, segments] of mappings.split(";").entries()) {
    let generated = 0;
    for (const segment of segments.split(",").filter(Boolean)) {
      const [advance = 0, , lines, columns] = decodeVlq(segment);
      generated += advance;
      if (lines === undefined || columns === undefined) continue;
      [line, column] = [line + lines, column + columns];
      places.set(`${i + 1}:${generated + 1}`, { line: line + 1, column: column + 1 });
    }
  }
  return places;
}
