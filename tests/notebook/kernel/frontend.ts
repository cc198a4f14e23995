/** A frontend for tests: our client against a process of the kernel "Deno (surprisal)". */
import { fileURLToPath } from "node:url";
import {
  type ConnectionInfo,
  newConnection,
  writeConnectionFile,
} from "../../../lib/notebook/connection_file.ts";
import type { JupyterMessage } from "../../../lib/notebook/jupyter_message.ts";
import { KernelClient } from "../../../lib/notebook/kernel_client.ts";

/** What a frontend sees of a cell. */
export interface Seen {
  /** What was published between the request and its idle, status and input left out. */
  readonly outputs: readonly JupyterMessage[];
  /** The answer. */
  readonly reply: Readonly<Record<string, unknown>>;
  /** What came under the name of another request. */
  readonly strangers: readonly JupyterMessage[];
}

const MAIN = fileURLToPath(import.meta.resolve("../../../lib/notebook/kernel/main.ts"));

/** A kernel process and a connection to it; it ends with the block that uses it. */
export class TestFrontend implements AsyncDisposable {
  readonly #process: Deno.ChildProcess | undefined;
  /** Where its sockets are. */
  readonly connection: ConnectionInfo;
  /** The path of the connection file. */
  readonly path: string;
  /** What was published so far. */
  readonly published: JupyterMessage[] = [];
  readonly #client: KernelClient;
  #heard = Promise.withResolvers<void>();

  private constructor(
    process: Deno.ChildProcess | undefined,
    connection: ConnectionInfo,
    path: string,
    client: KernelClient,
  ) {
    this.#process = process;
    this.connection = connection;
    this.path = path;
    this.#client = client;
    client.listen((message) => {
      this.published.push(message);
      this.#heard.resolve();
      this.#heard = Promise.withResolvers();
    });
  }

  /** Starts a kernel, as a frontend would; with `stock` Deno's own. */
  static async open(
    { env = {}, cwd, stock = false }: {
      env?: Record<string, string>;
      cwd?: string;
      stock?: boolean;
    } = {},
  ): Promise<TestFrontend> {
    const connection = newConnection();
    const path = await writeConnectionFile(connection);
    const process = new Deno.Command(Deno.execPath(), {
      args: stock
        ? ["jupyter", "--kernel", "--conn", path]
        : ["run", "--quiet", "-A", "--no-config", "--no-lock", MAIN, path],
      env: { NO_COLOR: "1", ...env },
      ...(cwd !== undefined && { cwd }),
      stdin: "null",
      stdout: "null",
      stderr: "null",
    }).spawn();
    const client = await KernelClient.connect(connection, AbortSignal.timeout(30_000));
    return new TestFrontend(process, connection, path, client);
  }

  /** Connects to a kernel that somebody else started and ends. */
  static async connect(connection: ConnectionInfo, path: string): Promise<TestFrontend> {
    const client = await KernelClient.connect(connection, AbortSignal.timeout(30_000));
    return new TestFrontend(undefined, connection, path, client);
  }

  /** The kernel's process. */
  get process(): Deno.ChildProcess {
    return this.#process!;
  }

  /** The client, for requests of other kinds. */
  get client(): KernelClient {
    return this.#client;
  }

  /** Sends a request on the shell and gives the content of its reply. */
  async ask(
    type: string,
    content: Record<string, unknown> = {},
  ): Promise<Readonly<Record<string, unknown>>> {
    return (await this.#client.request("shell", type, content)).content;
  }

  /** Executes a cell; resolves when the kernel is idle again. */
  async execute(code: string, options: Record<string, unknown> = {}): Promise<Seen> {
    const first = this.published.length;
    const reply = await this.#client.request("shell", "execute_request", {
      code,
      silent: false,
      store_history: true,
      user_expressions: {},
      allow_stdin: false,
      stop_on_error: true,
      ...options,
    });
    const id = reply.parent.msg_id;
    const isMine = (message: JupyterMessage) => message.parent.msg_id === id;
    await this.until((message) => isMine(message) && isIdle(message), first);
    const said = this.published.slice(first);
    const mine = said.filter(isMine);
    const outputs = mine.slice(0, mine.findIndex(isIdle))
      .filter(({ header }) => !["status", "execute_input"].includes(header.msg_type));
    return { outputs, reply: reply.content, strangers: said.filter((message) => !isMine(message)) };
  }

  /** Waits for a message that fits, among those published from a number on. */
  async until(fits: (message: JupyterMessage) => boolean, first = 0): Promise<JupyterMessage> {
    while (true) {
      const found = this.published.slice(first).find(fits);
      if (found) return found;
      await this.#heard.promise;
    }
  }

  /** Ends the kernel politely; returns its exit code. */
  async shutdown(): Promise<number> {
    await this.#client.request("control", "shutdown_request", { restart: false });
    return (await this.process.status).code;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    try {
      this.process.kill("SIGTERM");
    } catch { /* it has ended */ }
    await this.process.status;
    await this.#client.close();
    await Deno.remove(this.path.replace(/[^/\\]+$/, ""), { recursive: true });
  }
}

function isIdle({ header, content }: JupyterMessage): boolean {
  return header.msg_type === "status" && content.execution_state === "idle";
}

/** What a person sees of outputs: printed text in one piece, words of displays, names of errors. */
export function words({ outputs }: Pick<Seen, "outputs">): string[] {
  const told: string[] = [];
  let last = "";
  for (const message of outputs) {
    const { msg_type: type } = message.header;
    const kind = type === "stream" ? String(message.content.name) : type;
    if (type === "stream" && kind === last) told.push(told.pop()! + message.content.text);
    else told.push(say(message));
    last = kind;
  }
  return told;
}

function say({ header, content }: JupyterMessage): string {
  const data = content.data as Record<string, string> | undefined;
  switch (header.msg_type) {
    case "stream":
      return `${content.name}: ${content.text}`;
    case "error":
      return `error: ${content.ename}: ${content.evalue}`;
    default:
      return `${header.msg_type}: ${data?.["text/plain"] ?? Object.keys(data ?? {})}`;
  }
}

/** The traceback of the first error. */
export function traceback({ outputs }: Pick<Seen, "outputs">): string {
  const error = outputs.find(({ header }) => header.msg_type === "error");
  return (error?.content.traceback as string[] | undefined)?.join("\n") ?? "";
}
