import type { CellsModule } from "./cells_module.ts";
import { type CheckSubject, urlOf } from "./check_subject.ts";
import type { Diagnostic } from "./deno_diagnostics.ts";
import { isPrinted, printCell } from "./kernel/print_cell.ts";
import { mapPool } from "./map_pool.ts";
import { findSyntaxFault, parsesWithJsx } from "./syntax_fault.ts";

/** How many cells are read at the same time. */
const AT_ONCE = 4;

const MIXED =
  "This cell holds JSX, and cell # a type in angle brackets: the kernel takes them one by " +
  "one, but they can not be checked as one module; write `value as Type`, or `<T,>` of a function";

/**
 * What is wrong with a notebook that is no module, with JSX or without: each cell is read by itself, as
 * the kernel does. Nothing if all are right and could be together.
 */
export async function cellSyntax(subject: CheckSubject): Promise<Diagnostic[]> {
  const { cells, module } = subject;
  const said = (number: number, code: string, message: string, line = 1, column = 1) => (
    { code, message, file: urlOf(subject), line: moduleLine(module, number, line), column }
  );
  const faults = await mapPool(cells, AT_ONCE, ({ source }) => findSyntaxFault(source));
  const wrong = cells.flatMap(({ number }, i) => {
    const { message, line, column } = faults[i] ?? {};
    return message === undefined ? [] : [said(number, "syntax", message, line, column)];
  });
  if (wrong.length > 0) return wrong;
  const withJsx = await mapPool(cells, AT_ONCE, ({ source }) => parsesWithJsx(source));
  const angled = cells.find((_, i) => !withJsx[i]);
  if (!angled) return [];
  return cells.filter(({ source }) => !isPrinted(printCell(source))).map(({ number }) =>
    said(number, "mixed-jsx", MIXED.replace("#", `${angled.number}`))
  );
}

/** The line of the module that is a line of a cell, or its last where the fault lies behind it. */
function moduleLine(module: CellsModule, cell: number, line: number): number {
  const count = module.text.split("\n").length;
  const lines = Array.from({ length: count }, (_, i) => i + 1)
    .filter((at) => module.locate(at, 1)?.cell === cell);
  return lines[Math.min(line, lines.length) - 1]!;
}
