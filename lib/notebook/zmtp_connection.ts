import { encodeFrame, type Frame, FrameDecoder } from "./zmtp_frame.ts";
import {
  checkGreeting,
  commandName,
  decodeReady,
  encodeReady,
  greeting,
  GREETING_LENGTH,
  type SocketType,
} from "./zmtp_handshake.ts";

/** A message of ZeroMQ: one or more frames that arrive together. */
export type Multipart = readonly Uint8Array[];

/** The longest message that we take in bytes, an empty frame counted as one. */
const MAX_MESSAGE = 2 ** 30;

/** What the bytes travel through: a TCP connection, or a pair of streams in a test. */
export interface ByteStream {
  /** Where the peer's bytes come from. */
  readonly readable: ReadableStream<Uint8Array>;
  /** Where ours go. */
  readonly writable: WritableStream<Uint8Array>;
}

/** A ZMTP connection after its handshake, the same whoever called whom. */
export class ZmtpConnection {
  /** What the peer said of itself, such as its `socket-type`. */
  readonly peer: Readonly<Record<string, string>>;
  readonly #frames: AsyncGenerator<Frame>;
  readonly #writer: WritableStreamDefaultWriter<Uint8Array>;

  /** Use {@linkcode ZmtpConnection.open}. */
  private constructor(
    frames: AsyncGenerator<Frame>,
    writer: WritableStreamDefaultWriter<Uint8Array>,
    peer: Record<string, string>,
  ) {
    this.#frames = frames;
    this.#writer = writer;
    this.peer = peer;
  }

  /** Shakes hands over a fresh stream of bytes. */
  static async open(stream: ByteStream, type: SocketType, identity = ""): Promise<ZmtpConnection> {
    const writer = stream.writable.getWriter();
    const ready = { "Socket-Type": type, ...(identity && { Identity: identity }) };
    await writer.write(greeting());
    await writer.write(encodeFrame({ command: true, more: false, body: encodeReady(ready) }));
    const frames = readFrames(stream.readable);
    const first = await frames.next();
    if (first.done || !first.value.command) {
      throw new SyntaxError("Cannot connect as the peer must be ready: it sent no command");
    }
    return new ZmtpConnection(frames, writer, decodeReady(first.value.body));
  }

  /** Sends one message. */
  async send(message: Multipart): Promise<void> {
    const last = message.length - 1;
    const frames = message.map((body, i) => encodeFrame({ command: false, more: i < last, body }));
    await this.#writer.write(concat(frames));
  }

  /** Every message of the peer, until the connection ends. */
  async *messages(): AsyncGenerator<Uint8Array[]> {
    let parts: Uint8Array[] = [];
    let room = MAX_MESSAGE;
    for await (const { command, more, body } of this.#frames) {
      if (command) await this.#answer(body);
      else parts.push(body);
      room -= body.length + 1;
      if (room < 0) throw new RangeError("Cannot read message as it must fit in memory: it grows");
      if (command || more) continue;
      yield parts;
      parts = [];
      room = MAX_MESSAGE;
    }
  }

  /** Ends the connection; what was being read ends too. */
  async close(): Promise<void> {
    await this.#writer.close().catch(() => {}); // the peer may have gone first
  }

  /** A peer of a later version may ask for a sign of life; it gets its context back. */
  async #answer(command: Uint8Array): Promise<void> {
    if (commandName(command) !== "PING") return;
    const pong = Uint8Array.from([4, ...new TextEncoder().encode("PONG"), ...command.subarray(7)]);
    await this.#writer.write(encodeFrame({ command: true, more: false, body: pong }));
  }
}

/** Reads and checks the greeting, then yields frames. */
async function* readFrames(readable: ReadableStream<Uint8Array>): AsyncGenerator<Frame> {
  const decoder = new FrameDecoder();
  let opening: Uint8Array | undefined = new Uint8Array();
  for await (const chunk of readable) {
    let rest = chunk;
    if (opening) {
      opening = concat([opening, chunk]);
      if (opening.length < GREETING_LENGTH) continue;
      checkGreeting(opening);
      rest = opening.subarray(GREETING_LENGTH);
      opening = undefined;
    }
    yield* decoder.push(rest);
  }
}

function concat(parts: readonly Uint8Array[]): Uint8Array {
  if (parts.length === 1) return parts[0]!;
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
