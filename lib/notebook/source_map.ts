/** A place in a source. */
export interface SourcePlace {
  /** Line, from 1. */
  readonly line: number;
  /** Column, from 1. */
  readonly column: number;
}

const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

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
      const [advance = 0, , lines, columns] = readNumbers(segment);
      generated += advance;
      if (lines === undefined || columns === undefined) continue;
      [line, column] = [line + lines, column + columns];
      places.set(`${i + 1}:${generated + 1}`, { line: line + 1, column: column + 1 });
    }
  }
  return places;
}

/** Numbers in base 64, five bits a digit, the sign in the lowest bit. */
function readNumbers(segment: string): number[] {
  const numbers: number[] = [];
  let [value, shift] = [0, 0];
  for (const letter of segment) {
    const digit = DIGITS.indexOf(letter);
    value += (digit & 31) << shift;
    shift += 5;
    if (digit & 32) continue;
    numbers.push(value & 1 ? -(value >> 1) : value >> 1);
    [value, shift] = [0, 0];
  }
  return numbers;
}
