import type { ConnectionInfo } from "../connection_file.ts";
import type { JupyterMessage } from "../jupyter_message.ts";
import type { KernelDeath } from "../kernel_process.ts";
import { ChildKernel } from "./child_kernel.ts";
import { completeness } from "./completeness.ts";
import { type CellError, describeDeath, Execution } from "./execution.ts";
import { Frontend, type FrontendRequest } from "./frontend.ts";
import { History } from "./history.ts";
import { kernelInfo } from "./kernel_info.ts";
import { OutputStream } from "./output_stream.ts";
import { Traces } from "./traces.ts";

/** How long a cell has to obey an interrupt before it is given up, in milliseconds. */
const GRACE = 500;

/** How long the first cell waits for somebody to listen, in milliseconds. */
const LISTENER_PATIENCE = 1000;

type Content = Record<string, unknown>;

/**
 * "Deno (surprisal)": a kernel between frontends and the Deno kernel, which keeps what the protocol
 * promises: all outputs of a cell before its idle, every fault told, interrupts that work.
 */
export class SurprisalKernel {
  /** Resolves when the kernel has been shut down. */
  readonly done: Promise<void>;
  readonly #done = Promise.withResolvers<void>();
  readonly #traces = new Traces();
  readonly #history = new History();
  #frontend!: Frontend;
  #outputs!: OutputStream;
  #child!: Promise<ChildKernel>;
  #queue: FrontendRequest[] = [];
  #working = false;
  #execution: Execution | undefined;
  #executing: FrontendRequest | undefined;
  #question: JupyterMessage | undefined;
  #lateDeath: KernelDeath | undefined;
  #count = 0;
  #closed = false;

  private constructor() {
    this.done = this.#done.promise;
  }

  /** Binds the sockets and starts the child. */
  static async open(info: ConnectionInfo): Promise<SurprisalKernel> {
    const kernel = new SurprisalKernel();
    kernel.#frontend = await Frontend.open(info, {
      request: (request) => kernel.#take(request),
      input: (message) => kernel.#input(message),
    });
    kernel.#outputs = new OutputStream(kernel.#frontend, kernel.#traces);
    kernel.#frontend.publish("status", { execution_state: "starting" }, {});
    kernel.#startChild();
    return kernel;
  }

  /** Ends the child and the sockets. */
  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await Promise.all([this.#endChild(), this.#frontend.close()]);
    this.#done.resolve();
  }

  /** Stops the cell that runs; one that does not obey is given up with its child. */
  async interrupt(): Promise<void> {
    const execution = this.#execution;
    if (!execution) return;
    execution.interrupt();
    await new Promise((resolve) => setTimeout(resolve, GRACE));
    execution.abandon(); // nothing happens to one that has ended
  }

  #startChild(): void {
    this.#child = ChildKernel.start({
      output: (message) => this.#outputs.take(message),
      question: (message) => this.#ask(message),
    });
    this.#child.then((child) => this.#watch(child), () => {}); // the next cell tells of a failure
  }

  /** A child that dies while no cell runs must not pass for one that lives. */
  async #watch(child: ChildKernel): Promise<void> {
    const death = await child.death;
    if (this.#closed || this.#execution || child !== await this.#child) return;
    this.#lateDeath = death;
    this.#startChild();
  }

  async #endChild(): Promise<void> {
    const child = await this.#child.catch(() => undefined);
    await child?.close();
  }

  #take(request: FrontendRequest): void {
    if (request.channel === "control") return void this.#control(request);
    this.#queue.push(request);
    void this.#work();
  }

  /** Serves the shell, one request after the other. */
  async #work(): Promise<void> {
    if (this.#working) return;
    this.#working = true;
    for (let request = this.#queue.shift(); request; request = this.#queue.shift()) {
      await this.#serve(request, () => this.#shell(request!));
    }
    this.#working = false;
  }

  /** Says busy, does it, says idle, whatever happens. */
  async #serve(request: FrontendRequest, work: () => void | Promise<void>): Promise<void> {
    const { header } = request.message;
    this.#frontend.publish("status", { execution_state: "busy" }, header);
    try {
      await work();
    } catch (error) {
      const { name, message } = error as Error;
      const content = { status: "error", ename: name, evalue: message, traceback: [message] };
      this.#frontend.publish("error", content, header);
      this.#frontend.reply(request, { ...content, execution_count: this.#count });
    }
    this.#frontend.publish("status", { execution_state: "idle" }, header);
  }

  async #control(request: FrontendRequest): Promise<void> {
    const type = request.message.header.msg_type;
    await this.#serve(request, () => {
      if (type === "interrupt_request") {
        void this.interrupt();
        this.#frontend.reply(request, { status: "ok" });
      } else this.#common(request);
    });
    if (type === "shutdown_request") await this.close();
  }

  async #shell(request: FrontendRequest): Promise<void> {
    const { header, content } = request.message;
    const reply = (content: Content) => this.#frontend.reply(request, content);
    switch (header.msg_type) {
      case "execute_request":
        return await this.#execute(request);
      case "complete_request":
        return reply((await (await this.#child).request("complete_request", content)).content);
      case "is_complete_request":
        return reply({ ...completeness(String(content.code)) });
      case "inspect_request":
        return reply({ status: "ok", found: false, data: {}, metadata: {} });
      case "history_request":
        return reply({ status: "ok", history: this.#history.answer(content) });
      case "comm_info_request":
        return reply({ status: "ok", comms: {} });
      case "comm_open": // nobody here takes it
        return this.#frontend.publish(
          "comm_close",
          { comm_id: content.comm_id, data: {} },
          header,
        );
      case "shutdown_request":
        this.#common(request);
        return await this.close();
      default:
        return this.#common(request);
    }
  }

  /** What may be asked on either channel. */
  #common(request: FrontendRequest): void {
    const { header, content } = request.message;
    if (header.msg_type === "kernel_info_request") this.#frontend.reply(request, kernelInfo());
    if (header.msg_type !== "shutdown_request") return;
    const answer = { status: "ok", restart: content.restart === true };
    this.#frontend.reply(request, answer);
    this.#frontend.publish("shutdown_reply", answer, header);
  }

  async #execute(request: FrontendRequest): Promise<void> {
    const { header, content } = request.message;
    if (typeof content.code !== "string") {
      throw new TypeError(`Cannot execute cell as its code must be text: ${typeof content.code}`);
    }
    const silent = content.silent === true;
    await this.#awaitListener();
    if (!silent && content.store_history !== false) {
      this.#history.add(content.code, ++this.#count);
    }
    const count = this.#count;
    this.#outputs.begin({ header, count, silent });
    if (!silent) {
      this.#frontend.publish(
        "execute_input",
        { code: content.code, execution_count: count },
        header,
      );
    }
    this.#executing = request;
    const errors = await this.#run(content, count);
    this.#executing = undefined;
    const [error] = errors;
    const answer = error ? { status: "error", ...error } : {
      status: "ok",
      payload: [],
      user_expressions: await this.#evaluate(content.user_expressions),
    };
    this.#frontend.reply(request, { ...answer, execution_count: count });
    if (error && content.stop_on_error !== false) this.#abort();
  }

  /** Runs a cell in the child, and takes another child if this one did not survive. */
  async #run(content: Content, count: number): Promise<readonly CellError[]> {
    const child = await this.#livingChild();
    if (this.#lateDeath) {
      const error = describeDeath(this.#lateDeath);
      this.#lateDeath = undefined;
      this.#outputs.fail(error);
      return [error];
    }
    const cell = this.#traces.prepare(content.code as string, count);
    const parts = { child, outputs: this.#outputs, traces: this.#traces, cell };
    this.#execution = new Execution(parts);
    const errors = await this.#execution.run({
      silent: content.silent === true,
      allowStdin: content.allow_stdin === true,
    });
    if (this.#execution.broken && !this.#closed) {
      void child.close();
      this.#startChild();
    }
    this.#execution = undefined;
    return errors;
  }

  /** The child; if none could be started, another trial is made for the next cell. */
  async #livingChild(): Promise<ChildKernel> {
    try {
      return await this.#child;
    } catch (error) {
      this.#startChild();
      throw error;
    }
  }

  async #evaluate(expressions: unknown): Promise<Content> {
    if (typeof expressions !== "object" || expressions === null) return {};
    if (Object.keys(expressions).length === 0) return {};
    return await (await this.#child).evaluate(expressions as Content);
  }

  /** Cells that wait behind one that failed are not executed. */
  #abort(): void {
    const waiting = this.#queue.filter(isExecution);
    this.#queue = this.#queue.filter((request) => !isExecution(request));
    for (const request of waiting) {
      void this.#serve(
        request,
        () => this.#frontend.reply(request, { status: "aborted", execution_count: this.#count }),
      );
    }
  }

  /** What is published before anybody listens is lost: a frontend that connects gets a moment. */
  async #awaitListener(): Promise<void> {
    const end = performance.now() + (this.#count === 0 ? LISTENER_PATIENCE : 0);
    while (!this.#frontend.heard && performance.now() < end) {
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }

  /** Passes a question of a cell on. */
  #ask(question: JupyterMessage): void {
    this.#question = question;
    const { prompt, password } = question.content;
    const asked = this.#executing &&
      this.#frontend.ask(this.#executing, { prompt, password: password === true });
    if (!asked) this.#input(question);
  }

  #input({ content }: JupyterMessage): void {
    const question = this.#question;
    this.#question = undefined;
    if (question) {
      void this.#child.then((child) => child.answer(question, String(content.value ?? "")));
    }
  }
}

function isExecution({ message }: FrontendRequest): boolean {
  return message.header.msg_type === "execute_request";
}
