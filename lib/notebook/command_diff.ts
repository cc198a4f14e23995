import { dirname, resolve } from "node:path";
import { type Command, numberOption } from "./command.ts";
import { compareOutputs } from "./compare_outputs.ts";
import { findNotebooks, type FoundNotebook } from "./find_notebooks.ts";
import { type DifferingCell, htmlReport } from "./html_report.ts";
import { mapPool } from "./map_pool.ts";
import { type Cell, hasTag, parseNotebook } from "./nbformat.ts";
import { joinText } from "./output.ts";
import { paint } from "./paint.ts";
import { runNotebook } from "./run_notebook.ts";
import { formatFault } from "./run_report.ts";
import { writeAtomically } from "./write_atomically.ts";

/** How close numbers must be, unless told. */
const TOLERANCE = 1e-12;

/** `nb diff`: compares stored outputs with fresh ones. */
export const diffCommand: Command = {
  summary: "compare the outputs in notebooks with those of a fresh run",
  help: `Usage: deno task nb diff [options] <file or folder>...

Runs notebooks and compares what they hold with what came out: numbers within a tolerance, drawings
tag by tag with coordinates within 0.015, everything else exactly. Nothing is written.

Options:
  --tolerance X       how far numbers may lie apart, relative to the larger (${TOLERANCE}); a cell
                      tagged tolerance=X has its own
  --html FILE         write a page with stored and fresh outputs side by side
  --timeout SECONDS   how long a cell, and then each of its checks, may take (60)
  -j, --jobs N        notebooks run at the same time (2)
  -h, --help          show this

Exit code: 0 no difference, 1 a difference or a notebook that fails, 2 used wrongly.`,
  options: {
    tolerance: { type: "string" },
    html: { type: "string" },
    timeout: { type: "string" },
    jobs: { type: "string", short: "j" },
  },
  async run(values, operands) {
    const tolerance = numberOption(values, "tolerance", { fallback: TOLERANCE });
    const timeout = numberOption(values, "timeout", { fallback: 60 });
    const jobs = numberOption(values, "jobs", { fallback: 2, integer: true });
    const notebooks = await findNotebooks(operands);
    const results = await mapPool(
      notebooks,
      jobs,
      (notebook) => diffFile(notebook, { tolerance, timeout }),
    );
    const cells = results.flatMap(({ cells }) => cells);
    if (typeof values.html === "string") {
      await writeAtomically(values.html, htmlReport(cells));
      console.log(`The differences are in ${values.html}`);
    }
    console.log(`\nCells that differ in ${notebooks.length} notebooks: ${cells.length}`);
    return cells.length === 0 && results.every(({ ok }) => ok) ? 0 : 1;
  },
};

/** What came of one notebook. */
interface FileDiff {
  readonly ok: boolean;
  readonly cells: readonly DifferingCell[];
}

async function diffFile(
  { path }: FoundNotebook,
  { tolerance, timeout }: { tolerance: number; timeout: number },
): Promise<FileDiff> {
  try {
    const notebook = parseNotebook(await Deno.readTextFile(path), path);
    const { notebook: copy, ok } = await runNotebook(notebook, {
      cwd: resolve(dirname(path)),
      timeout,
      onFault: (cell, fault) => console.log(formatFault(path, cell, fault)),
    });
    const cells = compareCells(path, notebook.cells, copy.cells, tolerance);
    for (const { place, differences } of cells) {
      for (const { part, line, stored, fresh } of differences) {
        console.log(`${paint("red", place)} ${part}, line ${line}: ${stored} is now ${fresh}`);
      }
    }
    if (cells.length === 0) console.log(`${path} ${ok ? "the same" : "failed"}`);
    return { ok, cells };
  } catch (error) {
    console.log(paint("red", `${path}: ${(error as Error).message}`));
    return { ok: false, cells: [] };
  }
}

function compareCells(
  path: string,
  stored: readonly Cell[],
  fresh: readonly Cell[],
  tolerance: number,
): DifferingCell[] {
  const code = stored.map((cell, i) => [cell, fresh[i]!] as const)
    .filter(([cell]) => cell.cell_type === "code");
  return code.flatMap(([cell, run], i) => {
    if (hasTag(cell, "skip-execution")) return [];
    const relative = cellTolerance(path, i + 1, cell) ?? tolerance;
    const [old = [], now = []] = [cell.outputs, run.outputs];
    const differences = compareOutputs(old, now, relative);
    if (differences.length === 0) return [];
    const place = `${path}#cell${i + 1}`;
    return [{ place, source: joinText(cell.source), stored: old, fresh: now, differences }];
  });
}

/** The tolerance that a tag of the cell names. */
function cellTolerance(path: string, number: number, { metadata }: Cell): number | undefined {
  const tag = metadata.tags?.find((tag) => tag.startsWith("tolerance="));
  if (tag === undefined) return undefined;
  const value = Number(tag.slice("tolerance=".length));
  if (value >= 0 && value < Infinity) return value;
  throw new RangeError(
    `Cannot read tag as it must hold a number: "${tag}" in ${path}#cell${number}`,
  );
}
