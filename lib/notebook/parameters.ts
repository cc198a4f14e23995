import { type Cell, hasTag, type Notebook } from "./nbformat.ts";
import { joinText, splitText } from "./output.ts";

/** A value for a name that a notebook declares. */
export interface Parameter {
  /** The name. */
  readonly name: string;
  /** The value, as TypeScript. */
  readonly value: string;
  /** The same words taken for a text, as TypeScript. */
  readonly text: string;
}

/** The tag of the cell that declares parameters, and that of the cell which sets them. */
export const PARAMETERS = "parameters";
export const INJECTED = "injected-parameters";

/**
 * A copy of a notebook with a cell after the one tagged `parameters` that sets them anew, as a kernel
 * lets a name be declared again.
 *
 * @throws {RangeError} If no cell is tagged so, or if it does not declare one of the names.
 */
export function withParameters(notebook: Notebook, parameters: readonly Parameter[]): Notebook {
  if (parameters.length === 0) return notebook;
  const at = notebook.cells.findIndex((cell) => hasTag(cell, PARAMETERS));
  if (at < 0) {
    throw new RangeError(`Cannot set parameters as a cell must be tagged "${PARAMETERS}": none is`);
  }
  const source = joinText(notebook.cells[at]!.source);
  const lines = parameters.map(({ name, value }) => `${keyword(source, name)} ${name} = ${value};`);
  return { ...notebook, cells: notebook.cells.toSpliced(at + 1, 0, injected(lines)) };
}

/** The word that declares a name: a kernel takes it again only with the same one. */
function keyword(source: string, name: string): string {
  const pattern = `^\\s*(const|let|var)\\s+${RegExp.escape(name)}(?![\\w$])`;
  const word = source.match(new RegExp(pattern, "m"))?.[1];
  if (word !== undefined) return word;
  throw new RangeError(
    `Cannot set parameter as the cell tagged "${PARAMETERS}" must declare it: "${name}"`,
  );
}

function injected(lines: readonly string[]): Cell {
  return {
    cell_type: "code",
    execution_count: null,
    id: INJECTED,
    metadata: { tags: [INJECTED] },
    outputs: [],
    source: splitText(lines.join("\n")),
  };
}
