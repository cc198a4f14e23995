import type { CheckResult } from "./check_result.ts";
import { CheckCollector } from "./prelude_checks.ts";
import {
  defineTest,
  describeThrown,
  fillName,
  notesOn,
  selects,
  showValue,
} from "./prelude_definition.ts";
import { FaultCollector, type UncaughtFault } from "./prelude_faults.ts";
import { installWitness } from "./prelude_witness.ts";
import { installStreams, type JupyterOutput } from "./prelude_streams.ts";

/** What the sentinel sends when a cell, its checks and all its outputs are through. */
export interface Settlement {
  /** The tag that the sentinel was sent with. */
  readonly tag: string;
  /** The checks that the cell registered. */
  readonly checks: readonly CheckResult[];
  /** The checks of `check()`, which have shown themselves. */
  readonly shown: readonly CheckResult[];
  /** What the cell used that can not be looked at again, if that was asked for. */
  readonly seen: readonly string[];
  /** What was thrown where nobody listened. */
  readonly faults: readonly UncaughtFault[];
}

/** What the sentinel sends before each check, so that one that hangs can be named. */
export interface CheckStart {
  /** The tag that the sentinel was sent with. */
  readonly tag: string;
  /** The name of the check. */
  readonly running: string;
}

/** How the sentinel is to settle a cell. */
export interface SettleOptions {
  /** Returned by the settlement. */
  readonly tag: string;
  /** Runs only checks whose name contains this, or matches it when written as `/regex/`. */
  readonly filter: string | null;
  /** How many milliseconds each check may take. */
  readonly limit: number;
  /** After the last cell: waits for timers and runs the `afterAll` hooks. */
  readonly last: boolean;
}

/** The comm by which settlements travel; frontends ignore messages of comms they do not know. */
export const COMM_ID = "surprisal";

/** How long the last cell waits for timers still set, in milliseconds. */
const LAST_TIMERS = 1000;

/** Everything that is sent to the kernel: none of it may refer to anything that is not here. */
const KERNEL_SIDE = [
  defineTest,
  describeThrown,
  fillName,
  notesOn,
  selects,
  showValue,
  CheckCollector,
  FaultCollector,
  installStreams,
  installWitness,
  installSentinel,
];

/** Runs inside the kernel: puts the sentinel where {@linkcode settleSource} finds it. */
function installSentinel(
  output: JupyterOutput,
  comm: string,
  { lastTimers, witness }: { lastTimers: number; witness: boolean },
): void {
  const { broadcast } = output;
  const say = (data: Settlement | CheckStart) => broadcast("comm_msg", { comm_id: comm, data });
  const checks = new CheckCollector();
  const faults = new FaultCollector();
  Object.defineProperty(Deno, "test", { value: checks.test, writable: true, configurable: true });
  faults.install();
  let shown: CheckResult[] = [];
  const listener = {
    now: performance.now.bind(performance),
    hear: (check: CheckResult) => void shown.push(check),
  };
  Object.defineProperty(globalThis, Symbol.for(`${comm}.check`), { value: listener });
  const seen = new Set<string>();
  if (witness) installWitness(seen);
  async function settle({ tag, filter, limit, last }: SettleOptions): Promise<void> {
    await faults.quiet(0);
    const results = await checks.run(filter, limit, (running) => say({ tag, running }));
    if (last) {
      await faults.quiet(lastTimers);
      results.push(...await checks.finish());
    }
    await faults.quiet(0);
    await say({ tag, checks: results, shown, seen: [...seen], faults: faults.drain() });
    shown = [];
  }
  Object.defineProperty(globalThis, Symbol.for(comm), { value: settle });
}

/** The program that a fresh kernel is given before the first cell; a witness only if asked for. */
export function preludeSource(witness = false): string {
  return `{
${KERNEL_SIDE.join("\n")}
installStreams(Deno.jupyter);
installSentinel({ ...Deno.jupyter }, "${COMM_ID}", { lastTimers: ${LAST_TIMERS}, witness: ${witness} });
}
undefined`;
}

/** The program that settles a cell; it shows nothing. */
export function settleSource(options: SettleOptions): string {
  return `void await globalThis[Symbol.for("${COMM_ID}")](${JSON.stringify(options)})`;
}
