/** What was thrown where nobody listened. */
export interface UncaughtFault {
  /** A promise that nobody handled, or a throw outside of any cell, as in a timer. */
  readonly kind: "rejection" | "uncaught";
  /** What was thrown, in words. */
  readonly message: string;
  /** How many executions ago the cell ran that caused it; 0 is the one just settled. */
  readonly ago: number;
}

/** What the collector of faults offers to the sentinel. */
export interface FaultCollector {
  /** Waits for timers that are due within the given time. */
  quiet(milliseconds: number): Promise<void>;
  /** The faults since the last call; the next execution begins. */
  drain(): UncaughtFault[];
}

/**
 * Listens for what the Deno kernel passes over in silence: unhandled rejections and throws in
 * timers. A throw in a timer is put down to the cell that set the timer.
 *
 * This function runs inside the kernel: its source text is sent there, so it may refer to nothing
 * outside itself.
 */
export function installFaults(words: (thrown: unknown) => string): FaultCollector {
  let faults: (Omit<UncaughtFault, "ago"> & { turn: number })[] = [];
  let turn = 0;
  let guilty: number | undefined;
  const due = new Map<unknown, number>();
  const { setTimeout: set, clearTimeout: clear } = globalThis;

  function note(event: Event, kind: UncaughtFault["kind"], thrown: unknown): void {
    event.preventDefault();
    faults.push({ kind, message: words(thrown), turn: guilty ?? turn });
    guilty = undefined;
  }
  globalThis.addEventListener("unhandledrejection", (event) => {
    note(event, "rejection", event.reason);
  });
  globalThis.addEventListener("error", (event) => note(event, "uncaught", event.error));

  globalThis.setTimeout = ((action: unknown, delay?: number, ...args: unknown[]) => {
    if (typeof action !== "function") return set(action as never, delay, ...args);
    const owner = turn;
    const id = set(() => {
      due.delete(id);
      try {
        action(...args);
      } catch (thrown) {
        guilty = owner;
        throw thrown;
      }
    }, delay);
    due.set(id, performance.now() + (delay ?? 0));
    return id;
  }) as typeof setTimeout;
  globalThis.clearTimeout = ((id: number) => {
    due.delete(id);
    clear(id);
  }) as typeof clearTimeout;

  async function quiet(milliseconds: number): Promise<void> {
    const end = performance.now() + milliseconds;
    do await new Promise((resolve) => set(resolve, 1)); while (
      performance.now() < end && [...due.values()].some((time) => time <= end)
    );
  }
  function drain(): UncaughtFault[] {
    const found = faults.map(({ turn: caused, ...fault }) => ({ ...fault, ago: turn - caused }));
    faults = [];
    turn++;
    return found;
  }
  return { quiet, drain };
}
