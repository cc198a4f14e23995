import type { JupyterMessage } from "../jupyter_message.ts";
import type { KernelClient } from "../kernel_client.ts";
import type { KernelDeath, KernelProcess } from "../kernel_process.ts";
import { awaitOutcome } from "../outcome.ts";
import { COMM_ID, preludeSource, type Settlement, settleSource } from "../prelude.ts";
import { startKernel } from "../start_kernel.ts";
import { type Expressions, installRepairs, type Origin, type Thrown } from "./child_repairs.ts";
import { installValues } from "./child_values.ts";
import { isPrinted, printCell } from "./print_cell.ts";

/** Who hears of what the child says. */
export interface ChildListener {
  /** An output or the like arrived. */
  output(message: JupyterMessage): void;
  /** A cell asks for a line of text. */
  question(message: JupyterMessage): void;
}

/** A check may take as long as it likes: there is a person who can interrupt. In milliseconds. */
const NO_LIMIT = 2 ** 31 - 1;

const REPAIRS = `{
${installRepairs}
${installValues}
installRepairs(Deno.jupyter, "${COMM_ID}", installValues());
}
undefined`;

const TOOLS = `globalThis[Symbol.for("${COMM_ID}.kernel")]`;

/** The real Deno kernel behind ours, with a sentinel behind each cell (see KernelLink). */
export class ChildKernel {
  readonly #process: KernelProcess;
  readonly #client: KernelClient;
  readonly #awaited = new Map<string, (data: unknown) => void>();
  #listener: ChildListener | undefined;

  private constructor(process: KernelProcess, client: KernelClient) {
    this.#process = process;
    this.#client = client;
    client.listen((message) => this.#hear(message));
    client.listenToQuestions((message) => this.#listener?.question(message));
  }

  /** Starts a kernel in this folder and prepares it; nothing of that is heard. */
  static async start(listener: ChildListener): Promise<ChildKernel> {
    const { process, client } = await startKernel(".");
    const child = new ChildKernel(process, client);
    try {
      await child.#prepare();
      child.#listener = listener;
      return child;
    } catch (error) {
      await child.close();
      throw error;
    }
  }

  /** Resolves when the kernel has died. */
  get death(): Promise<KernelDeath> {
    return this.#process.death;
  }

  /** Executes a program; outputs may still be on their way when the reply comes. */
  async execute(
    code: string,
    options: { silent?: boolean; allowStdin?: boolean } = {},
  ): Promise<JupyterMessage> {
    return await this.#client.request("shell", "execute_request", {
      code,
      silent: options.silent ?? false,
      store_history: false,
      user_expressions: {},
      allow_stdin: options.allowStdin ?? false,
      stop_on_error: false,
    });
  }

  /** Runs the checks of the cell; when it resolves, all outputs of the cell have been heard. */
  async settle(): Promise<Settlement> {
    const options = { filter: null, limit: NO_LIMIT, last: false };
    return await this.#told((tag) => settleSource({ ...options, tag })) as Settlement;
  }

  /** What the cell just executed threw. */
  async thrown(): Promise<Thrown> {
    return await this.#told((tag) => `void await ${TOOLS}.tellThrown("${tag}")`) as Thrown;
  }

  /** Where the errors came from that checks told of, the last first. */
  async origins(): Promise<readonly Origin[]> {
    const told = await this.#told((tag) => `void await ${TOOLS}.tellOrigins("${tag}")`);
    return (told as { origins: Origin[] }).origins;
  }

  /** The values of expressions by name; what is no expression is an error of its name. */
  async evaluate(sources: Record<string, unknown>): Promise<Expressions["expressions"]> {
    const faults: Expressions["expressions"] = {};
    const fields: string[] = [];
    for (const [name, source] of Object.entries(sources)) {
      const printed = printCell(`(${source}\n)`);
      if (isPrinted(printed)) fields.push(`${JSON.stringify(name)}: async () => (${source}\n)`);
      else faults[name] = syntaxError(printed.message);
    }
    if (fields.length === 0) return faults;
    const told = await this.#told((tag) =>
      `void await ${TOOLS}.tellExpressions("${tag}", { ${fields.join(", ")} })`
    );
    return { ...faults, ...(told as Expressions).expressions };
  }

  /** Sends another request of the shell. */
  async request(type: string, content: Record<string, unknown>): Promise<JupyterMessage> {
    return await this.#client.request("shell", type, content);
  }

  /** Answers a question. */
  async answer(question: JupyterMessage, value: string): Promise<void> {
    await this.#client.answer(question, value);
  }

  /** Stops a cell that computes; one that waits for a promise can not be stopped. */
  interrupt(): void {
    void this.#client.request("control", "interrupt_request", {});
  }

  /** Ends the kernel with everything that it started; nothing of it is heard any more. */
  async close(): Promise<void> {
    this.#listener = undefined;
    await this.#process.kill();
    await this.#client.close();
  }

  #hear(message: JupyterMessage): void {
    const { comm_id: comm, data } = message.content as {
      comm_id?: string;
      data?: { tag?: string };
    };
    if (message.header.msg_type !== "comm_msg" || comm !== COMM_ID) {
      return this.#listener?.output(message);
    }
    const tag = data?.tag ?? "";
    if (data && "running" in data) return; // a check begins
    this.#awaited.get(tag)?.(data);
    this.#awaited.delete(tag);
  }

  /** Executes a program that sends word under a tag. */
  async #told(source: (tag: string) => string): Promise<unknown> {
    const tag = crypto.randomUUID();
    const told = new Promise<unknown>((resolve) => this.#awaited.set(tag, resolve));
    await this.execute(source(tag));
    return await told;
  }

  async #prepare(): Promise<void> {
    for (const source of [preludeSource(), REPAIRS]) {
      const started = await awaitOutcome(this.execute(source), this.death, 30);
      if (started.kind === "value" && started.value.content.status === "ok") continue;
      const why = started.kind === "value" ? started.value.content.evalue : started.kind;
      throw new Error(`Cannot prepare kernel as its prelude must run: ${why}`);
    }
    for (let trial = 0; trial < 50; trial++) { // iopub hears later than it is called
      const outcome = await awaitOutcome(this.settle(), this.death, 0.2);
      if (outcome.kind === "value") return;
    }
    throw new Error("Cannot prepare kernel as its outputs must arrive: none did");
  }
}

function syntaxError(evalue: string): Record<string, unknown> {
  const traceback = [`SyntaxError: ${evalue}`];
  return { status: "error", ename: "SyntaxError", evalue, traceback };
}
