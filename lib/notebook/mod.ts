/**
 * The notebook companion: runs notebooks in the real Deno kernel, with every output in its cell and
 * every fault told. `deno task nb --help` is the same for the command line.
 *
 * The Deno kernel reports a cell as done before its outputs are out, passes over failing
 * `Deno.test`, unhandled rejections and throws in timers, and says nothing of a syntax error. Here
 * each of these is a fault of the cell that caused it.
 *
 * ```ts
 * import { checkNotebooks, compareNotebooks, readNotebook, runNotebook } from "@surprisal/loss/notebook";
 *
 * const path = "notebooks/05-five-classes.ipynb";
 * const notebook = await readNotebook(path);
 * const findings = await checkNotebooks("notebooks", [{ path, notebook }]);
 * const { ok, notebook: fresh } = await runNotebook(notebook, { cwd: "notebooks" });
 * const stale = compareNotebooks(notebook, fresh);
 * console.log(ok && findings.length + stale.length === 0 ? "every claim holds" : "something is wrong");
 * ```
 *
 * @module
 */
export { type Cell, type Notebook, parseNotebook, serializeNotebook } from "./nbformat.ts";
export { readNotebook } from "./read_notebook.ts";
export { checkNotebooks, type PlacedNotebook } from "./check_notebooks.ts";
export { type CellDifference, compareNotebooks, type CompareOptions } from "./compare_notebooks.ts";
export type { OutputDifference } from "./compare_outputs.ts";
export type { TextDifference } from "./compare_text.ts";
export type { Finding } from "./finding.ts";
export type {
  DisplayOutput,
  ErrorOutput,
  MimeBundle,
  MultilineText,
  Output,
  ResultOutput,
  StreamOutput,
} from "./output.ts";
export {
  type CellResult,
  type ExecuteOptions,
  KernelSession,
  type SessionOptions,
} from "./kernel_session.ts";
export {
  type CellFault,
  type CheckFault,
  type DeathFault,
  describeFault,
  type LateFault,
  type SyntaxFault,
  type ThrownFault,
  type TimeoutFault,
  type UnheardFault,
} from "./cell_fault.ts";
export { check, CheckFailed } from "./check.ts";
export { type CheckResult, formatChecks } from "./check_result.ts";
export { type CellRun, type NotebookRun, runNotebook, type RunOptions } from "./run_notebook.ts";
