import type { ByteStream } from "../../zmtp_connection.ts";

/** A message of JSON-RPC: a request, an answer or a notification. */
interface RpcMessage {
  readonly id?: number | string;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: unknown;
  readonly error?: { readonly message: string };
}

/** What we say to a request of the other side. */
export type RpcAnswer = (method: string, params: unknown) => unknown;

const HEADER_END = "\r\n\r\n";

/**
 * JSON-RPC as language servers speak it: each message behind a header with its length.
 *
 * @see https://microsoft.github.io/language-server-protocol/
 */
export class JsonRpc {
  readonly #writer: WritableStreamDefaultWriter<Uint8Array>;
  readonly #answer: RpcAnswer;
  readonly #waiting = new Map<number | string, (message: RpcMessage) => void>();
  #next = 0;
  #ended = false;

  /** Reads until the stream ends; `answer` is asked when the other side makes a request. */
  constructor(stream: ByteStream, answer: RpcAnswer) {
    this.#writer = stream.writable.getWriter();
    this.#answer = answer;
    void this.#read(stream.readable);
  }

  /**
   * Makes a request.
   *
   * @throws {Error} If the other side refuses, or is gone.
   */
  async request(method: string, params: unknown): Promise<unknown> {
    if (this.#ended) throw new Error(`Cannot ask for ${method} as the server must run: it ended`);
    const id = this.#next++;
    const answered = new Promise<RpcMessage>((resolve) => this.#waiting.set(id, resolve));
    await this.#send({ id, method, params });
    const { error, result } = await answered;
    if (error) throw new Error(`Cannot ask for ${method}: ${error.message}`);
    return result;
  }

  /** Tells something. */
  async notify(method: string, params: unknown): Promise<void> {
    await this.#send({ method, params });
  }

  /** Ends our side. */
  async close(): Promise<void> {
    await this.#writer.close().catch(() => {});
  }

  async #send(message: RpcMessage): Promise<void> {
    const body = new TextEncoder().encode(JSON.stringify({ jsonrpc: "2.0", ...message }));
    const head = new TextEncoder().encode(`Content-Length: ${body.length}${HEADER_END}`);
    const bytes = new Uint8Array(head.length + body.length);
    bytes.set(head);
    bytes.set(body, head.length);
    await this.#writer.write(bytes).catch(() => this.#end());
  }

  async #read(readable: ReadableStream<Uint8Array>): Promise<void> {
    try {
      for await (const text of bodies(readable)) this.#take(JSON.parse(text));
    } catch { /* it broke off, or does not speak JSON-RPC */ }
    this.#end();
  }

  #take(message: RpcMessage): void {
    const { id, method, params } = message;
    if (method === undefined) {
      this.#waiting.get(id!)?.(message);
      this.#waiting.delete(id!);
    } else if (id !== undefined) {
      void this.#send({ id, result: this.#answer(method, params) ?? null });
    }
  }

  /** Who waits is told that nothing comes any more. */
  #end(): void {
    this.#ended = true;
    for (const give of this.#waiting.values()) give({ error: { message: "the server ended" } });
    this.#waiting.clear();
  }
}

/** Cuts a stream of bytes into the bodies of messages. */
async function* bodies(readable: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  let bytes = new Uint8Array();
  for await (const chunk of readable) {
    const joined = new Uint8Array(bytes.length + chunk.length);
    joined.set(bytes);
    joined.set(chunk, bytes.length);
    bytes = joined;
    for (let body = nextBody(bytes); body; body = nextBody(bytes)) {
      yield new TextDecoder().decode(body);
      bytes = bytes.slice(body.byteOffset + body.length);
    }
  }
}

/** The first body, if it is there to its end. */
function nextBody(bytes: Uint8Array): Uint8Array | undefined {
  const head = new TextDecoder("latin1").decode(bytes.subarray(0, 200));
  const end = head.indexOf(HEADER_END);
  if (end < 0) return undefined;
  const length = Number(head.match(/Content-Length: *(\d+)/i)?.[1]);
  if (!Number.isInteger(length)) throw new SyntaxError("Cannot read message as it has no length");
  const start = end + HEADER_END.length;
  return bytes.length < start + length ? undefined : bytes.subarray(start, start + length);
}
