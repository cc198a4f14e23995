/**
 * The notebook companion: runs notebooks in the real Deno kernel, with every output in its cell and
 * every fault told. `deno task nb --help` is the same for the command line.
 *
 * The Deno kernel reports a cell as done before its outputs are out, passes over failing
 * `Deno.test`, unhandled rejections and throws in timers, and says nothing of a syntax error. Here
 * each of these is a fault of the cell that caused it.
 *
 * ```ts
 * import { parseNotebook, runNotebook } from "@surprisal/loss/notebook";
 *
 * const notebook = parseNotebook(await Deno.readTextFile("notebooks/05-five-classes.ipynb"));
 * const { ok } = await runNotebook(notebook, { cwd: "notebooks" });
 * console.log(ok ? "every claim holds" : "something is wrong");
 * ```
 *
 * @module
 */
export { type Cell, type Notebook, parseNotebook, serializeNotebook } from "./nbformat.ts";
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
