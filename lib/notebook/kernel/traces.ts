import { type CellPosition, PreparedCell } from "./prepared_cell.ts";

/** How many cells can be named in traces. */
const KEPT = 5000;

/** A frame of a trace in a cell, as the kernel writes it. */
const FRAME = /surprisal-cell-(\d+):(\d+):(\d+)/g;

/** A place in a cell. */
interface CellFrame extends CellPosition {
  readonly cell: PreparedCell;
}

/** Knows the cells, so that the kernel's traces can be put into places of the cells as written. */
export class Traces {
  readonly #cells = new Map<number, PreparedCell>();
  #next = 0;

  /** Prepares a cell for the kernel. */
  prepare(source: string, count: number): PreparedCell {
    const id = this.#next++;
    const cell = new PreparedCell(source, { name: `surprisal-cell-${id}`, count });
    this.#cells.set(id, cell);
    this.#cells.delete(id - KEPT);
    return cell;
  }

  /** The text with the places in cells as written. */
  rewrite(text: string): string {
    if (!text.includes("surprisal-cell-")) return text;
    return text.replace(FRAME, (...match: string[]) => {
      const frame = this.#frame(match);
      return frame ? `cell [${frame.cell.count}]:${frame.line}:${frame.column}` : "cell";
    });
  }

  /** The trace of an error, with the line of the innermost frame that is in a cell. */
  traceback(text: string): string[] {
    return [...this.rewrite(text).split("\n"), ...this.place(text)];
  }

  /** The line of the innermost frame that is in a cell, with an empty one before; none if none is. */
  place(text: string): string[] {
    const [match] = text.matchAll(FRAME);
    const frame = match && this.#frame([...match]);
    return frame ? ["", ...excerpt(frame)] : [];
  }

  #frame([, id, line, column]: string[]): CellFrame | undefined {
    const cell = this.#cells.get(Number(id));
    const place = cell?.locate({ line: Number(line), column: Number(column) });
    return cell && place && { cell, ...place };
  }
}

/** A line of a cell with a mark below the place. */
export function excerpt({ cell, line, column }: {
  readonly cell: { readonly source: string; readonly count: number };
  readonly line: number;
  readonly column: number;
}): string[] {
  const text = cell.source.split("\n")[line - 1] ?? "";
  const number = `${line} | `;
  const mark = " ".repeat(Math.max(0, number.length + column - 1));
  return [`cell [${cell.count}], line ${line}:`, number + text, `${mark}^`];
}
