/**
 * What is asked of a contestant: one shape, one type, softmax cross-entropy alone or with its gradient, or a
 * measure of probabilities.
 */
export interface Task {
  readonly op: "loss" | "gradient" | "entropy" | "divergence";
  readonly type: "float32" | "float64";
  readonly rows: number;
  readonly columns: number;
}

/** What one timed trial found. */
export interface Trial {
  /** Median time of a call. */
  readonly nanoseconds: number;
  /** The mean loss, for checking. */
  readonly loss: number;
  /** The sum of the squared gradient; 0 for a loss alone. */
  readonly squares: number;
}

/** Whether a task is about rows of probabilities, not of logits. */
export function isMeasure({ op }: Task): boolean {
  return op === "entropy" || op === "divergence";
}

/** A task in a line of the protocol, and in file names. */
export function taskName({ op, type, rows, columns }: Task): string {
  return `${op} ${type} ${rows} ${columns}`;
}

/** The task of a name. */
export function taskOf(name: string): Task {
  const [op, type, rows, columns] = name.split(" ");
  return { op, type, rows: Number(rows), columns: Number(columns) } as Task;
}

/** The middle of some numbers. */
export function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2;
}

/** Calls `f` for some time, and gives the median time of a call in nanoseconds. */
export async function timed(f: () => unknown, milliseconds: number): Promise<number> {
  const times: number[] = [];
  const end = performance.now() + milliseconds;
  let inOne = 1;
  do {
    const start = performance.now();
    for (let k = 0; k < inOne; k++) {
      const answer = f();
      // Waiting costs a short call more than its work: only what promises is waited for.
      if (answer instanceof Promise) await answer;
    }
    const time = performance.now() - start;
    times.push(time * 1e6 / inOne);
    // Calls too short for the clock are timed together.
    if (time < 0.2) inOne *= 2;
  } while (performance.now() < end);
  return median(times.slice(times.length >> 1));
}
