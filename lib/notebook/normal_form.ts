import { createHash } from "node:crypto";
import { joinText, splitText } from "./output.ts";
import { runDeno } from "./run_deno.ts";
import { type Cell, KERNELSPEC, type Notebook, serializeNotebook } from "./nbformat.ts";
import { sortKeys, toStoredOutput } from "./stored_output.ts";

/** Metadata of cells that change from run to run or belong to one person's frontend. */
const FLEETING = ["execution", "ExecuteTime", "trusted", "collapsed", "scrolled"];

/** How the normal form is made. */
export interface NormalFormOptions {
  /** The folder whose deno.json says how cells are formatted; the notebook's own. */
  readonly cwd: string;
  /** Whether outputs and execution counts are taken out. */
  readonly stripOutputs?: boolean;
}

/**
 * The text of a notebook in normal form, in which two notebooks that say the same are the same file:
 * nbformat 4.5, an id for every cell, keys in alphabetical order, texts as lines, no times, cells
 * formatted by `deno fmt`. The normal form of a normal form is itself.
 *
 * @throws {Error} If `deno fmt` refuses the notebook.
 */
export async function normalForm(
  notebook: Notebook,
  { cwd, stripOutputs = false }: NormalFormOptions,
): Promise<string> {
  const taken = new Set<string>();
  const cells = notebook.cells.map((cell) => normalCell(cell, taken, stripOutputs));
  const { kernelspec = KERNELSPEC, ...metadata } = notebook.metadata;
  const text = serializeNotebook(sortKeys({
    ...notebook,
    cells,
    metadata: { ...metadata, kernelspec },
    nbformat: 4,
    nbformat_minor: 5,
  }));
  const formatted = await runDeno(["fmt", "--ext", "ipynb", "-"], { cwd, stdin: text });
  if (formatted.success) return formatted.stdout;
  throw new Error(`Cannot format notebook as deno fmt must take it: ${formatted.stderr.trim()}`);
}

function normalCell(cell: Cell, taken: Set<string>, stripOutputs: boolean): Cell {
  const metadata = { ...cell.metadata };
  for (const key of FLEETING) delete metadata[key];
  const common = { ...cell, metadata, source: splitText(cell.source), id: freeId(cell, taken) };
  if (cell.cell_type !== "code") return common;
  if (stripOutputs) return { ...common, outputs: [], execution_count: null };
  return { ...common, outputs: (cell.outputs ?? []).map(toStoredOutput) };
}

/** The cell's own id; without one, a piece of a hash of its text, so that it is always the same. */
function freeId({ id, source }: Cell, taken: Set<string>): string {
  const hash = createHash("sha256").update(joinText(source)).digest("hex");
  let free = id ?? hash.slice(0, 8);
  for (let n = 2; taken.has(free); n++) free = `${id ?? hash.slice(0, 8)}-${n}`;
  taken.add(free);
  return free;
}
