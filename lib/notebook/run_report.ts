import { type CellFault, describeFault } from "./cell_fault.ts";
import { type CheckResult, formatChecks } from "./check_result.ts";
import { paint } from "./paint.ts";
import type { CellRun, NotebookRun } from "./run_notebook.ts";
import { formatTable } from "./format_table.ts";

/** A notebook that was run, with the time it took. */
export interface TimedRun {
  /** The path as the user would write it. */
  readonly path: string;
  /** What came of it; none when it could not be run at all. */
  readonly run?: NotebookRun;
  /** Why it could not be run, or its outputs not be written. */
  readonly error?: string;
  /** Whether it is a run of earlier, kept. */
  readonly cached?: boolean;
  /** Why it is not kept for later; none if it is, or if that was not asked for. */
  readonly notKept?: string;
  /** From the start of the kernel to its end. */
  readonly milliseconds: number;
}

/** Whether a notebook ran without a fault, and was written where that was asked for. */
export function isRight({ run, error }: TimedRun): boolean {
  return run?.ok === true && error === undefined;
}

/** The line that tells of a cell that is done. */
export function formatCell(path: string, cell: CellRun): string {
  const place = `${path}#cell${cell.number}`;
  if (cell.state !== "ran") return paint("dim", `${place} ${cell.state}`);
  const checks = cell.checks.length === 0 ? "" : `, checks ${countPassed(cell.checks)}`;
  const word = cell.faults.length === 0 ? paint("green", "ok") : paint("red", "failed");
  return `${place} ${word} ${paint("dim", `${formatTime(cell.milliseconds)}${checks}`)}`;
}

/** The line that tells of a run of earlier that still holds. */
export function formatKept(path: string, { cells }: NotebookRun): string {
  const checks = cells.flatMap((cell) => cell.checks);
  const count = `${cells.length} cells, checks ${countPassed(checks)}`;
  return `${path} ${paint("green", "cached")} ${paint("dim", `${count}; --no-cache runs it anew`)}`;
}

/** The line that tells of the cells after one that ended the run, if there are any. */
export function formatNotRun(path: string, { cells }: NotebookRun): string | undefined {
  const left = cells.filter(({ state }) => state === "not run").map(({ number }) => number);
  const [first, last] = [left[0], left.at(-1)];
  if (first === undefined) return undefined;
  return paint("dim", `${path}#cell${first}${first === last ? "" : ` to cell${last}`} not run`);
}

/** The lines that tell of the checks of a cell and their steps; why one failed is told after. */
export function formatCellChecks(path: string, cell: CellRun): string {
  const lines = formatChecks(cell.checks.map(withoutMessages)).split("\n");
  return lines.map((line) => `${path}#cell${cell.number}   ${line}`).join("\n");
}

function withoutMessages(check: CheckResult): CheckResult {
  return { ...check, message: "", steps: check.steps.map(withoutMessages) };
}

/** The lines that tell of a fault, its place first. */
export function formatFault(path: string, cell: CellRun, fault: CellFault): string {
  const line = "line" in fault && fault.line !== undefined ? `:${fault.line}:${fault.column}` : "";
  const [first, ...rest] = describeFault(fault).split("\n");
  const head = `${path}#cell${cell.number}${line}: ${first}`;
  return [paint("red", head), ...rest.map((line) => `    ${line}`.trimEnd())].join("\n");
}

/** The table at the end. */
export function formatSummary(runs: readonly TimedRun[]): string {
  const rows = runs.map((timed) => {
    const { path, run, cached, milliseconds } = timed;
    const ran = run?.cells.filter((cell) => cell.state === "ran").length ?? 0;
    const checks = run?.cells.flatMap((cell) => cell.checks) ?? [];
    return [
      path,
      `${ran}/${run?.cells.length ?? "?"}`,
      countPassed(checks),
      String(run ? countFigures(run) : 0),
      formatTime(milliseconds),
      isRight(timed) ? cached ? "ok, cached" : "ok" : "failed",
    ];
  });
  const head = ["notebook", "cells run", "checks passed", "figures", "time", ""];
  return formatTable(head, rows);
}

/** The same for programs: what came of each cell, without the notebooks themselves. */
export function summaryJson(runs: readonly TimedRun[], ok: boolean): unknown {
  const notebooks = runs.map((timed) => {
    const { path, run, error, cached = false, notKept, milliseconds } = timed;
    return {
      path,
      ok: isRight(timed),
      cached,
      ...(notKept !== undefined && { notKept }),
      ...(error !== undefined && { error }),
      milliseconds,
      cells: run?.cells ?? [],
    };
  });
  return { ok, notebooks };
}

function countPassed(checks: readonly CheckResult[]): string {
  const ran = checks.filter((check) => check.status !== "ignored");
  const passed = ran.filter((check) => check.status === "passed").length;
  const ignored = checks.length - ran.length;
  return `${passed}/${ran.length}` + (ignored > 0 ? ` (${ignored} ignored)` : "");
}

/** Outputs that hold a picture. */
function countFigures({ notebook }: NotebookRun): number {
  const outputs = notebook.cells.flatMap((cell) => cell.outputs ?? []);
  return outputs.filter((output) =>
    "data" in output && Object.keys(output.data).some((type) => type.startsWith("image/"))
  ).length;
}

function formatTime(milliseconds: number): string {
  return milliseconds < 1000
    ? `${milliseconds.toFixed(0)} ms`
    : `${(milliseconds / 1000).toFixed(1)} s`;
}
