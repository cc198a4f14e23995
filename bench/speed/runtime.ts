import { type Task, taskName, type Trial } from "./trial.ts";

/** One process with a contestant, asked a line at a time; idle, it waits and uses no processor. */
export class Runtime {
  /** What it says of itself: versions by name. */
  versions: Readonly<Record<string, string>> = {};
  readonly #child: Deno.ChildProcess;
  readonly #writer: WritableStreamDefaultWriter<Uint8Array>;
  readonly #reader: ReadableStreamDefaultReader<string>;
  #rest = "";

  private constructor([program, ...args]: readonly string[]) {
    this.#child = new Deno.Command(program!, {
      args,
      stdin: "piped",
      stdout: "piped",
      stderr: "null",
    }).spawn();
    this.#writer = this.#child.stdin.getWriter();
    this.#reader = this.#child.stdout.pipeThrough(new TextDecoderStream()).getReader();
  }

  /** Starts a process, and waits until it is ready; fails where it ends before. */
  static async start(command: readonly string[]): Promise<Runtime> {
    const runtime = new Runtime(command);
    runtime.versions = JSON.parse(await runtime.#line());
    return runtime;
  }

  /** One timed trial; fails with the reason where the contestant cannot do the task. */
  async ask(task: Task, milliseconds: number): Promise<Trial> {
    await this.#writer.write(new TextEncoder().encode(`${taskName(task)} ${milliseconds}\n`));
    const line = await this.#line();
    if (line.startsWith("!")) throw new Error(line.slice(2));
    const [nanoseconds, loss, squares] = line.split(" ").map(Number);
    return { nanoseconds: nanoseconds!, loss: loss!, squares: squares! };
  }

  /** Ends the process and waits for it. */
  async close(): Promise<void> {
    await this.#writer.close().catch(() => {});
    await this.#reader.cancel();
    await this.#child.status;
  }

  async #line(): Promise<string> {
    while (!this.#rest.includes("\n")) {
      const { value, done } = await this.#reader.read();
      if (done) throw new Error(`its process ended with code ${(await this.#child.status).code}`);
      this.#rest += value;
    }
    const at = this.#rest.indexOf("\n");
    const line = this.#rest.slice(0, at);
    this.#rest = this.#rest.slice(at + 1);
    return line;
  }
}
