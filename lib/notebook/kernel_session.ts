import { type CellFault, checkFaults, type LateFault } from "./cell_fault.ts";
import type { CheckResult } from "./check_result.ts";
import type { JupyterMessage } from "./jupyter_message.ts";
import { KernelLink } from "./kernel_link.ts";
import type { KernelDeath } from "./kernel_process.ts";
import { awaitOutcome, type Outcome } from "./outcome.ts";
import type { ErrorOutput, Output } from "./output.ts";
import { type Displays, OutputCollector } from "./output_collector.ts";
import { findSyntaxFault } from "./syntax_fault.ts";
import { unshownError } from "./unshown_error.ts";

/** How a session begins. */
export interface SessionOptions {
  /** The folder that the kernel works in: imports are relative to it, deno.json is sought upwards. */
  readonly cwd: string;
  /** Whether the kernel writes down what it looks at; not unless told. */
  readonly audit?: boolean | undefined;
}

/** How a cell is executed. */
export interface ExecuteOptions {
  /** Seconds that the cell, and then each of its checks, may take; 60 unless told. */
  readonly timeout?: number;
  /** Runs only checks whose name contains this, or matches it when written as `/regex/`. */
  readonly filter?: string | undefined;
  /** Whether this is the last cell: short timers are waited for, `afterAll` hooks run. */
  readonly last?: boolean;
}

/** What came of a cell. */
export interface CellResult {
  /** Everything that the cell showed, complete, without the report of its checks. */
  readonly outputs: readonly Output[];
  /** The number in square brackets. */
  readonly executionCount: number | null;
  /** The checks that the cell registered. */
  readonly checks: readonly CheckResult[];
  /** What is not right; empty when all is. */
  readonly faults: readonly CellFault[];
  /** What earlier cells caused and came to light now. */
  readonly late: readonly LateFault[];
}

/** How long a kernel has to obey an interrupt before it is killed, in seconds. */
const GRACE = 1;

/** How many seconds more than a check may take the kernel has to end it by itself. */
const PATIENCE = 2;

/**
 * A Deno kernel in conversation: cells go in, complete outputs come out.
 *
 * @example Two cells
 * ```ts
 * import { KernelSession } from "@surprisal/loss/notebook";
 * import { assertEquals } from "@std/assert";
 *
 * await using session = await KernelSession.start({ cwd: "." });
 * await session.execute("const half: number = 1 / 2;");
 * const { outputs, executionCount } = await session.execute("console.log(half); half + half");
 * assertEquals(executionCount, 2);
 * assertEquals(outputs, [
 *   { output_type: "stream", name: "stdout", text: "0.5\n" },
 *   { output_type: "execute_result", data: { "text/plain": "1" }, metadata: {}, execution_count: 2 },
 * ]);
 * ```
 *
 * @see {@linkcode runNotebook} for whole notebooks.
 */
export class KernelSession {
  readonly #link: KernelLink;
  readonly #cwd: string;
  readonly #displays: Displays = new Map();
  readonly #seen = new Set<string>();
  #dead = false;

  private constructor(link: KernelLink, cwd: string) {
    this.#link = link;
    this.#cwd = cwd;
    link.death.then(() => this.#dead = true);
  }

  /**
   * Starts a kernel and prepares it.
   *
   * @throws {Error} If no kernel can be started.
   */
  static async start(options: SessionOptions): Promise<KernelSession> {
    return new KernelSession(await KernelLink.open(options), options.cwd);
  }

  /** Whether the kernel has died, by itself or after a timeout. */
  get dead(): boolean {
    return this.#dead;
  }

  /** What cells used that can not be looked at again, such as the clock; only with an audit. */
  get seen(): readonly string[] {
    return [...this.#seen];
  }

  /** The file into which the kernel writes what it looks at, if told to; it goes with the kernel. */
  get audit(): string {
    return this.#link.audit;
  }

  /** Process id of the kernel. */
  get pid(): number {
    return this.#link.pid;
  }

  /** Executes a cell and, after it, the checks that it registered. */
  async execute(source: string, options: ExecuteOptions = {}): Promise<CellResult> {
    const { timeout = 60, filter = null, last = false } = options;
    const collector = new OutputCollector(this.#displays);
    this.#link.listen((message) => collector.take(message));
    const faults: CellFault[] = [];
    const reply = await this.#await(this.#link.execute(source), timeout, faults);
    const settlement = this.#dead ? undefined : await this.#await(
      this.#link.settle({ filter, limit: timeout * 1000, last }),
      timeout,
      faults,
      PATIENCE,
    );
    const outputs = collector.outputs();
    if (faults.length === 0 && reply?.content.status === "error") {
      faults.push(await this.#toFault(source, reply, outputs));
    }
    const { checks: registered = [], shown = [], faults: unheard = [] } = settlement ?? {};
    const checks = [...shown, ...registered];
    for (const what of settlement?.seen ?? []) this.#seen.add(what);
    const told = faults.some((fault) => fault.kind === "error" && fault.name === "CheckFailed");
    const due = told ? registered : checks; // what check() threw is the fault, unless it was caught
    faults.push(...due.flatMap((check) => checkFaults(check)));
    faults.push(...unheard.filter((fault) => fault.ago === 0));
    const executionCount = (reply?.content.execution_count as number | undefined) ?? null;
    return { outputs, executionCount, checks, faults, late: unheard.filter(({ ago }) => ago > 0) };
  }

  /** Ends the kernel with everything that it started. */
  async close(): Promise<void> {
    await this.#link.close();
  }

  /** Lets `await using` close the session. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  /** Waits for an answer; notes a timeout or death instead, and ends a kernel that hangs. */
  async #await<T>(
    answer: Promise<T>,
    seconds: number,
    faults: CellFault[],
    patience = 0,
  ): Promise<T | undefined> {
    const outcome = await this.#awaitWhileMoving(answer, seconds + patience);
    if (outcome.kind === "value") return outcome.value;
    const check = this.#link.check;
    const during = check === undefined ? {} : { check };
    if (outcome.kind === "death") {
      this.#dead = true;
      faults.push({ kind: "death", ...outcome.death, ...during });
      return undefined;
    }
    faults.push({ kind: "timeout", seconds, ...during });
    this.#link.interrupt();
    const late = await awaitOutcome(answer, this.#link.death, GRACE);
    if (late.kind === "value") return late.value;
    await this.close();
    this.#dead = true;
    return undefined;
  }

  /** Counts the time anew with each check that starts. */
  async #awaitWhileMoving<T>(
    answer: Promise<T>,
    seconds: number,
  ): Promise<Outcome<T, KernelDeath>> {
    const start = performance.now();
    while (true) {
      const since = performance.now() - Math.max(start, this.#link.checkStarted);
      if (since >= seconds * 1000) return { kind: "timeout" };
      const outcome = await awaitOutcome(answer, this.#link.death, seconds - since / 1000);
      if (outcome.kind !== "timeout") return outcome;
    }
  }

  /** What a reply of failure means; the kernel tells some errors by its silence: they are added. */
  async #toFault(source: string, reply: JupyterMessage, outputs: Output[]): Promise<CellFault> {
    const shown = outputs.findLast((output) => output.output_type === "error");
    if (shown) return { kind: "error", name: shown.ename, message: shown.evalue };
    const syntax = await findSyntaxFault(source);
    if (syntax) return syntax;
    const ename = String(reply.content.ename);
    const evalue = String(reply.content.evalue);
    const plain: ErrorOutput = { ename, evalue, output_type: "error", traceback: [evalue] };
    const error = await unshownError(source, this.#cwd) ?? plain;
    outputs.push(error);
    return { kind: "error", name: error.ename, message: error.evalue };
  }
}
