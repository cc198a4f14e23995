import { type Finding, ratiosOf } from "./measure.ts";
import { median, taskName } from "./trial.ts";

/** How many times as fast as `than` a contestant must be; noise of a shared machine is allowed for. */
export interface Floor {
  readonly who: string;
  readonly than: string;
  readonly op: Finding["op"];
  readonly type: Finding["type"];
  readonly atLeast: number;
}

/** The floors, all at 4096 x 1000. Those that name an absent contestant do not count. */
export const FLOORS: readonly Floor[] = [
  { who: "portable", than: "naive", op: "loss", type: "float32", atLeast: 7 },
  { who: "portable", than: "naive", op: "gradient", type: "float32", atLeast: 6 },
  { who: "portable", than: "naive", op: "loss", type: "float64", atLeast: 3.5 },
  { who: "portable", than: "naive", op: "gradient", type: "float64", atLeast: 3.3 },
  { who: "typescript", than: "naive", op: "loss", type: "float32", atLeast: 2.5 },
  { who: "typescript", than: "naive", op: "gradient", type: "float32", atLeast: 2.2 },
  { who: "typescript", than: "naive", op: "loss", type: "float64", atLeast: 2.2 },
  { who: "typescript", than: "naive", op: "gradient", type: "float64", atLeast: 2.3 },
  { who: "portable", than: "scalar", op: "loss", type: "float32", atLeast: 5 },
  { who: "portable", than: "scalar", op: "gradient", type: "float64", atLeast: 1.7 },
  { who: "portable", than: "tfjs", op: "loss", type: "float32", atLeast: 4 },
  { who: "portable", than: "tfjs", op: "gradient", type: "float32", atLeast: 4 },
  { who: "portable", than: "onnxruntime", op: "loss", type: "float32", atLeast: 0.8 },
  { who: "fused", than: "onnxruntime", op: "loss", type: "float32", atLeast: 1.6 },
  { who: "portable", than: "torch", op: "loss", type: "float32", atLeast: 0.9 },
  { who: "fused", than: "torch", op: "loss", type: "float32", atLeast: 1.1 },
  { who: "portable", than: "torch", op: "gradient", type: "float32", atLeast: 1.1 },
  { who: "fused", than: "torch", op: "gradient", type: "float32", atLeast: 1.5 },
  { who: "portable", than: "torch", op: "loss", type: "float64", atLeast: 1 },
  { who: "fused", than: "torch", op: "loss", type: "float64", atLeast: 1.1 },
  { who: "portable", than: "torch", op: "gradient", type: "float64", atLeast: 1.3 },
  { who: "portable", than: "naive", op: "entropy", type: "float32", atLeast: 3.5 },
  { who: "portable", than: "naive", op: "entropy", type: "float64", atLeast: 1.7 },
  { who: "portable", than: "naive", op: "divergence", type: "float32", atLeast: 2 },
  { who: "portable", than: "torch", op: "entropy", type: "float32", atLeast: 1.5 },
  { who: "portable", than: "torch", op: "entropy", type: "float64", atLeast: 0.9 },
  { who: "portable", than: "torch", op: "divergence", type: "float32", atLeast: 1 },
  { who: "portable", than: "torch", op: "divergence", type: "float64", atLeast: 1 },
];

/**
 * By the median of ratios within a round, or by the least times of all rounds: where other programs take
 * the processor in turns, one of the two may be far off, and only what both say is a fault.
 */
function speedOf(finding: Finding, { who, than }: Floor): number {
  const least = (name: string) => Math.min(...finding.times[name]!);
  return Math.max(median(ratiosOf(finding, than, who)), least(than) / least(who));
}

/** What is slower than its floor, in words. */
export function floorFaults(
  findings: readonly Finding[],
  floors: readonly Floor[] = FLOORS,
): string[] {
  const judged = findings.filter(({ rows, columns }) => rows === 4096 && columns === 1000);
  return judged.flatMap((finding) =>
    floors
      .filter(({ op, type }) => op === finding.op && type === finding.type)
      .filter(({ who, than }) => finding.times[who] && finding.times[than])
      .map((floor) => ({ ...floor, found: speedOf(finding, floor) }))
      .filter(({ found, atLeast }) => found < atLeast)
      .map(({ who, than, found, atLeast }) =>
        `below the floor, ${taskName(finding)}: ${who} is ${
          found.toFixed(2)
        } times as fast as ${than}, must be ${atLeast}`
      )
  );
}
