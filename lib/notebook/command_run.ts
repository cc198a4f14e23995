import { join, resolve } from "node:path";
import { type Command, type OptionValues, UsageError } from "./command.ts";
import { measureCoverage } from "./command_coverage.ts";
import { executeFile } from "./execute_file.ts";
import { findNotebooks, type FoundNotebook } from "./find_notebooks.ts";
import { junitReport } from "./junit_report.ts";
import { mapPool } from "./map_pool.ts";
import { paint } from "./paint.ts";
import { formatSummary, isRight, summaryJson, type TimedRun } from "./run_report.ts";
import {
  readRunSettings,
  RUN_OPTIONS,
  RUN_OPTIONS_HELP,
  type RunSettings,
} from "./run_settings.ts";
import { tapReport } from "./tap_report.ts";
import { writeAtomically } from "./write_atomically.ts";

/** `nb run`: executes notebooks. */
export const runCommand: Command = {
  summary: "execute notebooks in the real Deno kernel",
  help: `Usage: deno task nb run [options] <file or folder>...

Executes notebooks from top to bottom, each in a Deno kernel of its own that works in the notebook's
folder. What fails a notebook: a cell that throws or does not parse, a Deno.test that fails, an
unhandled rejection, a throw in a timer, a cell that takes too long, a kernel that dies.

${RUN_OPTIONS_HELP}`,
  options: RUN_OPTIONS,
  run: (values, operands) => execute(values, operands, false),
};

/** `nb test`: executes notebooks and demands checks. */
export const testCommand: Command = {
  summary: "execute notebooks and tell of every check (Deno.test) in their cells",
  help: `Usage: deno task nb test [options] <file or folder>...

Like run, but names every check, fails when no check was found at all, and never takes a kept run.
Checks are Deno.test with its steps, ignore, only, each and the hooks beforeAll, beforeEach, afterEach
and afterAll, and check() of @surprisal/loss/notebook. The sanitizers of Deno.test (ops, resources,
exit) are off, as cells leave things open on purpose; one that asks for them is told so.

${RUN_OPTIONS_HELP}`,
  options: RUN_OPTIONS,
  run: (values, operands) => execute(values, operands, true),
};

async function execute(
  values: OptionValues,
  operands: readonly string[],
  test: boolean,
): Promise<number> {
  const settings = readRunSettings(values);
  const notebooks = await findNotebooks(operands);
  const targets = copyTargets(notebooks, settings.writeTo);
  const atEnd = settings.reporter !== "pretty" && settings.reporter !== "quiet";
  const say = atEnd ? () => {} : (line: string) => console.log(line);
  const quiet = settings.reporter === "quiet";
  const runs = await mapPool(
    notebooks,
    settings.jobs,
    (notebook) =>
      executeFile(notebook.path, settings, { test, target: targets.get(notebook), say, quiet }),
  );
  const code = await conclude(runs, settings, test);
  if (settings.coverage === undefined) return code;
  return await measureCoverage(notebooks, { lcov: settings.coverage, say }) ? code : 1;
}

/** Where the copies go; refuses a folder in which one would land on a notebook or another copy. */
function copyTargets(
  notebooks: readonly FoundNotebook[],
  dir: string | undefined,
): Map<FoundNotebook, string> {
  if (dir === undefined) return new Map();
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

/** Tells how it ended; resolves to the exit code. */
async function conclude(
  runs: readonly TimedRun[],
  { writeTo, junit, reporter }: RunSettings,
  test: boolean,
): Promise<number> {
  const checks = runs.flatMap(({ run }) => run?.cells.flatMap((cell) => cell.checks) ?? []);
  const right = runs.every(isRight);
  const unchecked = test && checks.length === 0;
  const ok = right && !unchecked;
  if (reporter === "json") console.log(JSON.stringify(summaryJson(runs, ok), null, 1));
  else if (reporter === "junit") console.log(junitReport(runs).trimEnd());
  else if (reporter === "tap") console.log(tapReport(runs).trimEnd());
  else {
    console.log(`\n${formatSummary(runs)}`);
    const copied = runs.some(({ error }) => error === undefined);
    if (writeTo !== undefined && copied) console.log(`\nExecuted copies are in ${writeTo}`);
    if (unchecked && right) {
      console.log(paint("red", "Cannot pass as there must be a check: none was found"));
    }
  }
  if (junit !== undefined) await writeAtomically(junit, junitReport(runs));
  return ok ? 0 : 1;
}
