import { type CellFault, describeFault } from "./cell_fault.ts";
import { CellLines, type ExecutedCell } from "./cell_lines.ts";
import { type CheckResult, formatChecks } from "./check_result.ts";
import { type CellResult, KernelSession } from "./kernel_session.ts";
import { findSpecifier } from "./find_specifier.ts";
import { type Cell, hasTag, type Notebook } from "./nbformat.ts";
import { type ErrorOutput, joinText, type Output } from "./output.ts";
import { INJECTED } from "./parameters.ts";
import { pathScrubber, type Scrub, scrubOutput } from "./scrub_paths.ts";
import { toStoredOutput } from "./stored_output.ts";

/** How a notebook is run. */
export interface RunOptions {
  /** The folder that cells work in, usually the notebook's own. */
  readonly cwd: string;
  /** Seconds that each cell, and then each of its checks, may take; 60 unless told. */
  readonly timeout?: number;
  /** Runs only checks whose name contains this, or matches it when written as `/regex/`. */
  readonly filter?: string | undefined;
  /** Whether cells after one that failed are run too. */
  readonly keepGoing?: boolean;
  /** Called when a cell is done. */
  readonly onCell?: (cell: CellRun) => void;
  /** Called for each fault as it comes to light; that may be later than its cell was done. */
  readonly onFault?: (cell: CellRun, fault: CellFault) => void;
}

/** What came of one code cell. */
export interface CellRun {
  /** Its number among the code cells, from 1. */
  readonly number: number;
  /** Cells are skipped by their tag, and not run after one that failed. */
  readonly state: "ran" | "skipped" | "not run";
  /** Its checks. */
  readonly checks: readonly CheckResult[];
  /** What is not right with it. */
  readonly faults: CellFault[];
  /** How long it took, checks included. */
  readonly milliseconds: number;
}

/** What came of a notebook. */
export interface NotebookRun {
  /** A copy of the notebook with the fresh outputs and nothing of the machine or the time. */
  readonly notebook: Notebook;
  /** Its code cells. */
  readonly cells: readonly CellRun[];
  /** Whether every cell was right. */
  readonly ok: boolean;
}

/** A cell of the copy with its outputs while the notebook runs: an update can still change them. */
interface OpenCell {
  readonly cell: Cell;
  readonly run: CellRun;
  readonly outputs: Output[];
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
  refuseOtherLanguage(notebook);
  const copy = structuredClone(notebook);
  const code = copy.cells.filter((cell) => cell.cell_type === "code");
  await using session = await KernelSession.start(options);
  const done: OpenCell[] = [];
  const lines = new CellLines();
  let stopped = false;
  let number = 0;
  for (const cell of code) {
    if (!hasTag(cell, INJECTED)) number++; // the others are counted as the author sees them
    const skipped = hasTag(cell, "skip-execution");
    const last = cell === code.at(-1);
    const open: OpenCell = skipped || stopped
      ? leave(cell, number, skipped)
      : await execute(session, cell, number, { ...options, last, lines }, done);
    done.push(open);
    options.onCell?.(open.run);
    for (const fault of open.run.faults) options.onFault?.(open.run, fault);
    stopped ||= session.dead || (!options.keepGoing && open.run.faults.some(stops));
  }
  const scrub = pathScrubber(options.cwd);
  for (const open of done) store(open, scrub);
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

function leave(cell: Cell, number: number, skipped: boolean): OpenCell {
  const state = skipped ? "skipped" : "not run";
  const run: CellRun = { number, state, checks: [], faults: [], milliseconds: 0 };
  return { cell, run, outputs: [] };
}

async function execute(
  session: KernelSession,
  cell: Cell,
  number: number,
  options: RunOptions & { last: boolean; lines: CellLines },
  done: readonly OpenCell[],
): Promise<OpenCell> {
  const start = performance.now();
  const source = joinText(cell.source);
  const executed = [...done.flatMap(asExecuted), { number, source }];
  const result = await placed(await session.execute(source, options), executed, options.lines);
  const milliseconds = performance.now() - start;
  cell.execution_count = result.executionCount;
  const faults = hasTag(cell, "raises-exception")
    ? result.faults.filter(({ kind }) => kind !== "error" && kind !== "syntax")
    : [...result.faults];
  const run: CellRun = { number, state: "ran", checks: result.checks, faults, milliseconds };
  blame(result, done, options);
  return { cell, run, outputs: [...result.outputs, ...result.faults.flatMap(toOutput)] };
}

function asExecuted({ cell, run: { number, state } }: OpenCell): ExecutedCell[] {
  return state === "ran" ? [{ number, source: joinText(cell.source) }] : [];
}

/** The result with the places of errors in the cells as they are written. */
async function placed(
  result: CellResult,
  executed: readonly ExecutedCell[],
  lines: CellLines,
): Promise<CellResult> {
  const outputs = await Promise.all(
    result.outputs.map(async (output) =>
      output.output_type === "error"
        ? { ...output, traceback: await lines.translate(output.traceback, executed) }
        : output
    ),
  );
  const stack = outputs.findLast((output) => output.output_type === "error")?.traceback ?? [];
  const own = new RegExp(`\\bcell${executed.at(-1)!.number}:(\\d+):(\\d+)`);
  const [, line, column] = stack.join("\n").match(own) ?? [];
  const faults = result.faults.map((fault) => {
    if (fault.kind !== "error") return fault;
    if (line !== undefined) return { ...fault, line: Number(line), column: Number(column) };
    return { ...fault, ...findSpecifier(executed.at(-1)!.source, fault.message) };
  });
  return { ...result, outputs, faults };
}

/** Puts faults that came to light late down to the cells that caused them. */
function blame(result: CellResult, done: readonly OpenCell[], options: RunOptions): void {
  const executed = done.filter(({ run }) => run.state === "ran");
  for (const fault of result.late) {
    const cause = executed.at(-fault.ago) ?? executed[0];
    if (!cause) continue;
    cause.run.faults.push(fault);
    cause.outputs.push(...toOutput(fault));
    options.onFault?.(cause.run, fault);
  }
}

/** The output that shows a fault, where the kernel sent none. */
function toOutput(fault: CellFault): ErrorOutput[] {
  if (fault.kind === "error" || fault.kind === "check") return [];
  const ename = FAULT_NAMES[fault.kind];
  const words = describeFault(fault).split("\n")[0]!; // last words are the machine's
  const evalue = "message" in fault ? fault.message : words;
  return [{ ename, evalue, output_type: "error", traceback: [words] }];
}

const FAULT_NAMES = {
  syntax: "SyntaxError",
  rejection: "UnhandledRejection",
  uncaught: "Uncaught",
  timeout: "Timeout",
  death: "DeadKernel",
} as const;

/** Writes the outputs into the cell of the copy, the report of its checks last. */
function store({ cell, run, outputs }: OpenCell, scrub: Scrub): void {
  delete cell.metadata.execution; // times
  if (run.state === "skipped") return;
  if (run.state === "not run") cell.execution_count = null;
  const checks = run.checks.filter(({ shown }) => !shown);
  const report: Output[] = checks.length === 0 ? [] : [{
    data: { "text/plain": formatChecks(checks) },
    metadata: {},
    output_type: "display_data",
  }];
  cell.outputs = [...outputs, ...report].map((output) =>
    toStoredOutput(scrubOutput(output, scrub))
  );
}

function refuseOtherLanguage({ metadata }: Notebook): void {
  const { kernelspec, language_info: info } = metadata as Record<
    string,
    { language?: string; name?: string } | undefined
  >;
  const language = kernelspec?.language ?? info?.name;
  if (language === undefined || /^(typescript|javascript)$/i.test(language)) return;
  throw new TypeError(`Cannot run notebook as its language must be TypeScript: ${language}`);
}
