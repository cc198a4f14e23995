import type { Contestant } from "./contestants.ts";
import { inputBytes, inputFile, inputOf, massesFile, massesOf } from "./data.ts";
import { naive, naiveMeasure } from "./naive.ts";
import { Runtime } from "./runtime.ts";
import type { Tools } from "./tools.ts";
import { isMeasure, median, type Task, taskName, type Trial } from "./trial.ts";

/** The times of all contestants on one task, in nanoseconds an entry, one a round. */
export interface Finding extends Task {
  readonly times: Readonly<Record<string, readonly number[]>>;
}

/** A contestant that did not start, or a task of it that did not count. */
export interface Fault {
  readonly who: string;
  readonly task?: string;
  readonly reason: string;
}

/** Everything a run found. */
export interface Measured {
  readonly versions: Readonly<Record<string, string>>;
  readonly faults: readonly Fault[];
  readonly findings: readonly Finding[];
}

type Truth = Omit<Trial, "nanoseconds">;

/** How far off a loss and a squared gradient may be, as a share. */
const TOLERANCE = { float32: 3e-5, float64: 1e-9 };

/** The runs of one bench: its inputs, its processes, what is known to be right. */
export class Measurement {
  readonly #folder: string;
  readonly #tools: Tools;
  readonly #truths = new Map<string, Truth>();
  readonly #versions: Record<string, string> = {};
  readonly #faults: Fault[] = [];

  constructor(folder: string, tools: Tools) {
    this.#folder = folder;
    this.#tools = tools;
  }

  /** Every contestant on every task of one type after the other, each with fresh processes. */
  async run(
    tasks: readonly Task[],
    contestants: readonly Contestant[],
    rounds: number,
    milliseconds: number,
  ): Promise<Measured> {
    const findings: Finding[] = [];
    for (const type of ["float32", "float64"] as const) {
      const wanted = tasks.filter((task) => task.type === type);
      if (wanted.length === 0) continue;
      const runtimes = await this.#start(contestants, wanted);
      try {
        for (const task of wanted) {
          const finding = await this.#finding(task, runtimes, rounds, milliseconds);
          findings.push(finding);
          console.error(`${findings.length}/${tasks.length} ${told(finding)}`);
        }
      } finally {
        for (const runtime of runtimes.values()) await runtime.close();
      }
    }
    return { versions: this.#versions, faults: this.#faults, findings };
  }

  async #start(contestants: readonly Contestant[], tasks: readonly Task[]) {
    const runtimes = new Map<Contestant, Runtime>();
    for (const contestant of contestants) {
      if (!tasks.some((task) => contestant.takes(task))) continue;
      const command = contestant.command(this.#folder, this.#tools);
      if (command === undefined) continue;
      try {
        const runtime = await Runtime.start(command);
        runtimes.set(contestant, runtime);
        Object.assign(this.#versions, runtime.versions);
      } catch (error) {
        this.#note({ who: contestant.name, reason: (error as Error).message });
      }
    }
    return runtimes;
  }

  /** One task, in turns. */
  async #finding(
    task: Task,
    runtimes: ReadonlyMap<Contestant, Runtime>,
    rounds: number,
    milliseconds: number,
  ): Promise<Finding> {
    const truth = await this.#truthOf(task);
    const times: Record<string, number[]> = {};
    const out = new Set<Contestant>();
    for (let round = 0; round < rounds; round++) {
      for (const [contestant, runtime] of runtimes) {
        if (!contestant.takes(task) || out.has(contestant)) continue;
        try {
          const trial = await runtime.ask(task, milliseconds);
          checkTrial(task, trial, truth);
          (times[contestant.name] ??= []).push(trial.nanoseconds / (task.rows * task.columns));
        } catch (error) {
          out.add(contestant);
          delete times[contestant.name];
          const reason = (error as Error).message;
          this.#note({ who: contestant.name, task: taskName(task), reason });
        }
      }
    }
    return { ...task, times };
  }

  /** The true mean loss and sum of squares, in float64; writes the input where it is not there. */
  async #truthOf(task: Task): Promise<Truth> {
    const { rows, columns, op } = task;
    const name = `${op} ${rows} ${columns}`;
    const known = this.#truths.get(name);
    if (known) return known;
    const file = inputFile(this.#folder, rows, columns);
    const bytes = await Deno.readFile(file).catch(() => inputBytes(rows, columns));
    await Deno.writeFile(file, bytes);
    const { z, labels } = inputOf(bytes.buffer, rows, columns);
    if (isMeasure(task)) {
      const p = massesOf(z, columns);
      await Deno.writeFile(massesFile(this.#folder, rows, columns), new Uint8Array(p.buffer));
      const truth = { loss: naiveMeasure(p, columns, op === "divergence"), squares: 0 };
      this.#truths.set(name, truth);
      return truth;
    }
    const out = op === "gradient" ? new Float64Array(z.length) : undefined;
    const loss = naive(z, labels, columns, out);
    const truth = { loss, squares: out ? out.reduce((sum, x) => sum + x * x, 0) : 0 };
    this.#truths.set(name, truth);
    return truth;
  }

  #note(fault: Fault): void {
    const { who, task = "start", reason } = fault;
    console.error(`not counted: ${who}, ${task}: ${reason}`);
    this.#faults.push(fault);
  }
}

/** Refuses a trial whose answers are wrong. */
export function checkTrial(task: Task, found: Trial, truth: Truth): void {
  for (const name of ["loss", "squares"] as const) {
    const error = Math.abs(found[name] - truth[name]);
    if (error <= TOLERANCE[task.type] * Math.abs(truth[name])) continue;
    throw new Error(`its ${name} is ${found[name]}, must be ${truth[name]}`);
  }
}

function told({ times, ...task }: Finding): string {
  const medians = Object.entries(times).map(([who, t]) => `${who} ${median(t).toFixed(2)}`);
  return `${taskName(task)}: ${medians.join(", ")}`;
}

/** How many times as long `slow` takes as `fast`, round by round. */
export function ratiosOf({ times }: Finding, slow: string, fast: string): number[] {
  return times[slow]!.map((time, round) => time / times[fast]![round]!);
}
