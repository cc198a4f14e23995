import type { CellsDocument } from "./cells_document.ts";
import type { LanguageServer, ServerDiagnostic } from "./language_server.ts";

/** What the compiler finds wrong in a cell. */
export interface TypeFault {
  /** The number of the complaint, as `TS2322`. */
  readonly code: string;
  /** What is wrong. */
  readonly message: string;
  /** Line in the cell, from 1. */
  readonly line: number;
  /** Column in the line, from 1. */
  readonly column: number;
}

/** What came of a check. */
export interface TypeReport {
  /** What is wrong in the cell run last. */
  readonly faults: readonly TypeFault[];
  /** Whether something that it imports was not there yet. */
  readonly missing: boolean;
}

/** Complaints that a name is declared twice: in a notebook the later cell wins. */
const TWICE = new Set([
  2300,
  2323,
  2393,
  2395,
  2397,
  2403,
  2440,
  2451,
  2528,
  2567,
  2717,
  2813,
  2814,
]);

/** Complaints of modules that can not be found: whether they can, the run of the cell says. */
const NOT_FOUND = new Set([2307, 2792]);

/** How often names are renamed: what an earlier cell declares can be hidden in turn. */
const TRIALS = 3;

/** Checks the last cell of a document, with all cells before it. */
export async function checkLastCell(
  server: LanguageServer,
  document: CellsDocument,
): Promise<TypeReport> {
  let found: readonly ServerDiagnostic[] = [];
  for (let trial = 0; trial < TRIALS; trial++) {
    await server.update(document.text());
    found = await server.diagnose();
    const first = document.firstLine();
    const hidden = found.filter(({ code, range }) =>
      TWICE.has(Number(code)) && range.start.line < first
    );
    if (hidden.length === 0) break;
    // From the end of each line, so that the columns of the others stay.
    const ordered = hidden.toSorted((a, b) => b.range.start.character - a.range.start.character);
    for (const { range } of ordered) document.rename(range);
  }
  const missing = found.some(({ source, code }) =>
    source === "deno" && /no-cache|not-installed|not-cached/.test(String(code))
  );
  return { faults: missing ? [] : found.flatMap((said) => toFault(said, document)), missing };
}

function toFault(
  { code, range, severity, source, message }: ServerDiagnostic,
  document: CellsDocument,
): TypeFault[] {
  const line = range.start.line - document.firstLine() + 1;
  const told = severity === 1 && source === "deno-ts" && line >= 1;
  if (!told || TWICE.has(Number(code)) || NOT_FOUND.has(Number(code))) return [];
  return [{ code: `TS${code}`, message, line, column: range.start.character + 1 }];
}
