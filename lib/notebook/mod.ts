/**
 * The notebook companion: what the Deno kernel lacks to make tutorials reproducible.
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
export { type CheckResult, formatChecks } from "./check_result.ts";
export { type CellRun, type NotebookRun, runNotebook, type RunOptions } from "./run_notebook.ts";
