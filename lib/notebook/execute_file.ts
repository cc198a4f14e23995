import { dirname, resolve } from "node:path";
import { type Notebook, parseNotebook, serializeNotebook } from "./nbformat.ts";
import { readText, rewriteText } from "./notebook_file.ts";
import { withParameters } from "./parameters.ts";
import { fitParameters } from "./parameter_types.ts";
import { paint } from "./paint.ts";
import { firstDifference } from "./first_difference.ts";
import { keepRun, keptRun, type RunQuestion } from "./run_cache.ts";
import { type NotebookRun, runNotebook, type RunOptions, runWitnessed } from "./run_notebook.ts";
import {
  formatCell,
  formatCellChecks,
  formatFault,
  formatKept,
  formatNotRun,
  type TimedRun,
} from "./run_report.ts";
import type { RunSettings } from "./run_settings.ts";
import { RunWitness } from "./run_witness.ts";
import { writeAtomically } from "./write_atomically.ts";

/** What happens to a file besides its execution. */
export interface FileTask {
  /** Whether every check is named. */
  readonly test: boolean;
  /** Where the executed copy goes. */
  readonly target: string | undefined;
  /** Whether cells and checks that are right go without a line. */
  readonly quiet: boolean;
  /** Hears every line of progress. */
  readonly say: (line: string) => void;
}

/** What came of a notebook, and of the wish to keep it. */
type FileRun = Pick<TimedRun, "cached" | "notKept"> & { readonly run: NotebookRun };

/** Executes the notebook in a file, with repetitions, and writes what is to be written. */
export async function executeFile(
  path: string,
  settings: RunSettings,
  task: FileTask,
): Promise<TimedRun> {
  const start = performance.now();
  const time = () => performance.now() - start;
  let ran: FileRun | undefined;
  try {
    const text = await readText(path);
    ran = await runFile(path, text, settings, task);
    await writeOutputs(path, text, ran.run, settings, task);
    return { path, ...ran, milliseconds: time() };
  } catch (thrown) {
    const error = (thrown as Error).message;
    task.say(paint("red", `${path}: ${error}`));
    return { path, ...ran, error, milliseconds: time() };
  }
}

async function runFile(
  path: string,
  text: string,
  settings: RunSettings,
  task: FileTask,
): Promise<FileRun> {
  const cwd = resolve(dirname(path));
  withParameters(parseNotebook(text, path), settings.parameters); // are they all declared?
  const parameters = await fitParameters(parseNotebook(text, path), settings.parameters, cwd);
  const again = () => withParameters(parseNotebook(text, path), parameters);
  const { timeout, notebookTimeout, filter, keepGoing } = settings;
  const options: RunOptions = { cwd, timeout, notebookTimeout, filter, keepGoing };
  const question = { path, notebook: again(), options };
  const first = await runOnce(question, task, !task.test && settings.cache);
  const { run } = first;
  const ok = run.ok && await repeats(path, again, options, run, settings, task);
  return { ...first, run: { ...run, ok } };
}

/** Writes the executed notebook to where it is asked for. */
async function writeOutputs(
  path: string,
  text: string,
  { notebook, ok }: NotebookRun,
  { write, keepGoing }: RunSettings,
  { target }: FileTask,
): Promise<void> {
  const result = serializeNotebook(notebook);
  if (target !== undefined) await writeAtomically(target, result);
  if (write && (ok || keepGoing) && result !== text) await rewriteText(path, result, text);
}

/** Takes the run that is kept, or runs the notebook and keeps what comes out right. */
async function runOnce(question: RunQuestion, task: FileTask, cache: boolean): Promise<FileRun> {
  const kept = cache ? await keptRun(question) : undefined;
  if (kept) {
    task.say(formatKept(question.path, kept));
    return { run: kept, cached: true };
  }
  const witness = cache ? new RunWitness() : undefined;
  const options = { ...question.options, ...progress(question.path, task) };
  const run = await runWitnessed(question.notebook, options, witness);
  const left = formatNotRun(question.path, run);
  if (left !== undefined) task.say(left);
  if (!witness || !run.ok) return { run };
  const notKept = await keepRun(question, run, witness);
  return { run, ...(notKept !== undefined && { notKept }) };
}

/** Runs the notebook as often as is asked for; false at the first run that differs. */
async function repeats(
  path: string,
  again: () => Notebook,
  options: RunOptions,
  first: NotebookRun,
  { repeat }: RunSettings,
  task: FileTask,
): Promise<boolean> {
  for (let round = 2; round <= repeat; round++) {
    const { notebook } = await runNotebook(again(), options);
    const difference = firstDifference(first.notebook, notebook);
    if (difference === undefined) continue;
    task.say(paint("red", `${path}${difference} (run ${round} of ${repeat})`));
    return false;
  }
  if (repeat > 1) task.say(`${path} the same in ${repeat} runs, byte for byte`);
  return true;
}

function progress(
  path: string,
  { test, quiet, say }: FileTask,
): Pick<RunOptions, "onCell" | "onFault"> {
  return {
    onCell(cell) {
      if (cell.state === "not run") return; // told together at the end
      if (quiet && cell.faults.length === 0) return;
      say(formatCell(path, cell));
      if (test && cell.checks.length > 0) say(formatCellChecks(path, cell));
    },
    onFault: (cell, fault) => say(formatFault(path, cell, fault)),
  };
}
