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

const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

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
        const [forward = 0, , down = 0, right = 0] = decodeNumbers(part);
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

/** Numbers in base 64: five bits a digit, the sixth says that there is more, the sign comes last. */
function decodeNumbers(text: string): number[] {
  const numbers: number[] = [];
  let [value, shift] = [0, 0];
  for (const letter of text) {
    const digit = DIGITS.indexOf(letter);
    value += (digit & 31) << shift;
    shift += 5;
    if (digit & 32) continue;
    numbers.push(value & 1 ? -(value >> 1) : value >> 1);
    [value, shift] = [0, 0];
  }
  return numbers;
}
