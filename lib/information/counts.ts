import { CompensatedSum } from "../numerics/compensated_sum.ts";
import type { Vector } from "../types/kinds.ts";
import { Site } from "../types/site.ts";
import { numbersOf } from "../types/vector.ts";

/** How often each class was seen, with equal counts told once: of many, few are different. */
export interface Counts {
  /** The different counts above 0. */
  readonly counts: Float64Array;
  /** How many classes have each of them. */
  readonly times: Float64Array;
  /** The number of classes seen. */
  readonly seen: number;
  /** The number of classes there are, seen or not. */
  readonly classes: number;
  /** The number of observations. */
  readonly total: number;
}

/** Reads counts: whole numbers >= 0, at least one above; `classes` may be more than were listed. */
export function countsOf(task: string, counts: Vector, classes?: number): Counts {
  const site = new Site(task, "counts");
  const all = numbersOf(counts, site);
  const at = all.findIndex((count) => !(Number.isSafeInteger(count) && count >= 0));
  if (at >= 0) site.refuseEntry(at, all[at], "must contain whole numbers >= 0");
  const total = all.reduce((a, b) => a + b, 0);
  if (total === 0) site.refuseValue("counts must hold an observation", "every count is 0");
  const seen = all.filter((count) => count > 0);
  return {
    ...grouped(seen),
    seen: seen.length,
    total,
    classes: classes === undefined ? all.length : classesOf(task, classes, seen.length),
  };
}

function grouped(seen: Float64Array): Pick<Counts, "counts" | "times"> {
  const groups = new Map<number, number>();
  for (const count of seen) groups.set(count, (groups.get(count) ?? 0) + 1);
  return { counts: Float64Array.from(groups.keys()), times: Float64Array.from(groups.values()) };
}

/** Σ f(count) over the classes seen. */
export function sumOver({ counts, times }: Counts, f: (count: number) => number): number {
  const sum = new CompensatedSum();
  for (let i = 0; i < counts.length; i++) sum.add(times[i]! * f(counts[i]!));
  return sum.value;
}

/** Reads the option `classes`, given how many were seen. */
export function classesOf(task: string, classes: unknown, seen: number): number {
  if (typeof classes === "number" && Number.isSafeInteger(classes) && classes >= seen) {
    return classes;
  }
  const must = `classes must be an integer >= ${seen}, the number of classes seen`;
  return new Site(task, "classes").refuse(must, classes);
}
