import { type Task, taskName, type Trial } from "./trial.ts";

/** One process with contestants, asked a line at a time; idle, it waits and uses no processor. */
export class Runtime {
  readonly #child: Deno.ChildProcess;
  readonly #writer: WritableStreamDefaultWriter<Uint8Array>;
  readonly #reader: ReadableStreamDefaultReader<string>;
  #rest = "";

  /** @param command What to start, and its arguments. */
  constructor(command: readonly string[]) {
    const [program, ...args] = command;
    this.#child = new Deno.Command(program!, { args, stdin: "piped", stdout: "piped" }).spawn();
    this.#writer = this.#child.stdin.getWriter();
    this.#reader = this.#child.stdout.pipeThrough(new TextDecoderStream()).getReader();
  }

  /** One timed trial. */
  async ask(who: string, task: Task, milliseconds: number): Promise<Trial> {
    const line = `${who} ${taskName(task)} ${milliseconds}\n`;
    await this.#writer.write(new TextEncoder().encode(line));
    const [nanoseconds, loss, squares] = (await this.#line()).split(" ").map(Number);
    return { nanoseconds: nanoseconds!, loss: loss!, squares: squares! };
  }

  /** Ends the process and waits for it. */
  async close(): Promise<void> {
    await this.#writer.close();
    await this.#reader.cancel();
    await this.#child.status;
  }

  async #line(): Promise<string> {
    while (!this.#rest.includes("\n")) {
      const { value, done } = await this.#reader.read();
      if (done) throw new Error("Cannot time a contestant as its process must answer: it ended");
      this.#rest += value;
    }
    const at = this.#rest.indexOf("\n");
    const line = this.#rest.slice(0, at);
    this.#rest = this.#rest.slice(at + 1);
    return line;
  }
}
