/** The part of `Deno.jupyter` that is used; it exists in a kernel only. */
export interface JupyterOutput {
  /** Sends a message on iopub. */
  broadcast(type: string, content: Record<string, unknown>): Promise<void>;
}

/**
 * Sends what is written to `Deno.stdout` and `Deno.stderr` (and so to `process.stdout` of node) the
 * way of `console.log`; in the Deno kernel it would be lost.
 *
 * This function runs inside the kernel: its source text is sent there, so it may refer to nothing
 * outside itself.
 */
export function installRawWrites({ broadcast }: JupyterOutput): void {
  for (const name of ["stdout", "stderr"] as const) {
    const decoder = new TextDecoder();
    const writeSync = (bytes: Uint8Array): number => {
      const text = decoder.decode(bytes, { stream: true }); // a letter may come in two pieces
      if (text !== "") void broadcast("stream", { name, text });
      return bytes.length;
    };
    Object.assign(Deno[name], {
      writeSync,
      write: (bytes: Uint8Array) => Promise.resolve(writeSync(bytes)),
    });
  }
}
