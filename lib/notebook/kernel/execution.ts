import {
  type CheckFault,
  checkFaults,
  type DeathFault,
  describeFault,
  type LateFault,
} from "../cell_fault.ts";
import { formatChecks } from "../check_result.ts";
import type { JupyterMessage } from "../jupyter_message.ts";
import type { KernelDeath } from "../kernel_process.ts";
import type { ErrorOutput } from "../output.ts";
import type { Settlement } from "../prelude.ts";
import type { ChildKernel } from "./child_kernel.ts";
import type { OutputStream } from "./output_stream.ts";
import type { PreparedCell } from "./prepared_cell.ts";
import { isPrinted, printCell } from "./print_cell.ts";
import { holdsJsx, printJsxCell } from "./print_jsx_cell.ts";
import { excerpt, type Traces } from "./traces.ts";

/** An error as the protocol has it. */
export type CellError = Omit<ErrorOutput, "output_type">;

/** How a cell is executed. */
export interface ExecutionOptions {
  /** Whether its value is not to be shown. */
  readonly silent: boolean;
  /** Whether it may ask for a line of text. */
  readonly allowStdin: boolean;
}

/** A cell that is executed was given up: nothing else ends a promise that never settles. */
const ABANDONED = Symbol("abandoned");

/** What came of waiting. */
type Answer<T> = T | KernelDeath | typeof ABANDONED;

/** What is said of a cell that obeyed, or had not begun yet. */
export const STOPPED: CellError = {
  ename: "Interrupted",
  evalue: "the cell was stopped; its variables are kept",
  traceback: ["Interrupted: the cell was stopped; its variables are kept"],
};

/** What is said of a cell that had to be given up. */
const GIVEN_UP: CellError = {
  ename: "Interrupted",
  evalue: "the cell, or a check of it, was waiting for a promise, which Deno can not interrupt",
  traceback: [
    "Interrupted: the cell, or a check of it, was waiting for a promise.",
    "Deno can not interrupt that.",
    "Deno was started anew, all variables are gone: run the cells from the top.",
  ],
};

/** One cell on its way through the child. */
export class Execution {
  readonly #child: ChildKernel;
  readonly #outputs: OutputStream;
  readonly #traces: Traces;
  readonly #cell: PreparedCell;
  readonly #abandoned = Promise.withResolvers<typeof ABANDONED>();
  readonly #errors: CellError[] = [];
  #interrupted = false;
  #broken = false;

  /** Nothing happens before {@linkcode Execution.run}. */
  constructor(
    parts: { child: ChildKernel; outputs: OutputStream; traces: Traces; cell: PreparedCell },
  ) {
    this.#child = parts.child;
    this.#outputs = parts.outputs;
    this.#traces = parts.traces;
    this.#cell = parts.cell;
  }

  /** Whether the child is dead, or to be ended. */
  get broken(): boolean {
    return this.#broken;
  }

  /** Executes the cell and its checks; returns the errors shown, the one that counts first. */
  async run(options: ExecutionOptions): Promise<readonly CellError[]> {
    const reply = await this.#answer(this.#child.execute(this.#cell.code, options));
    if (!reply) return this.#errors;
    const settlement = await this.#answer(this.#child.settle());
    this.#outputs.flush();
    if (reply.content.status === "error" || this.#outputs.errors.length > 0) {
      await this.#tell(reply);
    }
    if (settlement) await this.#judge(settlement);
    return this.#errors;
  }

  /** Asks the child to stop the cell. */
  interrupt(): void {
    this.#interrupted = true;
    this.#child.interrupt();
  }

  /** Gives the cell up, whatever it does. */
  abandon(): void {
    this.#abandoned.resolve(ABANDONED);
  }

  /** Waits for the child; its death, or that the cell is given up, is an error. */
  async #answer<T extends object>(promise: Promise<T>): Promise<T | undefined> {
    const answer: Answer<T> = await Promise.race([
      promise,
      this.#child.death,
      this.#abandoned.promise,
    ]);
    if (answer === ABANDONED) this.#break(GIVEN_UP);
    else if ("lastWords" in answer) {
      await new Promise((resolve) => setTimeout(resolve, 20)); // what it said is on its way
      this.#break(describeDeath(answer));
    } else return answer;
  }

  #break(error: CellError): void {
    this.#broken = true;
    this.#outputs.flush();
    this.#fail(error);
  }

  #fail(error: CellError): void {
    this.#errors.push(error);
    this.#outputs.fail(error);
  }

  /** Shows what the cell threw. */
  async #tell({ content }: JupyterMessage): Promise<void> {
    const [heard] = this.#outputs.errors;
    if (this.#interrupted) return this.#fail(STOPPED);
    if (!heard) return this.#fail(this.#syntaxError(String(content.evalue)));
    const thrown = await this.#answer(this.#child.thrown());
    if (!thrown) return;
    // The value noted last is another one if code ran after the cell threw.
    const same = thrown.evalue === heard.evalue || thrown.ename === "Uncaught";
    const { ename, evalue, text } = same
      ? thrown
      : { ...heard, text: heard.traceback.join("\n") || `${heard.ename}: ${heard.evalue}` };
    this.#fail({ ename, evalue, traceback: this.#traces.traceback(text) });
  }

  /** The kernel tells a syntax error by its silence. */
  #syntaxError(evalue: string): CellError {
    const { source } = this.#cell;
    const fault = holdsJsx(source) ? printJsxCell(source) : printCell(source);
    if (isPrinted(fault)) return { ename: "Error", evalue, traceback: [`Error: ${evalue}`] };
    const { message, line, column = 1 } = fault;
    const lines = line === undefined ? [] : ["", ...excerpt({ cell: this.#cell, line, column })];
    const traceback = [`SyntaxError: ${message}`, ...lines];
    return { ename: "SyntaxError", evalue: message, traceback };
  }

  /** Shows the report of the checks, and what was thrown where nobody listened. */
  async #judge({ checks, faults }: Settlement): Promise<void> {
    if (checks.length > 0) this.#outputs.report(formatChecks(checks));
    const failed = checks.flatMap((check) => checkFaults(check));
    if (failed.length + faults.length === 0) return;
    const origins = await this.#answer(this.#child.origins()) ?? [];
    const tell = (fault: CheckFault | LateFault): string[] => {
      const origin = origins.find(({ words }) => words !== "" && fault.message.startsWith(words));
      const lines = this.#traces.rewrite(describeFault(fault)).split("\n");
      return origin ? [...lines, ...this.#traces.place(origin.stack)] : lines;
    };
    if (failed.length > 0) {
      const evalue = failed.map(({ name }) => name).join(", ");
      this.#fail({ ename: "CheckFailed", evalue, traceback: failed.flatMap(tell) });
    }
    for (const fault of faults) {
      const ename = fault.kind === "rejection" ? "UnhandledRejection" : "Uncaught";
      const late = fault.ago > 0 ? [`Caused by an earlier cell, ${fault.ago} before this.`] : [];
      this.#fail({ ename, evalue: fault.message, traceback: [...tell(fault), ...late] });
    }
  }
}

/** The end of the child in words. */
export function describeDeath(death: KernelDeath): CellError {
  const fault: DeathFault = { kind: "death", ...death };
  const evalue = describeFault({ ...fault, lastWords: "" });
  const advice = "Deno was started anew, all variables are gone: run the cells from the top.";
  return {
    ename: "DeadKernel",
    evalue,
    traceback: [...describeFault(fault).split("\n"), advice],
  };
}
