import { decodeVlq } from "../decode_vlq.ts";

/** A place in a text, line and column counted from 0. */
export interface Place {
  /** The line. */
  readonly line: number;
  /** The column. */
  readonly column: number;
}

/** A place of the printed text and the one of the source that it comes from. */
interface Mapping {
  readonly column: number;
  readonly source: Place;
}

/**
 * The way back from a printed program to its source.
 *
 * @see https://tc39.es/ecma426/
 */
export class SourceLines {
  readonly #lines: Mapping[][];

  /** Reads the `mappings` of a source map with one source. */
  constructor(mappings: string) {
    let [sourceLine, sourceColumn] = [0, 0];
    this.#lines = mappings.split(";").map((line) => {
      let column = 0;
      return line.split(",").filter((part) => part !== "").map((part) => {
        const [forward = 0, , down = 0, right = 0] = decodeVlq(part);
        column += forward;
        sourceLine += down;
        sourceColumn += right;
        return { column, source: { line: sourceLine, column: sourceColumn } };
      });
    });
  }

  /** Where a place of the printed text comes from. */
  locate({ line, column }: Place): Place | undefined {
    const mappings = this.#lines[line] ?? [];
    return (mappings.findLast((mapping) => mapping.column <= column) ?? mappings[0])?.source;
  }
}
