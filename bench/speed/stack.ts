/**
 * How much a kernel's time depends on where the stack stands when it is called: each of the 512 places of a page is
 * tried, by so many arguments that nobody reads. Prints a line for each kernel: nanoseconds an entry, how many times as
 * long the worst place takes, and how many take a quarter longer.
 *
 *     deno run -A bench/speed/stack.ts [32x1000]
 *
 * @module
 */

import {
  alloc,
  chooseKernels,
  entropy,
  klDivergence,
  softmax,
  softmaxCrossEntropy,
  softmaxCrossEntropyWithGradient,
} from "@surprisal/loss";
import { inputBytes, inputOf, massesOf } from "./data.ts";
import { median } from "./trial.ts";

/** Words of the stack in a page of memory. */
const PLACES = 512;

/** Calls that are timed together, so that all turns of `fromNextPlace` count alike. */
const CALLS = 16;

type Type = "float32" | "float64";

/** What is timed, by name. */
function workOf(type: Type, rows: number, columns: number): Record<string, () => unknown> {
  const input = inputOf(inputBytes(rows, columns).buffer, rows, columns);
  const [z, out] = [alloc(rows, columns, type), alloc(rows, columns, type)];
  z.data.set(input.z);
  const masses = massesOf(input.z, columns);
  const held = type === "float32" ? new Float32Array(masses) : masses;
  const p = Array.from(input.labels, (_, i) => held.subarray(i * columns, (i + 1) * columns));
  return {
    loss: () => softmaxCrossEntropy(z, input.labels),
    gradient: () => softmaxCrossEntropyWithGradient(z, input.labels, { out }),
    softmax: () => softmax(z, { out }),
    entropy: () => p.forEach((row) => entropy(row)),
    divergence: () => p.forEach((row, i) => klDivergence(row, p[(i + 1) % rows]!)),
  };
}

/** Nanoseconds a call, the least of three tries in a row. */
function timeOf(work: () => unknown): number {
  let least = Infinity;
  for (let tries = 0; tries < 3; tries++) {
    const start = performance.now();
    for (let k = 0; k < CALLS; k++) work();
    least = Math.min(least, performance.now() - start);
  }
  return least * 1e6 / CALLS;
}

/** The time at each place. */
function timesByPlace(work: () => unknown): number[] {
  let time = 0;
  const call: (...unread: readonly number[]) => void = () => time = timeOf(work);
  // A call with so many arguments stands as many words further down.
  const sweep = () =>
    Array.from({ length: PLACES }, (_, place) => {
      call(...new Array<number>(place).fill(0));
      return time;
    });
  // As long as code is replaced by better code, places are not what they were.
  for (let round = 0; round < 2; round++) sweep();
  return sweep();
}

const [rows, columns] = (Deno.args[0] ?? "32x1000").split("x").map(Number) as [number, number];
for (const kernels of ["portable", "fused"] as const) {
  chooseKernels(kernels);
  for (const type of ["float32", "float64"] as const) {
    for (const [name, work] of Object.entries(workOf(type, rows, columns))) {
      const times = timesByPlace(work);
      const usual = median(times);
      const slow = times.filter((time) => time > 1.25 * usual).length;
      const [entry, worst] = [usual / (rows * columns), Math.max(...times) / usual];
      console.log(
        `${kernels} ${type} ${name}: ${entry.toFixed(2)} ns, ` +
          `at worst ${worst.toFixed(2)} times as long, ${slow} of ${PLACES} places`,
      );
    }
  }
}
