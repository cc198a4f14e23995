import type { ConnectionInfo } from "./connection_file.ts";
import { createMessage, type JupyterMessage, MessageCodec } from "./jupyter_message.ts";
import { ZmtpConnection } from "./zmtp_connection.ts";
import type { SocketType } from "./zmtp_handshake.ts";

/** The channels on which requests are made. */
export type RequestChannel = "shell" | "control";

/** Everything, as a subscription of ZMTP 3.0: the byte 1 and an empty topic. */
const SUBSCRIBE_ALL = Uint8Array.of(1);

/** A connection to a kernel: requests get their replies, iopub messages go to a listener. */
export class KernelClient {
  readonly #codec: MessageCodec;
  readonly #session = crypto.randomUUID();
  readonly #channels: Record<RequestChannel | "iopub" | "stdin", ZmtpConnection>;
  readonly #waiting = new Map<string, (reply: JupyterMessage) => void>();
  #listener: (message: JupyterMessage) => void = () => {};
  #asked: (message: JupyterMessage) => void = () => {};

  private constructor(
    key: string,
    channels: Record<RequestChannel | "iopub" | "stdin", ZmtpConnection>,
  ) {
    this.#codec = new MessageCodec(key);
    this.#channels = channels;
    this.#pump(channels.shell, (message) => this.#answer(message));
    this.#pump(channels.control, (message) => this.#answer(message));
    this.#pump(channels.stdin, (message) => this.#asked(message));
    this.#pump(channels.iopub, (message) => this.#listener(message));
  }

  /** Connects to the sockets of a kernel, which may still be about to listen. */
  static async connect(info: ConnectionInfo, signal: AbortSignal): Promise<KernelClient> {
    const identity = crypto.randomUUID();
    const open = async (port: number, type: SocketType) =>
      await ZmtpConnection.open(await dial(info.ip, port, signal), type, identity);
    const iopub = await open(info.iopub_port, "SUB");
    await iopub.send([SUBSCRIBE_ALL]);
    const shell = await open(info.shell_port, "DEALER");
    const control = await open(info.control_port, "DEALER");
    const stdin = await open(info.stdin_port, "DEALER");
    return new KernelClient(info.key, { shell, control, iopub, stdin });
  }

  /** Hands every iopub message from now on to the listener. */
  listen(listener: (message: JupyterMessage) => void): void {
    this.#listener = listener;
  }

  /** Hands every question of the kernel from now on (`prompt()` of a cell) to the listener. */
  listenToQuestions(listener: (message: JupyterMessage) => void): void {
    this.#asked = listener;
  }

  /** Answers a question of the kernel. */
  async answer(question: JupyterMessage, value: string): Promise<void> {
    const options = { session: this.#session, parent: question.header };
    const message = createMessage("input_reply", { status: "ok", value }, options);
    await this.#channels.stdin.send(this.#codec.encode(message));
  }

  /** Sends a request; the promise stays open for as long as no reply comes. */
  async request(
    channel: RequestChannel,
    type: string,
    content: Record<string, unknown>,
  ): Promise<JupyterMessage> {
    const message = createMessage(type, content, { session: this.#session });
    const reply = new Promise<JupyterMessage>((resolve) => {
      this.#waiting.set(message.header.msg_id, resolve);
    });
    await this.#channels[channel].send(this.#codec.encode(message));
    return await reply;
  }

  /** Ends the connections; replies still awaited never come. */
  async close(): Promise<void> {
    this.#waiting.clear();
    await Promise.all(Object.values(this.#channels).map((channel) => channel.close()));
  }

  #answer(message: JupyterMessage): void {
    const id = message.parent.msg_id ?? "";
    this.#waiting.get(id)?.(message);
    this.#waiting.delete(id);
  }

  /** Reads a channel to its end, which comes with the kernel's; what is not ours is dropped. */
  async #pump(channel: ZmtpConnection, take: (message: JupyterMessage) => void): Promise<void> {
    try {
      for await (const frames of channel.messages()) {
        const message = this.#decode(frames);
        if (message) take(message);
      }
    } catch { /* the connection broke: whoever waits watches the process too */ }
  }

  #decode(frames: Uint8Array[]): JupyterMessage | undefined {
    try {
      return this.#codec.decode(frames);
    } catch {
      return undefined; // unsigned or garbled: as the protocol demands, it is ignored
    }
  }
}

/** How long to wait between two attempts to connect, in milliseconds. */
const RETRY = 5;

async function dial(hostname: string, port: number, signal: AbortSignal): Promise<Deno.TcpConn> {
  while (true) {
    signal.throwIfAborted();
    try {
      const stream = await Deno.connect({ hostname, port });
      stream.setNoDelay();
      return stream;
    } catch (error) {
      if (!(error instanceof Deno.errors.ConnectionRefused)) throw error;
      await new Promise((resolve) => setTimeout(resolve, RETRY));
    }
  }
}
