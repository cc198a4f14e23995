import { createHmac, randomUUID, timingSafeEqual } from "node:crypto";
import type { Multipart } from "./zmtp_connection.ts";

/**
 * Messages of the Jupyter protocol 5.3: JSON parts behind a delimiter, signed with the key of the
 * connection file.
 *
 * @see https://jupyter-client.readthedocs.io/en/stable/messaging.html
 */
export interface JupyterMessage {
  /** Routing prefixes before the delimiter; on iopub the topic. */
  readonly identities: Multipart;
  /** Who sends what. */
  readonly header: MessageHeader;
  /** The header of the request that this answers, or an empty object. */
  readonly parent: Partial<MessageHeader>;
  /** Free additions; empty in our messages. */
  readonly metadata: Readonly<Record<string, unknown>>;
  /** What is said; its form depends on `header.msg_type`. */
  readonly content: Readonly<Record<string, unknown>>;
  /** Binary attachments. */
  readonly buffers: Multipart;
}

/** The header of a message, with the field names of the wire. */
export interface MessageHeader {
  /** Unique for each message. */
  readonly msg_id: string;
  /** The same for all messages of one client. */
  readonly session: string;
  /** Who runs the client. */
  readonly username: string;
  /** When the message was made. */
  readonly date: string;
  /** What kind of message, such as `execute_request`. */
  readonly msg_type: string;
  /** The version of the messaging protocol. */
  readonly version: string;
}

const DELIMITER = "<IDS|MSG>";
const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** A message of ours, ready to be sent. */
export function createMessage(
  type: string,
  content: Record<string, unknown>,
  { session, parent = {} }: { session: string; parent?: Partial<MessageHeader> },
): JupyterMessage {
  const header = {
    msg_id: randomUUID(),
    session,
    username: "surprisal",
    date: new Date().toISOString(),
    msg_type: type,
    version: "5.3",
  };
  return { identities: [], header, parent, metadata: {}, content, buffers: [] };
}

/** Turns messages into frames and back, signing and verifying with HMAC-SHA256. */
export class MessageCodec {
  readonly #key: string;

  /** An empty key means unsigned messages, as the protocol has it. */
  constructor(key: string) {
    this.#key = key;
  }

  /** The frames of a message. */
  encode(message: JupyterMessage): Uint8Array[] {
    const { identities, header, parent, metadata, content, buffers } = message;
    const parts = [header, parent, metadata, content].map((part) =>
      encoder.encode(JSON.stringify(part))
    );
    const signature = encoder.encode(this.#sign(parts));
    return [...identities, encoder.encode(DELIMITER), signature, ...parts, ...buffers];
  }

  /**
   * The message in the frames.
   *
   * @throws {SyntaxError} If frames are missing, the signature is wrong or a part is not JSON.
   */
  decode(frames: Multipart): JupyterMessage {
    const at = frames.findIndex((frame) =>
      frame.length === DELIMITER.length && decoder.decode(frame) === DELIMITER
    );
    if (at < 0) throw new SyntaxError("Cannot read message as it must hold a delimiter: none");
    const [signature, ...rest] = frames.slice(at + 1);
    const parts = rest.slice(0, 4);
    if (!signature || parts.length < 4) {
      throw new SyntaxError(`Cannot read message as it must have 4 parts: ${parts.length}`);
    }
    this.#verify(signature, parts);
    const [header, parent, metadata, content] = parts.map((part) =>
      JSON.parse(decoder.decode(part))
    );
    const identities = frames.slice(0, at);
    return { identities, header, parent, metadata, content, buffers: rest.slice(4) };
  }

  #sign(parts: Multipart): string {
    if (this.#key === "") return "";
    const hmac = createHmac("sha256", this.#key);
    for (const part of parts) hmac.update(part);
    return hmac.digest("hex");
  }

  #verify(signature: Uint8Array, parts: Multipart): void {
    const wanted = encoder.encode(this.#sign(parts));
    if (signature.length === wanted.length && timingSafeEqual(signature, wanted)) return;
    throw new SyntaxError("Cannot read message as its signature must match the key: it does not");
  }
}
