import type { CellFault } from "./cell_fault.ts";
import { CellLines } from "./cell_lines.ts";
import { KernelSession } from "./kernel_session.ts";
import { hasTag, type Notebook, refuseOtherLanguage } from "./nbformat.ts";
import { type CellRun, executeCell, leaveCell, type OpenCell, storeCell } from "./open_cell.ts";
import { NotebookClock } from "./notebook_clock.ts";
import { INJECTED } from "./parameters.ts";
import type { RunWitness } from "./run_witness.ts";
import { pathScrubber } from "./scrub_paths.ts";

/** How a notebook is run. */
export interface RunOptions {
  /** The folder that cells work in, usually the notebook's own. */
  readonly cwd: string;
  /** Seconds that each cell, and then each of its checks, may take; 60 unless told. */
  readonly timeout?: number;
  /** Seconds that the whole notebook may take; without an end unless told. */
  readonly notebookTimeout?: number | undefined;
  /** Runs only checks whose name contains this, or matches it when written as `/regex/`. */
  readonly filter?: string | undefined;
  /** Whether cells after one that failed are run too. */
  readonly keepGoing?: boolean;
  /** Called when a cell is done. */
  readonly onCell?: (cell: CellRun) => void;
  /** Called for each fault as it comes to light; that may be later than its cell was done. */
  readonly onFault?: (cell: CellRun, fault: CellFault) => void;
}

export type { CellRun };

/** What came of a notebook. */
export interface NotebookRun {
  /** A copy of the notebook with the fresh outputs and nothing of the machine or the time. */
  readonly notebook: Notebook;
  /** Its code cells. */
  readonly cells: readonly CellRun[];
  /** Whether every cell was right. */
  readonly ok: boolean;
}

/**
 * Executes a notebook from top to bottom in a Deno kernel of its own.
 *
 * After a cell that throws, does not parse, takes too long or kills the kernel, the rest is not run,
 * unless `keepGoing` says so. A check that fails, an unhandled rejection or a throw in a timer stops
 * nothing, but the run is not ok. An error in a cell tagged `raises-exception` is no fault; a cell
 * tagged `skip-execution` is left as it is.
 *
 * @example A claim that does not hold
 * ```ts
 * import { describeFault, type Notebook, runNotebook } from "@surprisal/loss/notebook";
 * import { assertEquals } from "@std/assert";
 *
 * const notebook: Notebook = {
 *   nbformat: 4,
 *   nbformat_minor: 5,
 *   metadata: {},
 *   cells: [{
 *     cell_type: "code",
 *     id: "claim",
 *     metadata: {},
 *     source: 'Deno.test("1 is 2", () => { throw new Error("it is not"); });',
 *     outputs: [],
 *     execution_count: null,
 *   }],
 * };
 * const { ok, cells, notebook: copy } = await runNotebook(notebook, { cwd: "." });
 * assertEquals(ok, false);
 * assertEquals(cells[0]?.faults.map(describeFault), ["Check failed: 1 is 2\nError: it is not"]);
 * assertEquals(copy.cells[0]?.outputs, [{
 *   output_type: "display_data",
 *   data: { "text/plain": ["✗ 1 is 2\n", "  Error: it is not"] },
 *   metadata: {},
 * }]);
 * ```
 *
 * @param notebook The notebook; it is left as it is.
 * @param options The folder to work in (`cwd`), times, and who is to hear of progress.
 * @returns A copy with fresh outputs, and what came of each cell.
 * @throws {TypeError} If the notebook is for another language.
 * @throws {Error} If no kernel can be started.
 *
 * @see {@linkcode KernelSession} for single cells.
 */
export async function runNotebook(notebook: Notebook, options: RunOptions): Promise<NotebookRun> {
  return await runWitnessed(notebook, options);
}

/** As {@linkcode runNotebook}, with a witness of what the run rests on. */
export async function runWitnessed(
  notebook: Notebook,
  options: RunOptions,
  witness?: RunWitness,
): Promise<NotebookRun> {
  refuseOtherLanguage(notebook);
  const copy = structuredClone(notebook);
  const code = copy.cells.filter((cell) => cell.cell_type === "code");
  await using session = await KernelSession.start({
    cwd: options.cwd,
    audit: witness !== undefined,
  });
  witness?.begin(session.audit);
  using clock = new NotebookClock(session, options.notebookTimeout);
  const done: OpenCell[] = [];
  const lines = new CellLines();
  let stopped = false;
  let number = 0;
  for (const cell of code) {
    if (!hasTag(cell, INJECTED)) number++; // the others are counted as the author sees them
    const skipped = hasTag(cell, "skip-execution");
    const last = cell === code.at(-1);
    const open: OpenCell = skipped || stopped
      ? leaveCell(cell, number, skipped)
      : await executeCell(session, cell, number, { ...options, last, lines, done, clock });
    done.push(open);
    options.onCell?.(open.run);
    for (const fault of open.run.faults) options.onFault?.(open.run, fault);
    stopped ||= session.dead || (!options.keepGoing && open.run.faults.some(stops));
  }
  witness?.end(session.seen);
  const scrub = pathScrubber(options.cwd);
  for (const open of done) storeCell(open, scrub);
  const cells = done.map(({ run }) => run);
  return { notebook: copy, cells, ok: cells.every(isRight) };
}

function isRight(cell: CellRun): boolean {
  return cell.state !== "not run" && cell.faults.length === 0;
}

/** A cell that threw leaves its work undone, so that later cells would fail for no fault of theirs. */
function stops(fault: CellFault): boolean {
  return ["error", "syntax", "timeout", "death"].includes(fault.kind);
}
