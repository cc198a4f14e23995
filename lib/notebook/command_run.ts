import { dirname, join, resolve } from "node:path";
import { type Command, numberOption, type OptionValues, UsageError } from "./command.ts";
import { findNotebooks, type FoundNotebook } from "./find_notebooks.ts";
import { mapPool } from "./map_pool.ts";
import { parseNotebook, serializeNotebook } from "./nbformat.ts";
import { paint } from "./paint.ts";
import { firstDifference } from "./repeat.ts";
import { type NotebookRun, runNotebook } from "./run_notebook.ts";
import {
  formatCell,
  formatCellChecks,
  formatFault,
  formatSummary,
  type TimedRun,
} from "./run_report.ts";
import { writeAtomically } from "./write_atomically.ts";

/** What the options of `run` and `test` mean. */
interface Settings {
  readonly timeout: number;
  readonly filter: string | undefined;
  readonly jobs: number;
  readonly repeat: number;
  readonly keepGoing: boolean;
  readonly write: boolean;
  readonly writeTo: string | undefined;
}

const OPTIONS_HELP = `Options:
  --timeout SECONDS   how long a cell, and then each of its checks, may take (60)
  --filter TEXT       run only the checks whose name contains TEXT, or matches it as /regex/
  --keep-going        run the cells after one that failed
  -j, --jobs N        notebooks run at the same time (2)
  --repeat N          run each notebook N times and compare the outputs byte by byte
  --write             write the outputs into the notebooks; into one that failed only with --keep-going
  --write-to DIR      write executed copies into DIR, also of notebooks that failed
  -h, --help          show this

A cell is told as path#cellN: N counts the code cells from 1. Cells tagged skip-execution are left
out; an error of a cell tagged raises-exception is no fault. What is written holds no times, and no
paths of this machine. Exit code: 0 all right, 1 a notebook is wrong, 2 used wrongly.`;

const options: Command["options"] = {
  timeout: { type: "string" },
  filter: { type: "string" },
  "keep-going": { type: "boolean" },
  jobs: { type: "string", short: "j" },
  repeat: { type: "string" },
  write: { type: "boolean" },
  "write-to": { type: "string" },
};

/** `nb run`: executes notebooks. */
export const runCommand: Command = {
  summary: "execute notebooks in the real Deno kernel",
  help: `Usage: deno task nb run [options] <file or folder>...

Executes notebooks from top to bottom, each in a Deno kernel of its own that works in the notebook's
folder. What fails a notebook: a cell that throws or does not parse, a Deno.test that fails, an
unhandled rejection, a throw in a timer, a cell that takes too long, a kernel that dies.

${OPTIONS_HELP}`,
  options,
  run: (values, operands) => execute(values, operands, false),
};

/** `nb test`: executes notebooks and demands checks. */
export const testCommand: Command = {
  summary: "execute notebooks and tell of every check (Deno.test) in their cells",
  help: `Usage: deno task nb test [options] <file or folder>...

Like run, but names every check, and fails when no check was found at all.

${OPTIONS_HELP}`,
  options,
  run: (values, operands) => execute(values, operands, true),
};

function readSettings(values: OptionValues): Settings {
  const settings = {
    timeout: numberOption(values, "timeout", { fallback: 60 }),
    filter: values.filter as string | undefined,
    jobs: numberOption(values, "jobs", { fallback: 2, integer: true }),
    repeat: numberOption(values, "repeat", { fallback: 1, integer: true }),
    keepGoing: values["keep-going"] === true,
    write: values.write === true,
    writeTo: values["write-to"] as string | undefined,
  };
  if (settings.write && settings.filter !== undefined) {
    throw new UsageError("Cannot write outputs as all checks must run: --filter leaves some out");
  }
  return settings;
}

async function execute(
  values: OptionValues,
  operands: readonly string[],
  test: boolean,
): Promise<number> {
  const settings = readSettings(values);
  const notebooks = await findNotebooks(operands);
  const targets = settings.writeTo === undefined
    ? undefined
    : copyTargets(notebooks, settings.writeTo);
  const runs = await mapPool(notebooks, settings.jobs, async (notebook) => {
    const start = performance.now();
    const run = await runOne(notebook, settings, test, targets?.get(notebook));
    return { path: notebook.path, milliseconds: performance.now() - start, ...run && { run } };
  });
  return conclude(runs, settings, test);
}

/** Where the copies go; refuses a folder in which one would land on a notebook or another copy. */
function copyTargets(notebooks: readonly FoundNotebook[], dir: string): Map<FoundNotebook, string> {
  const targets = new Map(notebooks.map((notebook) => [notebook, join(dir, notebook.place)]));
  const taken = new Set(notebooks.map(({ path }) => resolve(path)));
  for (const target of targets.values()) {
    if (taken.has(resolve(target))) {
      throw new UsageError(`Cannot write copies as each must have its own place: "${target}"`);
    }
    taken.add(resolve(target));
  }
  return targets;
}

/** Runs a notebook with its repetitions and writes it; undefined when it could not be run. */
async function runOne(
  { path }: FoundNotebook,
  settings: Settings,
  test: boolean,
  target: string | undefined,
): Promise<NotebookRun | undefined> {
  try {
    const text = await Deno.readTextFile(path);
    const run = await runWithProgress(path, text, settings, test);
    const same = run.ok && await repeat(path, text, settings, run);
    if (target !== undefined) {
      await Deno.mkdir(dirname(target), { recursive: true });
      await writeAtomically(target, serializeNotebook(run.notebook));
    }
    if (settings.write && (same || settings.keepGoing)) {
      await writeAtomically(path, serializeNotebook(run.notebook));
    }
    return { ...run, ok: same };
  } catch (error) {
    console.log(paint("red", `${path}: ${(error as Error).message}`));
    return undefined;
  }
}

async function runWithProgress(
  path: string,
  text: string,
  { timeout, filter, keepGoing }: Settings,
  test: boolean,
): Promise<NotebookRun> {
  return await runNotebook(parseNotebook(text, path), {
    cwd: resolve(dirname(path)),
    timeout,
    filter,
    keepGoing,
    onCell(cell) {
      console.log(formatCell(path, cell));
      if (test && cell.checks.length > 0) console.log(formatCellChecks(path, cell));
    },
    onFault: (cell, fault) => console.log(formatFault(path, cell, fault)),
  });
}

/** Runs a notebook again and again; tells the first difference to the first run. */
async function repeat(
  path: string,
  text: string,
  { timeout, filter, repeat }: Settings,
  first: NotebookRun,
): Promise<boolean> {
  const options = { cwd: resolve(dirname(path)), timeout, filter };
  for (let round = 2; round <= repeat; round++) {
    const again = await runNotebook(parseNotebook(text, path), options);
    const difference = firstDifference(first.notebook, again.notebook);
    if (difference !== undefined) {
      console.log(paint("red", `${path}${difference} (run ${round} of ${repeat})`));
      return false;
    }
  }
  if (repeat > 1) console.log(`${path} the same in ${repeat} runs, byte for byte`);
  return true;
}

function conclude(runs: readonly TimedRun[], { writeTo }: Settings, test: boolean): number {
  console.log(`\n${formatSummary(runs)}`);
  if (writeTo !== undefined) console.log(`\nExecuted copies are in ${writeTo}`);
  const checks = runs.flatMap(({ run }) => run?.cells.flatMap((cell) => cell.checks) ?? []);
  if (test && checks.length === 0) {
    console.log(paint("red", "Cannot pass as there must be a check: none was found"));
    return 1;
  }
  return runs.every(({ run }) => run?.ok) ? 0 : 1;
}
