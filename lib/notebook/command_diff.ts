import { dirname, resolve } from "node:path";
import { type Command, numberOption } from "./command.ts";
import { compareNotebooks, TOLERANCE } from "./compare_notebooks.ts";
import { countOf, findNotebooks } from "./find_notebooks.ts";
import { type DifferingCell, htmlReport } from "./html_report.ts";
import { mapPool } from "./map_pool.ts";
import { type Notebook, parseNotebook, serializeNotebook } from "./nbformat.ts";
import { readText, rewriteText } from "./notebook_file.ts";
import { joinText } from "./output.ts";
import { paint } from "./paint.ts";
import { type CellRun, runNotebook } from "./run_notebook.ts";
import { formatFault } from "./run_report.ts";
import { writeAtomically } from "./write_atomically.ts";

/** `nb diff`: compares stored outputs with fresh ones. */
export const diffCommand: Command = {
  summary: "compare the outputs in notebooks with those of a fresh run",
  help: `Usage: deno task nb diff [options] <file or folder>...

Runs notebooks and compares what they hold with what came out: numbers within a tolerance, drawings
tag by tag with coordinates within 0.015, pictures by what they show (a PNG by its points), everything
else exactly. Nothing is written, unless --accept says so.

Options:
  --tolerance X       how far numbers may lie apart, relative to the larger (${TOLERANCE}); a cell
                      tagged tolerance=X has its own
  --accept            write the fresh outputs of cells that differ into notebooks that did not fail
  --html FILE         write a page with stored and fresh outputs side by side
  --timeout SECONDS   how long a cell, and then each of its checks, may take (60)
  -j, --jobs N        notebooks run at the same time (2)
  --json              print one JSON value at the end instead of lines
  -h, --help          show this

Exit code: 0 no difference, or all accepted; 1 a difference or a notebook that fails; 2 used wrongly.`,
  options: {
    tolerance: { type: "string" },
    accept: { type: "boolean" },
    json: { type: "boolean" },
    html: { type: "string" },
    timeout: { type: "string" },
    jobs: { type: "string", short: "j" },
  },
  async run(values, operands) {
    const tolerance = numberOption(values, "tolerance", { fallback: TOLERANCE });
    const timeout = numberOption(values, "timeout", { fallback: 60 });
    const jobs = numberOption(values, "jobs", { fallback: 2, integer: true });
    const notebooks = await findNotebooks(operands);
    const say = values.json === true ? () => {} : (line: string) => console.log(line);
    const task = { tolerance, timeout, accept: values.accept === true, say };
    const results = await mapPool(notebooks, jobs, ({ path }) => diffFile(path, task));
    const cells = results.flatMap(({ cells }) => cells);
    if (typeof values.html === "string") {
      await writeAtomically(values.html, htmlReport(cells));
      say(`The differences are in ${values.html}`);
    }
    const ok = results.every(({ ok, cells, accepted }) => ok && (cells.length === 0 || accepted));
    if (values.json === true) console.log(JSON.stringify({ ok, notebooks: results }, null, 1));
    else say(`\nCells that differ in ${countOf(notebooks)}: ${cells.length}`);
    return ok ? 0 : 1;
  },
};

/** How the notebook in a file is compared. */
interface DiffTask {
  readonly tolerance: number;
  readonly timeout: number;
  readonly accept: boolean;
  readonly say: (line: string) => void;
}

/** What came of one notebook. */
interface FileDiff {
  readonly path: string;
  /** Whether it ran without a fault. */
  readonly ok: boolean;
  readonly error?: string;
  readonly cells: readonly DifferingCell[];
  /** Whether the fresh outputs were written. */
  readonly accepted: boolean;
}

async function diffFile(path: string, task: DiffTask): Promise<FileDiff> {
  const { tolerance, timeout, say } = task;
  let cells: readonly DifferingCell[] = [];
  try {
    const text = await readText(path);
    const notebook = parseNotebook(text, path);
    const { notebook: copy, ok, cells: runs } = await runNotebook(notebook, {
      cwd: resolve(dirname(path)),
      timeout,
      onFault: (cell, fault) => say(formatFault(path, cell, fault)),
    });
    cells = compareCells(path, notebook, copy, tolerance)
      .filter(({ place }) => !notRun(runs).some((number) => place === `${path}#cell${number}`));
    for (const { place, differences } of cells) {
      for (const { part, line, stored, fresh } of differences) {
        say(`${paint("red", place)} ${part}, line ${line}: ${stored} is now ${fresh}`);
      }
    }
    if (cells.length === 0) say(`${path} ${ok ? "the same" : "failed"}`);
    const accepted = task.accept && ok && cells.length > 0;
    if (accepted) {
      await rewriteText(path, serializeNotebook(accept(notebook, copy, cells)), text);
      say(`${path} accepted`);
    }
    return { path, ok, cells, accepted };
  } catch (thrown) {
    const error = (thrown as Error).message;
    say(paint("red", `${path}: ${error}`));
    return { path, ok: false, error, cells, accepted: false };
  }
}

/** Cells after one that ended the run have no fresh outputs. */
function notRun(runs: readonly CellRun[]): number[] {
  return runs.filter(({ state }) => state === "not run").map(({ number }) => number);
}

/** The notebook with the fresh outputs of the cells that differ; the others keep their last digits. */
function accept(
  notebook: Notebook,
  fresh: Notebook,
  differing: readonly DifferingCell[],
): Notebook {
  const numbers = new Set(differing.map(({ place }) => Number(place.match(/\d+$/)![0])));
  let number = 0;
  const cells = notebook.cells.map((cell, i) => {
    if (cell.cell_type !== "code") return cell;
    return numbers.has(++number) ? fresh.cells[i]! : cell;
  });
  return { ...notebook, cells };
}

/** The cells that differ, as the report shows them. */
function compareCells(
  path: string,
  stored: Notebook,
  fresh: Notebook,
  tolerance: number,
): DifferingCell[] {
  const [left, right] = [stored, fresh].map(({ cells }) =>
    cells.filter((cell) => cell.cell_type === "code")
  );
  return compareNotebooks(stored, fresh, { tolerance }).map(({ cell, differences }) => {
    const { source, outputs = [] } = left![cell - 1]!;
    const place = `${path}#cell${cell}`;
    const now = right![cell - 1]!.outputs ?? [];
    return { place, source: joinText(source), stored: outputs, fresh: now, differences };
  });
}
