import type { JupyterMessage } from "./jupyter_message.ts";
import type { KernelClient } from "./kernel_client.ts";
import type { KernelDeath, KernelPlace, KernelProcess } from "./kernel_process.ts";
import { awaitOutcome } from "./outcome.ts";
import {
  type CheckStart,
  preludeSource,
  type Settlement,
  type SettleOptions,
  settleSource,
} from "./prelude.ts";
import { startKernel } from "./start_kernel.ts";

/**
 * A prepared kernel with its sentinel.
 *
 * The Deno kernel says that a cell is done before its outputs are out. So each cell is followed by a
 * second request that sends a tag through the same queue as the outputs: when the tag arrives,
 * everything before it has.
 */
export class KernelLink {
  readonly #process: KernelProcess;
  readonly #client: KernelClient;
  readonly #awaited = new Map<string, (settlement: Settlement) => void>();
  #output: (message: JupyterMessage) => void = () => {};
  #check: string | undefined;
  #checkStarted = 0;

  private constructor(process: KernelProcess, client: KernelClient) {
    this.#process = process;
    this.#client = client;
    client.listen((message) => this.#hear(message));
  }

  /** Starts a kernel in a folder and prepares it. */
  static async open({ cwd, audit }: KernelPlace): Promise<KernelLink> {
    const { process, client } = await startKernel(cwd, audit);
    const link = new KernelLink(process, client);
    try {
      await link.#prepare(audit === true);
      return link;
    } catch (error) {
      await link.close();
      throw error;
    }
  }

  /** Resolves when the kernel has died. */
  get death(): Promise<KernelDeath> {
    return this.#process.death;
  }

  /** The file into which the kernel writes what it looks at, if told to. */
  get audit(): string {
    return this.#process.audit;
  }

  /** Process id of the kernel. */
  get pid(): number {
    return this.#process.pid;
  }

  /** The check that runs at present. */
  get check(): string | undefined {
    return this.#check;
  }

  /** When the last check began, as `performance.now()`. */
  get checkStarted(): number {
    return this.#checkStarted;
  }

  /** Hands every output from now on to the listener, whatever cell its message names. */
  listen(output: (message: JupyterMessage) => void): void {
    this.#output = output;
    this.#check = undefined;
  }

  /** Executes a cell; outputs may still be on their way when the reply comes. */
  async execute(code: string): Promise<JupyterMessage> {
    return await this.#request(code, true);
  }

  /** Runs the checks of the cell; when it resolves, all its outputs have been heard. */
  async settle(options: Omit<SettleOptions, "tag">): Promise<Settlement> {
    const tag = crypto.randomUUID();
    const settled = new Promise<Settlement>((resolve) => this.#awaited.set(tag, resolve));
    await this.#request(settleSource({ ...options, tag }), false);
    return await settled;
  }

  /** Stops a cell that computes; one that waits for a promise can not be stopped. */
  interrupt(): void {
    void this.#client.request("control", "interrupt_request", {});
  }

  /** Ends the kernel with everything that it started. */
  async close(): Promise<void> {
    await this.#process.kill();
    await this.#client.close();
  }

  #hear(message: JupyterMessage): void {
    if (message.header.msg_type !== "comm_msg") return this.#output(message);
    const data = message.content.data as Partial<Settlement & CheckStart> | undefined;
    const done = this.#awaited.get(data?.tag ?? "");
    if (!done) return;
    this.#check = data?.running;
    if (data?.running !== undefined) {
      this.#checkStarted = performance.now();
      return;
    }
    this.#awaited.delete(data!.tag!);
    done(data as Settlement);
  }

  #request(code: string, history: boolean): Promise<JupyterMessage> {
    return this.#client.request("shell", "execute_request", {
      code,
      silent: false,
      store_history: history, // the sentinel leaves the numbers of the cells alone
      user_expressions: {},
      allow_stdin: false,
      stop_on_error: false,
    });
  }

  /** Sends the prelude, then sentinels until one comes back: iopub hears later than it is called. */
  async #prepare(witness: boolean): Promise<void> {
    const started = await awaitOutcome(
      this.#request(preludeSource(witness), false),
      this.death,
      30,
    );
    if (started.kind !== "value" || started.value.content.status !== "ok") {
      const why = started.kind === "value" ? started.value.content.evalue : started.kind;
      throw new Error(`Cannot prepare kernel as its prelude must run: ${why}`);
    }
    for (let trial = 0; trial < 50; trial++) {
      const settled = this.settle({ filter: null, limit: 0, last: false });
      const outcome = await awaitOutcome(settled, this.death, 0.2);
      if (outcome.kind === "value") return;
    }
    throw new Error("Cannot prepare kernel as its outputs must arrive: none did");
  }
}
