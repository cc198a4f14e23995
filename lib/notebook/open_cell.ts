import { type CellFault, describeFault } from "./cell_fault.ts";
import type { CellLines, ExecutedCell } from "./cell_lines.ts";
import { type CheckResult, formatChecks } from "./check_result.ts";
import type { NotebookClock } from "./notebook_clock.ts";
import { findSpecifier } from "./find_specifier.ts";
import type { CellResult, ExecuteOptions, KernelSession } from "./kernel_session.ts";
import { type Cell, hasTag } from "./nbformat.ts";
import { type ErrorOutput, joinText, type Output } from "./output.ts";
import { type Scrub, scrubOutput } from "./scrub_paths.ts";
import { toStoredOutput } from "./stored_output.ts";

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

/** A cell of the copy with its outputs while the notebook runs: an update can still change them. */
export interface OpenCell {
  readonly cell: Cell;
  readonly run: CellRun;
  readonly outputs: Output[];
}

/** A cell that is not executed: skipped by its tag, or after one that ended the run. */
export function leaveCell(cell: Cell, number: number, skipped: boolean): OpenCell {
  const state = skipped ? "skipped" : "not run";
  const run: CellRun = { number, state, checks: [], faults: [], milliseconds: 0 };
  return { cell, run, outputs: [] };
}

/** How a cell is executed, and who hears of faults of those before. */
export interface CellOptions extends ExecuteOptions {
  /** Finds lines of the cells as written. */
  readonly lines: CellLines;
  /** The time that the whole notebook has. */
  readonly clock: NotebookClock;
  /** The cells before. */
  readonly done: readonly OpenCell[];
  /** Hears of faults that come to light now. */
  readonly onFault?: ((cell: CellRun, fault: CellFault) => void) | undefined;
}

/** Executes a cell. */
export async function executeCell(
  session: KernelSession,
  cell: Cell,
  number: number,
  options: CellOptions,
): Promise<OpenCell> {
  const { done } = options;
  const start = performance.now();
  const source = joinText(cell.source);
  const executed = [...done.flatMap(asExecuted), { number, source }];
  const heard = await session.execute(source, options);
  const judged = { ...heard, faults: heard.faults.map((fault) => options.clock.judge(fault)) };
  const result = await placed(judged, executed, options.lines);
  const milliseconds = performance.now() - start;
  cell.execution_count = result.executionCount;
  const faults = hasTag(cell, "raises-exception")
    ? result.faults.filter(({ kind }) => kind !== "error" && kind !== "syntax")
    : [...result.faults];
  const run: CellRun = { number, state: "ran", checks: result.checks, faults, milliseconds };
  blame(result, options);
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
function blame(result: CellResult, { done, onFault }: CellOptions): void {
  const executed = done.filter(({ run }) => run.state === "ran");
  for (const fault of result.late) {
    const cause = executed.at(-fault.ago) ?? executed[0];
    if (!cause) continue;
    cause.run.faults.push(fault);
    cause.outputs.push(...toOutput(fault));
    onFault?.(cause.run, fault);
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
export function storeCell({ cell, run, outputs }: OpenCell, scrub: Scrub): void {
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
