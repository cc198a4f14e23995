import type { Examination } from "./examination.ts";
import { awaitOutcome } from "./outcome.ts";
import { startKernel } from "./start_kernel.ts";

/** How many cells are tried, each of twenty lines. */
const CELLS = 10;
const LINES = 20;

/**
 * Counts the cells of which Deno's kernel says that they are done before their outputs are out: what
 * a client gets that takes it at its word.
 */
export async function examineRace(): Promise<Examination> {
  const { client, process } = await startKernel(".");
  try {
    let [incomplete, lines] = [0, 0];
    let idle = () => {};
    client.listen(({ header, content }) => {
      if (header.msg_type === "stream") lines += String(content.text).split("\n").length - 1;
      if (header.msg_type === "status" && content.execution_state === "idle") idle();
    });
    for (let cell = 0; cell < CELLS; cell++) {
      const end = new Promise<void>((resolve) => idle = resolve);
      lines = 0;
      const code = `for (let i = 0; i < ${LINES}; i++) console.log(i);`;
      const options = { silent: false, store_history: true, user_expressions: {} };
      void client.request("shell", "execute_request", { code, ...options, allow_stdin: false });
      await awaitOutcome(end, process.death, 5);
      if (lines < LINES) incomplete++;
      await new Promise((resolve) => setTimeout(resolve, 50)); // the rest must not count for the next
    }
    const found = `${incomplete} of ${CELLS} cells incomplete where Deno's kernel says it is done`;
    if (incomplete === 0) return { what: "race", state: "ok", found };
    const mend = "nb waits for the rest; for Jupyter frontends: nb kernel install";
    return { what: "race", state: "hint", found, mend };
  } finally {
    await process.kill();
    await client.close();
  }
}
