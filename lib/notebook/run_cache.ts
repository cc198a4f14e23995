import { dirname, resolve } from "node:path";
import { cellsModule, codeCells } from "./cells_module.ts";
import { importedFiles, makeStamp } from "./content_stamp.ts";
import { hasTag, type Notebook } from "./nbformat.ts";
import { keepResult, readResult } from "./result_cache.ts";
import type { NotebookRun, RunOptions } from "./run_notebook.ts";
import type { RunWitness } from "./run_witness.ts";
import { makeScratch, PlaceError, removeScratch } from "./scratch_file.ts";

/** How long a kept run may be as JSON, in letters. */
const LONGEST = 10_000_000;

/** The endings of files that may import others. */
const MODULE = /\.[cm]?[jt]sx?$/;

/** Imports whose content a lock file pins. */
const REMOTE = /\b(?:from|import)\s*\(?\s*["'](?:npm|jsr|https?):/;

/** A notebook that is to be run, as a question to the cache. */
export interface RunQuestion {
  /** Where the notebook is. */
  readonly path: string;
  /** The notebook, with its parameters. */
  readonly notebook: Notebook;
  /** How it is run. */
  readonly options: RunOptions;
}

/** A run of the same notebook that came out right, if everything that it rests on is as it was. */
export async function keptRun(question: RunQuestion): Promise<NotebookRun | undefined> {
  return await readResult<NotebookRun>("run", question.path, asked(question));
}

/**
 * Keeps a run that came out right; one that rests on what can not be looked at again is not kept.
 *
 * @returns Why it is not kept, if so.
 */
export async function keepRun(
  question: RunQuestion,
  run: NotebookRun,
  witness: RunWitness,
): Promise<string | undefined> {
  const cwd = resolve(dirname(question.path));
  const touched = witness.touched(cwd);
  if ("why" in touched) return touched.why;
  if (JSON.stringify(run).length > LONGEST) return "its outputs are long";
  const modules = touched.files.filter((path) => MODULE.test(path));
  const imported = await imports(question.notebook, modules, cwd).catch(unwritable);
  if (imported === undefined) return "its folder can not be written to";
  const files = [...touched.files, ...imported];
  const stamp = makeStamp(asked(question), cwd, files, touched.variables);
  const locked = stamp.files.some(([path, hash]) => hash !== null && /deno\.lock$/.test(path));
  const remote = question.notebook.cells.some(({ source }) =>
    REMOTE.test([source].flat().join(""))
  );
  if (remote && !locked) return "it imports packages that no lock file pins";
  await keepResult("run", question.path, { stamp, result: run });
  return undefined;
}

/** Passes over a folder that can not be written to. */
function unwritable(error: unknown): undefined {
  if (!(error instanceof PlaceError)) throw error;
}

/** What must be the same: all but the outputs that a run makes anew, which it does not see. */
function asked({ path, notebook, options }: RunQuestion): string[] {
  const cells = notebook.cells.map((cell) =>
    cell.cell_type !== "code" || hasTag(cell, "skip-execution")
      ? cell
      : { ...cell, outputs: [], execution_count: null }
  );
  const { timeout, notebookTimeout, filter, keepGoing } = options;
  const how = { timeout, notebookTimeout, filter, keepGoing };
  return [resolve(path), JSON.stringify({ ...notebook, cells }), JSON.stringify(how)];
}

/** The files that the cells and the modules that they asked for import. */
async function imports(
  notebook: Notebook,
  modules: readonly string[],
  cwd: string,
): Promise<string[]> {
  const scratch = await makeScratch(cwd, ".tsx");
  try {
    await Deno.writeTextFile(scratch, cellsModule(codeCells(notebook)).text);
    return [...modules, ...await importedFiles([scratch, ...modules], cwd)];
  } finally {
    removeScratch(scratch);
  }
}
