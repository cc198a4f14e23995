/**
 * Frames of ZMTP 3.0, the wire protocol of ZeroMQ: one flag byte, a length of one or eight bytes,
 * the body. Both sides of a connection write and read them alike.
 *
 * @see https://rfc.zeromq.org/spec/23/
 */

const MORE = 0x01;
const LONG = 0x02;
const COMMAND = 0x04;

/** The longest frame that we take: far above any figure, far below what exhausts a machine. */
const MAX_LENGTH = 2 ** 30;

/** One frame as read from the wire. */
export interface Frame {
  /** A command belongs to the protocol, anything else to the messages it carries. */
  readonly command: boolean;
  /** Whether the message goes on in the next frame. */
  readonly more: boolean;
  /** The bytes carried. */
  readonly body: Uint8Array;
}

/** The bytes of a frame on the wire. */
export function encodeFrame({ command, more, body }: Frame): Uint8Array {
  const long = body.length > 255;
  const head = long ? 9 : 2;
  const bytes = new Uint8Array(head + body.length);
  bytes[0] = (command ? COMMAND : 0) | (more ? MORE : 0) | (long ? LONG : 0);
  if (long) new DataView(bytes.buffer).setBigUint64(1, BigInt(body.length));
  else bytes[1] = body.length;
  bytes.set(body, head);
  return bytes;
}

/** Cuts a stream of bytes, in whatever pieces it comes, into frames. */
export class FrameDecoder {
  #buffer = new Uint8Array(4096);
  #start = 0;
  #end = 0;

  /** Takes the next piece of the stream and returns the frames that it completes. */
  push(chunk: Uint8Array): Frame[] {
    this.#append(chunk);
    const frames: Frame[] = [];
    for (let frame = this.#next(); frame; frame = this.#next()) frames.push(frame);
    return frames;
  }

  #append(chunk: Uint8Array): void {
    const held = this.#end - this.#start;
    if (this.#end + chunk.length > this.#buffer.length) {
      const room = Math.max(4096, held + chunk.length);
      const target = room > this.#buffer.length ? new Uint8Array(2 * room) : this.#buffer;
      target.set(this.#buffer.subarray(this.#start, this.#end));
      this.#buffer = target;
      this.#start = 0;
      this.#end = held;
    }
    this.#buffer.set(chunk, this.#end);
    this.#end += chunk.length;
  }

  #next(): Frame | undefined {
    const held = this.#end - this.#start;
    if (held < 2) return undefined;
    const flags = this.#buffer[this.#start]!;
    if (flags > 7) throw new SyntaxError(`Cannot read frame as flags must be below 8: ${flags}`);
    const head = flags & LONG ? 9 : 2;
    if (held < head) return undefined;
    const length = this.#length(head);
    if (held < head + length) return undefined;
    const body = this.#buffer.slice(this.#start + head, this.#start + head + length);
    this.#start += head + length;
    return { command: (flags & COMMAND) !== 0, more: (flags & MORE) !== 0, body };
  }

  #length(head: number): number {
    if (head === 2) return this.#buffer[this.#start + 1]!;
    const view = new DataView(this.#buffer.buffer, this.#start + 1, 8);
    const length = Number(view.getBigUint64(0));
    if (length > MAX_LENGTH) {
      throw new RangeError(
        `Cannot read frame as its length must be at most ${MAX_LENGTH}: ${length}`,
      );
    }
    return length;
  }
}
