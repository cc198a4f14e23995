import type { JupyterMessage, MessageHeader } from "../jupyter_message.ts";
import type { ErrorOutput, MimeBundle } from "../output.ts";
import type { Extras, Frontend } from "./frontend.ts";
import { repairBundle } from "./repair_bundle.ts";
import type { Traces } from "./traces.ts";

/** How long printed lines are gathered into one message, in milliseconds. */
const GATHER = 25;

/** How many letters are gathered at most. */
const MAX_GATHERED = 2 ** 16;

/** What is known of the cell whose outputs these are. */
export interface OutputOwner {
  /** The header of the request that executes it. */
  readonly header: Partial<MessageHeader>;
  /** The number in square brackets. */
  readonly count: number;
  /** Whether its last value is not to be shown. */
  readonly silent: boolean;
}

/**
 * Outputs on their way to the frontends: each under the name of the cell that runs, whatever the Deno
 * kernel says, as it stamps them late. It sends a message a line; here lines are gathered.
 */
export class OutputStream {
  readonly #frontend: Frontend;
  readonly #traces: Traces;
  #owner: OutputOwner = { header: {}, count: 0, silent: false };
  #gathered: { name: string; pieces: string[]; length: number } | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #errors: ErrorOutput[] = [];

  /** Outputs of all cells go this way, one cell after the other. */
  constructor(frontend: Frontend, traces: Traces) {
    this.#frontend = frontend;
    this.#traces = traces;
  }

  /** What comes from now on belongs to this cell. */
  begin(owner: OutputOwner): void {
    this.flush();
    this.#errors = [];
    this.#owner = owner;
  }

  /** The errors that the kernel told of since the cell began; they are not sent on. */
  get errors(): readonly ErrorOutput[] {
    return this.#errors;
  }

  /** Takes a message of the kernel. */
  take({ header, content, metadata, buffers }: JupyterMessage): void {
    switch (header.msg_type) {
      case "status":
      case "execute_input":
      case "shutdown_reply":
        return; // ours tell of these
      case "stream":
        return this.#gather(String(content.name), String(content.text));
      case "error":
        return void this.#errors.push(content as unknown as ErrorOutput);
      case "execute_result":
        if (this.#owner.silent) return;
        return this.show("execute_result", { ...content, execution_count: this.#owner.count });
      case "display_data":
      case "update_display_data":
        return this.show(header.msg_type, content);
      default:
        return this.#send(header.msg_type, content, { metadata, buffers });
    }
  }

  /** Shows something of ours, or of the kernel. */
  show(type: string, content: Record<string, unknown>): void {
    const data = repairBundle(content.data);
    const words = data["text/plain"];
    if (typeof words === "string") data["text/plain"] = this.#traces.rewrite(words);
    this.#send(type, { metadata: {}, transient: {}, ...content, data });
  }

  /** Shows that something went wrong; returns what. */
  fail(error: Omit<ErrorOutput, "output_type">): Omit<ErrorOutput, "output_type"> {
    const { ename, evalue, traceback } = error;
    this.#send("error", { ename, evalue, traceback });
    return error;
  }

  /** Tells what does not fail a cell, even if another one runs by now. */
  warn(text: string, header: OutputOwner["header"]): void {
    this.flush();
    this.#frontend.publish("stream", { name: "stderr", text }, header);
  }

  /** Shows words. */
  report(text: string): void {
    this.show("display_data", { data: { "text/plain": text } as MimeBundle });
  }

  /** Sends what was gathered. */
  flush(): void {
    clearTimeout(this.#timer);
    const gathered = this.#gathered;
    this.#gathered = undefined;
    if (!gathered) return;
    const text = this.#traces.rewrite(gathered.pieces.join(""));
    this.#frontend.publish("stream", { name: gathered.name, text }, this.#owner.header);
  }

  #gather(name: string, text: string): void {
    if (this.#gathered && this.#gathered.name !== name) this.flush();
    if (!this.#gathered) {
      this.#gathered = { name, pieces: [], length: 0 };
      this.#timer = setTimeout(() => this.flush(), GATHER);
    }
    this.#gathered.pieces.push(text);
    this.#gathered.length += text.length;
    if (this.#gathered.length > MAX_GATHERED) this.flush();
  }

  #send(type: string, content: Record<string, unknown>, extras: Extras = {}): void {
    this.flush();
    this.#frontend.publish(type, content, this.#owner.header, extras);
  }
}
