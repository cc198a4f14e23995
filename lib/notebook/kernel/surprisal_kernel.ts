import type { ConnectionInfo } from "../connection_file.ts";
import type { JupyterMessage } from "../jupyter_message.ts";
import { CellRunner } from "./cell_runner.ts";
import { ChildKeeper } from "./child_keeper.ts";
import { completeness } from "./completeness.ts";
import { Frontend, type FrontendRequest } from "./frontend.ts";
import { kernelInfo } from "./kernel_info.ts";
import { LanguageServices } from "./language/language_services.ts";
import { answerCompletion, answerInspection } from "./language_answers.ts";
import { OutputStream } from "./output_stream.ts";
import { Traces } from "./traces.ts";
import { typeModeOf, TypeWarnings } from "./type_warnings.ts";

type Content = Record<string, unknown>;

/**
 * "Deno (surprisal)": a kernel between frontends and the Deno kernel, which keeps what the protocol
 * promises: all outputs of a cell before its idle, every fault told, interrupts that work.
 */
export class SurprisalKernel {
  /** Resolves when the kernel has been shut down. */
  readonly done: Promise<void>;
  readonly #done = Promise.withResolvers<void>();
  /** Requests that come while the sockets are still being opened wait for this. */
  readonly #prepared = Promise.withResolvers<void>();
  readonly #services = new LanguageServices(Deno.cwd());
  #frontend!: Frontend;
  #keeper!: ChildKeeper;
  #runner!: CellRunner;
  #queue: FrontendRequest[] = [];
  #working = false;
  #question: JupyterMessage | undefined;
  #closed = false;

  private constructor() {
    this.done = this.#done.promise;
  }

  /** Binds the sockets and starts the child. */
  static async open(info: ConnectionInfo): Promise<SurprisalKernel> {
    const kernel = new SurprisalKernel();
    kernel.#frontend = await Frontend.open(info, {
      request: (request) => void kernel.#prepared.promise.then(() => kernel.#take(request)),
      input: (message) => kernel.#input(message),
    });
    kernel.#frontend.publish("status", { execution_state: "starting" }, {});
    kernel.#prepare(kernel.#frontend);
    return kernel;
  }

  #prepare(frontend: Frontend): void {
    const traces = new Traces();
    const outputs = new OutputStream(frontend, traces);
    const services = this.#services;
    const types = new TypeWarnings(services, typeModeOf(Deno.env.get("SURPRISAL_TYPES")));
    this.#keeper = new ChildKeeper({
      output: (message) => outputs.take(message),
      question: (message) => this.#ask(message),
    });
    this.#runner = new CellRunner({
      ...{ frontend, traces, outputs, services, types },
      keeper: this.#keeper,
    });
    this.#prepared.resolve();
  }

  /** Ends the child and the sockets. */
  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await Promise.all([this.#keeper.close(), this.#services.close(), this.#frontend.close()]);
    this.#done.resolve();
  }

  /** Stops the cell that runs; one that does not obey is given up with its child. */
  async interrupt(): Promise<void> {
    await this.#runner.interrupt();
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
      this.#frontend.reply(request, { ...content, execution_count: this.#runner.count });
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
        return reply(await answerCompletion(content, this.#services, () => this.#keeper.child));
      case "is_complete_request":
        return reply({ ...completeness(String(content.code)) });
      case "inspect_request":
        return reply(await answerInspection(content, this.#services));
      case "history_request":
        return reply({ status: "ok", history: this.#runner.history.answer(content) });
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
    const failed = await this.#runner.execute(request);
    if (failed && request.message.content.stop_on_error !== false) this.#abort();
  }

  /** Cells that wait behind one that failed are not executed. */
  #abort(): void {
    const waiting = this.#queue.filter(isExecution);
    this.#queue = this.#queue.filter((request) => !isExecution(request));
    for (const request of waiting) {
      void this.#serve(
        request,
        () =>
          this.#frontend.reply(request, { status: "aborted", execution_count: this.#runner.count }),
      );
    }
  }

  /** Passes a question of a cell on. */
  #ask(question: JupyterMessage): void {
    this.#question = question;
    const { prompt, password } = question.content;
    const asked = this.#runner.request &&
      this.#frontend.ask(this.#runner.request, { prompt, password: password === true });
    if (!asked) this.#input(question);
  }

  #input({ content }: JupyterMessage): void {
    const question = this.#question;
    this.#question = undefined;
    if (question) {
      void this.#keeper.child.then((child) => child.answer(question, String(content.value ?? "")));
    }
  }
}

function isExecution({ message }: FrontendRequest): boolean {
  return message.header.msg_type === "execute_request";
}
