import { KernelClient } from "./kernel_client.ts";
import { KernelProcess } from "./kernel_process.ts";
import { awaitOutcome } from "./outcome.ts";

/** A kernel that runs, and the connection to it. */
export interface StartedKernel {
  /** The process. */
  readonly process: KernelProcess;
  /** The connection. */
  readonly client: KernelClient;
}

/** How often a start is tried: another process may take a port between its choice and its use. */
const TRIALS = 3;

/** What a kernel says that could not have one of its ports. */
const PORT_TAKEN = /address (?:already )?in use|AddrInUse/i;

/** How long a start may take, in seconds; 0.25 is usual. */
const PATIENCE = 30;

/**
 * Starts a kernel in a folder and connects to it.
 *
 * @throws {Error} If no kernel starts, with its last words.
 */
export async function startKernel(cwd: string, audit?: boolean): Promise<StartedKernel> {
  let why = "";
  for (let trial = 0; trial < TRIALS; trial++) {
    const process = await KernelProcess.spawn({ cwd, audit });
    const dialling = new AbortController();
    const connecting = KernelClient.connect(process.connection, dialling.signal);
    const outcome = await awaitOutcome(settle(connecting), process.death, PATIENCE);
    if (outcome.kind === "value" && outcome.value instanceof KernelClient) {
      return { process, client: outcome.value };
    }
    dialling.abort();
    await process.kill();
    const death = outcome.kind === "death" ? outcome.death : undefined;
    why = outcome.kind === "value"
      ? String(outcome.value)
      : death
      ? `it died with exit code ${death.code}\n${death.lastWords}`
      : `it did not listen within ${PATIENCE} s`;
    if (death && !PORT_TAKEN.test(death.lastWords)) break; // it would say the same again
  }
  throw new Error(`Cannot start kernel as it must listen on its ports: ${why}`);
}

/** The value, or the error as a value: a loser of a race must not reject unheard. */
function settle<T>(promise: Promise<T>): Promise<T | unknown> {
  return promise.catch((error: unknown) => error);
}
