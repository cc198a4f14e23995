import type { ConnectionInfo } from "../connection_file.ts";
import {
  createMessage,
  type JupyterMessage,
  MessageCodec,
  type MessageHeader,
} from "../jupyter_message.ts";
import type { SocketType } from "../zmtp_handshake.ts";
import { type ZmtpPeer, ZmtpServer } from "./zmtp_server.ts";

/** A request of a frontend. */
export interface FrontendRequest {
  /** Where it came in. */
  readonly channel: "shell" | "control";
  /** What it says. */
  readonly message: JupyterMessage;
  /** Who sent it. */
  readonly peer: ZmtpPeer;
}

/** What else a message on iopub may carry. */
export type Extras = Partial<Pick<JupyterMessage, "metadata" | "buffers">>;

/** Who hears of what frontends say. */
export interface FrontendListener {
  /** A request came in. */
  request(request: FrontendRequest): void;
  /** The answer to a question came in. */
  input(message: JupyterMessage): void;
}

type Channel = "shell" | "control" | "stdin" | "iopub" | "hb";

const TYPES: Readonly<Record<Channel, SocketType>> = {
  shell: "ROUTER",
  control: "ROUTER",
  stdin: "ROUTER",
  iopub: "PUB",
  hb: "REP",
};

/**
 * The five sockets of a kernel, as frontends know them. A message with a wrong signature, or that is
 * none, is dropped.
 */
export class Frontend {
  readonly #codec: MessageCodec;
  readonly #session = crypto.randomUUID();
  readonly #listener: FrontendListener;
  readonly #servers: Partial<Record<Channel, ZmtpServer>> = {};

  private constructor(key: string, listener: FrontendListener) {
    this.#codec = new MessageCodec(key);
    this.#listener = listener;
  }

  /** Binds the sockets that a connection file names. */
  static async open(info: ConnectionInfo, listener: FrontendListener): Promise<Frontend> {
    const frontend = new Frontend(info.key, listener);
    for (const channel of Object.keys(TYPES) as Channel[]) {
      const address = { hostname: info.ip, port: info[`${channel}_port`], type: TYPES[channel] };
      frontend.#servers[channel] = await ZmtpServer.listen(
        address,
        (frames, peer) => frontend.#take(channel, frames, peer),
      );
    }
    return frontend;
  }

  /** Whether somebody listens to outputs. */
  get heard(): boolean {
    return this.#servers.iopub!.peers.some(({ topics }) => topics.size > 0);
  }

  /** Tells all who listen. */
  publish(
    type: string,
    content: Record<string, unknown>,
    parent: Partial<MessageHeader>,
    extras: Extras = {},
  ): void {
    const message = createMessage(type, content, { session: this.#session, parent });
    const topic = new TextEncoder().encode(type);
    const frames = this.#codec.encode({ ...message, ...extras, identities: [topic] });
    for (const peer of this.#servers.iopub!.peers) {
      if ([...peer.topics].some((prefix) => type.startsWith(prefix))) peer.send(frames);
    }
  }

  /** Answers a request. */
  reply({ message, peer }: FrontendRequest, content: Record<string, unknown>): void {
    const type = message.header.msg_type.replace(/_request$/, "_reply");
    const options = { session: this.#session, parent: message.header };
    peer.send(this.#codec.encode(createMessage(type, content, options)));
  }

  /** Puts a question to who sent a request; says whether there is a way to do so. */
  ask({ message, peer }: FrontendRequest, content: Record<string, unknown>): boolean {
    const { peers } = this.#servers.stdin!;
    const asked = peers.find(({ identity }) => identity === peer.identity) ?? peers[0];
    const options = { session: this.#session, parent: message.header };
    asked?.send(this.#codec.encode(createMessage("input_request", content, options)));
    return asked !== undefined;
  }

  /** Sends what is under way, then closes the sockets. */
  async close(): Promise<void> {
    await Promise.all(Object.values(this.#servers).map((server) => server.close()));
  }

  #take(channel: Channel, frames: Uint8Array[], peer: ZmtpPeer): void {
    if (channel === "hb") return peer.send(frames);
    if (channel === "iopub") return subscribe(peer, frames[0]);
    const message = this.#decode(frames);
    if (!message) return;
    if (channel === "stdin") this.#listener.input(message);
    else this.#listener.request({ channel, message, peer });
  }

  #decode(frames: Uint8Array[]): JupyterMessage | undefined {
    try {
      const message = this.#codec.decode(frames);
      const { header, content } = message;
      if (typeof header?.msg_type !== "string" || typeof header.msg_id !== "string") return;
      return typeof content === "object" && content !== null ? message : undefined;
    } catch {
      return undefined; // not signed with our key, or garbled
    }
  }
}

/** No frontend wants more topics; who has not the key may subscribe too. */
const MOST_TOPICS = 100;

/** A subscription is the byte 1 and a topic; 0 takes it back. */
function subscribe(peer: ZmtpPeer, frame: Uint8Array | undefined): void {
  if (!frame || frame.length === 0) return;
  const topic = new TextDecoder().decode(frame.subarray(1));
  if (frame[0] === 1 && peer.topics.size < MOST_TOPICS) peer.topics.add(topic);
  else if (frame[0] === 0) peer.topics.delete(topic);
}
