import type { NumberedCell } from "./cells_module.ts";

/** Something that a rule of ours found. */
export interface RuleFinding {
  /** Number of the code cell, from 1. */
  readonly cell: number;
  /** Line in the cell, from 1. */
  readonly line: number;
  /** Column in the line, from 1. */
  readonly column: number;
  /** Name of the rule. */
  readonly code: string;
  /** What is wrong and what to do. */
  readonly message: string;
}

/** What the Deno kernel does otherwise than a reader would expect, by the line that asks for it. */
const LINES: readonly { code: string; pattern: RegExp; message: string }[] = [
  {
    code: "raw-write",
    pattern: /\b(?:Deno|process)\.std(?:out|err)\.write(?:Sync)?\b/g,
    message: "This is lost in a Jupyter frontend; console.log is not",
  },
  {
    code: "import-meta",
    pattern: /\bimport\.meta\b/g,
    message: "A cell is no module, so that import.meta is a SyntaxError in the kernel",
  },
];

/** The last line of a cell when it is a value that the Deno kernel does not show. */
const SILENT =
  /^\s*(-?Infinity|-?NaN|-0|-?\d[\d_]*n|null|Number\.NaN|Number\.(?:POSI|NEGA)TIVE_INFINITY)\s*;?\s*$/;

/** Looks for what neither the compiler nor the linter knows of notebooks. */
export function checkRules(cells: readonly NumberedCell[]): RuleFinding[] {
  return [...cells.flatMap(checkLines), ...cells.flatMap(checkLastValue), ...checkOrder(cells)];
}

function checkLines({ number, source }: NumberedCell): RuleFinding[] {
  return source.split("\n").flatMap((text, i) => {
    if (/^\s*(\/\/|\*|\/\*)/.test(text)) return [];
    return LINES.flatMap(({ code, pattern, message }) =>
      [...text.matchAll(pattern)].map(({ index }) => (
        { cell: number, line: i + 1, column: index + 1, code, message }
      ))
    );
  });
}

function checkLastValue({ number, source }: NumberedCell): RuleFinding[] {
  const lines = source.trimEnd().split("\n");
  const last = lines.at(-1)!;
  const value = last.match(SILENT)?.[1];
  if (value === undefined) return [];
  return [{
    cell: number,
    line: lines.length,
    column: last.indexOf(value) + 1,
    code: "silent-value",
    message: `The Deno kernel does not show ${value} as the last value of a cell; log it`,
  }];
}

/** Outputs of cells that were executed in another order do not belong together. */
function checkOrder(cells: readonly NumberedCell[]): RuleFinding[] {
  const executed = cells.filter(({ cell }) => typeof cell.execution_count === "number");
  const at = executed.findIndex(({ cell }, i) => cell.execution_count !== i + 1);
  if (at < 0) return [];
  const { number, cell } = executed[at]!;
  const message = `Executed as number ${cell.execution_count}, but the ${at + 1}. executed cell ` +
    "from the top; run the notebook anew";
  return [{ cell: number, line: 1, column: 1, code: "execution-order", message }];
}
