import { createMessage, type MessageCodec } from "../../lib/notebook/jupyter_message.ts";
import { encodeFrame } from "../../lib/notebook/zmtp_frame.ts";
import { encodeReady, greeting } from "../../lib/notebook/zmtp_handshake.ts";
import { seeded } from "../../notebooks/support/random.ts";

/** The sockets of a kernel, and what connects to each. */
const PEERS = { shell: "DEALER", control: "DEALER", stdin: "DEALER", iopub: "SUB", hb: "REQ" };

/** The name of a socket. */
export type Channel = keyof typeof PEERS;

/** What frontends ask for. */
const TYPES = [
  ...["execute_request", "is_complete_request", "history_request", "kernel_info_request"],
  ...["comm_open", "comm_msg", "comm_close", "comm_info_request"],
  ...["interrupt_request", "input_reply"],
];

function joined(...parts: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(parts.flatMap((part) => [...part]));
}

function handshake(channel: Channel): Uint8Array {
  const body = encodeReady({ "Socket-Type": PEERS[channel], Identity: crypto.randomUUID() });
  return joined(greeting(), encodeFrame({ command: true, more: false, body }));
}

function multipart(frames: readonly Uint8Array[]): Uint8Array {
  return joined(
    ...frames.map((body, i) => encodeFrame({ command: false, more: i < frames.length - 1, body })),
  );
}

/** Seeded nonsense for the sockets of a kernel. */
export class Nonsense {
  readonly #random: () => number;

  constructor(seed: number) {
    this.#random = seeded(seed);
  }

  /** Any of the sockets. */
  channel(): Channel {
    return this.#pick(Object.keys(PEERS) as Channel[]);
  }

  /** Any value that JSON can hold, not deep. */
  #value(depth = 0): unknown {
    const leaves = [null, true, 0, -1, 1e308, "", "x", "\u0000", "<IDS|MSG>", "*".repeat(50)];
    if (depth > 2 || this.#random() < 0.6) return this.#pick(leaves);
    if (this.#random() < 0.5) {
      return Array.from({ length: this.#below(4) }, () => this.#value(depth + 1));
    }
    const keys = [
      "code",
      "msg_type",
      "msg_id",
      "comm_id",
      "n",
      "start",
      "silent",
      "user_expressions",
    ];
    return Object.fromEntries(
      Array.from({ length: this.#below(4) }, () => [this.#pick(keys), this.#value(depth + 1)]),
    );
  }

  /** What a kernel could be sent over a socket that it must not mind. */
  next(channel: Channel, codec: MessageCodec): Uint8Array {
    const type = this.#pick(TYPES);
    const message = createMessage(type, { code: "1", silent: true }, { session: "s" });
    const frames = codec.encode(message);
    switch (this.#below(9)) {
      case 0:
        return this.#noise(this.#below(300));
      case 1:
        return handshake(channel).subarray(0, this.#below(64));
      case 2: {
        const bytes = handshake(channel);
        for (let k = this.#below(3); k >= 0; k--) {
          bytes[this.#below(bytes.length)] = this.#below(256);
        }
        return bytes;
      }
      case 3:
        return joined(handshake(channel), this.#noise(this.#below(500)));
      case 4: {
        const bytes = multipart(frames);
        return joined(handshake(channel), bytes.subarray(0, this.#below(bytes.length)));
      }
      case 5: {
        const head = Uint8Array.of(this.#below(8), ...this.#noise(8));
        return joined(handshake(channel), head, this.#noise(this.#below(50)));
      }
      case 6: {
        frames[1]![this.#below(64)]! ^= 1 << this.#below(7);
        return joined(handshake(channel), multipart(frames));
      }
      case 7: {
        const parts = [this.#value(), this.#value(), this.#value(), this.#value()] as Record<
          string,
          unknown
        >[];
        const [header, parent, metadata, content] = parts;
        const signed = codec.encode(
          { ...message, header, parent, metadata, content } as unknown as typeof message,
        );
        return joined(handshake(channel), multipart(signed));
      }
      default: {
        const content = {
          code: this.#value(),
          silent: true,
          comm_id: this.#value(),
          hist_access_type: this.#pick(["tail", "range", "search", 1]),
          n: this.#value(),
          start: this.#value(),
          pattern: this.#value(),
          user_expressions: this.#value(),
        };
        const metadata = this.#value() as Record<string, unknown>;
        return joined(
          handshake(channel),
          multipart(codec.encode({ ...message, content, metadata })),
        );
      }
    }
  }

  #below(n: number): number {
    return Math.floor(this.#random() * n);
  }

  #pick<T>(values: readonly T[]): T {
    return values[this.#below(values.length)]!;
  }

  #noise(length: number): Uint8Array {
    return Uint8Array.from({ length }, () => this.#below(256));
  }
}
