import { findLastExpression } from "./last_expression.ts";
import { isPrinted, printCell } from "./print_cell.ts";
import { holdsJsx, printJsxCell } from "./print_jsx_cell.ts";
import { SourceLines } from "./source_lines.ts";

/** What is put before the expression that gives a cell its value. */
const SHOW = `globalThis[Symbol.for("surprisal.kernel")].show((`;

/** What the kernel puts before the first line of a program. */
const STRICT = "'use strict'; void 0;".length;

/** A place in a cell, line and column counted from 1. */
export interface CellPosition {
  /** The line. */
  readonly line: number;
  /** The column. */
  readonly column: number;
}

/**
 * A cell on its way to the kernel: its last value goes through our hands, as the kernel keeps quiet
 * about NaN and its like, and its lines can be told from those of other cells.
 */
export class PreparedCell {
  /** The cell as written. */
  readonly source: string;
  /** The number in square brackets. */
  readonly count: number;
  /** What the kernel is given. */
  readonly code: string;
  readonly #shown: string;
  readonly #start: number | undefined;
  #lines: SourceLines | undefined;

  /** `name` stands for the cell in the kernel's traces. */
  constructor(source: string, { name, count }: { name: string; count: number }) {
    this.source = source;
    this.count = count;
    const last = findLastExpression(source);
    this.#start = last?.start;
    this.#shown = last === undefined
      ? source
      : source.slice(0, last.start) + SHOW + source.slice(last.start, last.end) + "\n))" +
        source.slice(last.end);
    this.code = `${this.#shown}\n//# sourceURL=${name}\n`;
  }

  /** Where a place that the kernel names is in the cell as written. */
  locate({ line, column }: CellPosition): CellPosition | undefined {
    this.#lines ??= this.#readLines();
    const strict = line === 1 ? STRICT : 0;
    const place = this.#lines?.locate({ line: line - 1, column: column - 1 - strict });
    if (!place) return undefined;
    const added = this.#added(place.line, place.column);
    return { line: place.line + 1, column: place.column + 1 - added };
  }

  #readLines(): SourceLines | undefined {
    const plain = printCell(this.#shown);
    const printed = !isPrinted(plain) && holdsJsx(this.#shown) ? printJsxCell(this.#shown) : plain;
    return isPrinted(printed) ? new SourceLines(printed.mappings) : undefined;
  }

  /** How many letters were put in before a place in its line. */
  #added(line: number, column: number): number {
    if (this.#start === undefined) return 0;
    const before = this.source.slice(0, this.#start).split("\n");
    if (line !== before.length - 1) return 0;
    return Math.min(SHOW.length, Math.max(0, column - before.at(-1)!.length));
  }
}
