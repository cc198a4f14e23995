import { dirname, resolve } from "node:path";
import { parseNotebook, serializeNotebook } from "./nbformat.ts";
import { withParameters } from "./parameters.ts";
import { paint } from "./paint.ts";
import { firstDifference } from "./repeat.ts";
import { type NotebookRun, runNotebook, type RunOptions } from "./run_notebook.ts";
import {
  formatCell,
  formatCellChecks,
  formatFault,
  formatNotRun,
  type TimedRun,
} from "./run_report.ts";
import type { RunSettings } from "./run_settings.ts";
import { writeAtomically } from "./write_atomically.ts";

/** What happens to a file besides its execution. */
export interface FileTask {
  /** Whether every check is named. */
  readonly test: boolean;
  /** Where the executed copy goes. */
  readonly target: string | undefined;
  /** Hears every line of progress. */
  readonly say: (line: string) => void;
}

/** Executes the notebook in a file, with repetitions, and writes what is to be written. */
export async function executeFile(
  path: string,
  settings: RunSettings,
  task: FileTask,
): Promise<TimedRun> {
  const start = performance.now();
  const time = () => performance.now() - start;
  try {
    const run = await runFile(path, settings, task);
    return { path, run, milliseconds: time() };
  } catch (thrown) {
    const error = (thrown as Error).message;
    task.say(paint("red", `${path}: ${error}`));
    return { path, error, milliseconds: time() };
  }
}

async function runFile(path: string, settings: RunSettings, task: FileTask): Promise<NotebookRun> {
  const text = await Deno.readTextFile(path);
  const again = () => withParameters(parseNotebook(text, path), settings.parameters);
  const { timeout, filter, keepGoing } = settings;
  const options: RunOptions = { cwd: resolve(dirname(path)), timeout, filter, keepGoing };
  const run = await runNotebook(again(), { ...options, ...progress(path, task) });
  const left = formatNotRun(path, run);
  if (left !== undefined) task.say(left);
  let ok = run.ok;
  for (let round = 2; ok && round <= settings.repeat; round++) {
    const difference = firstDifference(
      run.notebook,
      (await runNotebook(again(), options)).notebook,
    );
    if (difference === undefined) continue;
    task.say(paint("red", `${path}${difference} (run ${round} of ${settings.repeat})`));
    ok = false;
  }
  if (ok && settings.repeat > 1) {
    task.say(`${path} the same in ${settings.repeat} runs, byte for byte`);
  }
  const result = serializeNotebook(run.notebook);
  if (task.target !== undefined) {
    await Deno.mkdir(dirname(task.target), { recursive: true });
    await writeAtomically(task.target, result);
  }
  if (settings.write && (ok || keepGoing)) await writeAtomically(path, result);
  return { ...run, ok };
}

function progress(path: string, { test, say }: FileTask): Pick<RunOptions, "onCell" | "onFault"> {
  return {
    onCell(cell) {
      if (cell.state === "not run") return; // told together at the end
      say(formatCell(path, cell));
      if (test && cell.checks.length > 0) say(formatCellChecks(path, cell));
    },
    onFault: (cell, fault) => say(formatFault(path, cell, fault)),
  };
}
