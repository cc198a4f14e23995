import { dirname, join } from "node:path";
import { type ConnectionInfo, newConnection, writeConnectionFile } from "./connection_file.ts";
import { denoComplaint } from "./deno_complaint.ts";
import { announceKernel, registerKernel, retireKernel } from "./kernel_registry.ts";
import type { WatchedKernel } from "./kernel_watchdog.ts";

/** Where a kernel works. */
export interface KernelPlace {
  /** The folder in which it finds deno.json, and to which imports are relative. */
  readonly cwd: string;
  /** Whether it writes down what it looks at. */
  readonly audit?: boolean | undefined;
}

/** What the file is called into which a kernel writes what it looks at. */
const AUDIT = "audit.jsonl";

/** How a kernel came to its end. */
export interface KernelDeath {
  /** Exit code; 128 and the signal's number after a signal. */
  readonly code: number;
  /** The signal that killed it. */
  readonly signal: string | null;
  /** The last lines that it wrote to its stderr. */
  readonly lastWords: string;
}

/** How many characters of a kernel's stderr are kept. */
const LAST_WORDS = 2000;

/** How many are heard, as much of it says what is being downloaded. */
const ROOM = 20_000;

/** A `deno jupyter --kernel` process, in a process group of its own. */
export class KernelProcess {
  /** Where its sockets are. */
  readonly connection: ConnectionInfo;
  /** Resolves when the process ends; never rejects. */
  readonly death: Promise<KernelDeath>;
  readonly #watched: WatchedKernel;

  private constructor(child: Deno.ChildProcess, connection: ConnectionInfo, folder: string) {
    this.connection = connection;
    this.#watched = { pid: child.pid, folder };
    this.death = this.#mourn(child);
  }

  /** Starts a kernel in a folder: there it finds deno.json, and imports are relative to it. */
  static async spawn({ cwd, audit }: KernelPlace): Promise<KernelProcess> {
    const connection = newConnection();
    const path = await writeConnectionFile(connection);
    await announceKernel(path.replace(/[^/\\]+$/, ""));
    const child = new Deno.Command(Deno.execPath(), {
      args: ["jupyter", "--kernel", "--conn", path],
      cwd,
      env: {
        NO_COLOR: "1", // otherwise text/plain carries escape codes
        ...(audit && { DENO_AUDIT_PERMISSIONS: join(dirname(path), AUDIT) }),
      },
      stdin: "null",
      stdout: "piped",
      stderr: "piped",
      detached: true,
    }).spawn();
    const kernel = new KernelProcess(child, connection, path.replace(/[^/\\]+$/, ""));
    await registerKernel(kernel.#watched);
    return kernel;
  }

  /** The file into which it writes what it looks at, if told to; it goes with the process. */
  get audit(): string {
    return join(this.#watched.folder, AUDIT);
  }

  /** Process id. */
  get pid(): number {
    return this.#watched.pid;
  }

  /** Ends the process and all that it started; nothing happens when it is gone. */
  async kill(): Promise<void> {
    await retireKernel(this.#watched);
    await this.death;
  }

  async #mourn(child: Deno.ChildProcess): Promise<KernelDeath> {
    const words = tail(child.stderr);
    tail(child.stdout); // read, so that the kernel never blocks on a full pipe
    const { code, signal } = await child.status;
    await retireKernel(this.#watched); // takes the children along, which may hold stderr open
    return { code, signal, lastWords: await words };
  }
}

/** The last characters of a stream. */
async function tail(stream: ReadableStream<Uint8Array<ArrayBuffer>>): Promise<string> {
  let text = "";
  try {
    for await (const piece of stream.pipeThrough(new TextDecoderStream())) {
      text = (text + piece).slice(-ROOM);
    }
  } catch { /* the pipe broke with the process */ }
  return denoComplaint(text).slice(-LAST_WORDS);
}
