/** The part of `Deno.jupyter` that is used; it exists in a kernel only. */
export interface JupyterOutput {
  /** Sends a message on iopub. */
  broadcast(type: string, content: Record<string, unknown>): Promise<void>;
}

/**
 * Sends what is printed in few messages: a kernel sends one for each call of `console.log`, and holds
 * them all while a loop runs, so that a million lines are more than its memory. What is written to
 * `Deno.stdout` and `Deno.stderr` (and so to `process.stdout` of node) goes the same way; in the Deno
 * kernel it would be lost.
 *
 * This function runs inside the kernel: its source text is sent there, so it may refer to nothing
 * outside itself.
 *
 * @param jupyter `Deno.jupyter`, whose own outputs keep their place among what is printed.
 */
export function installStreams(jupyter: JupyterOutput): void {
  const [letters, milliseconds] = [1 << 16, 20]; // what waits longest: lines of a loop that shows them
  const now = performance.now.bind(performance);
  const { queueMicrotask } = globalThis;
  const original = { ...jupyter } as Record<string, unknown>;
  let [name, pieces, length, began, due] = ["stdout", [] as string[], 0, 0, false];
  function flush(): void {
    due = false;
    if (pieces.length === 0) return;
    const text = pieces.join("");
    [pieces, length] = [[], 0];
    void (original.broadcast as JupyterOutput["broadcast"])("stream", { name, text });
  }
  function print(stream: "stdout" | "stderr", text: string): void {
    if (text === "") return;
    if (stream !== name) flush();
    name = stream;
    if (pieces.length === 0) began = now();
    length += text.length;
    pieces.push(text);
    if (length > letters || now() - began > milliseconds) return flush();
    if (!due) queueMicrotask(flush);
    due = true;
  }
  for (const shown of ["broadcast", "display"]) {
    const send = original[shown];
    if (typeof send !== "function") continue;
    Object.assign(jupyter, {
      [shown]: (...args: unknown[]) => {
        flush();
        return send.apply(jupyter, args);
      },
    });
  }
  globalThis.addEventListener("unload", () => { // a cell calls Deno.exit
    flush();
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 50); // another thread sends it
  });
  const inside = Deno as unknown as Record<symbol, Record<string, unknown> | undefined>;
  const Console = inside[(Deno as unknown as { internal: symbol }).internal]?.Console as
    | (new (print: (text: string, level: number) => void) => object)
    | undefined;
  if (Console) {
    const made = new Console((text, level) => print(level > 1 ? "stderr" : "stdout", text));
    for (const [name, method] of Object.entries(made)) {
      if (typeof method === "function") Object.assign(console, { [name]: method });
    }
  }
  for (const name of ["stdout", "stderr"] as const) {
    const decoder = new TextDecoder();
    const writeSync = (bytes: Uint8Array): number => {
      print(name, decoder.decode(bytes, { stream: true })); // a letter may come in two pieces
      return bytes.length;
    };
    Object.assign(Deno[name], {
      writeSync,
      write: (bytes: Uint8Array) => Promise.resolve(writeSync(bytes)),
    });
  }
}
