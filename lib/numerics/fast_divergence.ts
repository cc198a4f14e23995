import { copyingArena } from "../kernels/arena.ts";
import { chosenEngine } from "../kernels/kernels.ts";
import type { Vector } from "../types/kinds.ts";
import { CompensatedSum } from "./compensated_sum.ts";
import { farDivergence } from "./far_divergence.ts";
import {
  areFloats,
  areNarrow,
  blockOf,
  MOST_ENTRIES,
  MOST_MASS,
  smallestSum,
} from "./fast_surprisal.ts";
import { LIFT } from "./lift.ts";
import { narrowDivergence } from "./narrow_divergence.ts";

/** Entries from which vectors are worth the way into WebAssembly. */
const FEWEST_ENTRIES = 16;

/** Terms this many times larger than their sum are left to the caller: their digits would be too few. */
const CANCELLING = 16;

/**
 * `Σ p_j ln(p_j / q_j)` of two distributions in nats, lifted, by the kernels: checked and summed in one
 * pass, and masses that nearly agree in another. Undefined for all that is not plain
 * sailing, as in {@linkcode fastSurprisal}, and where terms cancel. Of two float32 vectors the answer may have
 * fewer digits, but more than float32 has.
 */
export function fastDivergence(
  p: Vector,
  q: Vector,
  tolerance: number,
): CompensatedSum | undefined {
  if (!areMany(p, q)) return undefined;
  const engine = chosenEngine();
  if (!engine?.isComplete) return undefined;
  const far = farDivergence(p, q, tolerance, engine);
  if (far !== undefined) return far;
  if (areNarrow(p, q)) {
    const narrow = narrowDivergence(p as Float32Array, q as Float32Array, tolerance, engine);
    if (narrow !== undefined) return lifted(narrow);
  }
  const arena = copyingArena(MOST_ENTRIES);
  const { divergence, gaps } = arena.kernels(engine);
  const [first, second, pairs] = arena.buffers as [number, number, number];
  const { at, values } = arena.dots;
  const sum = new CompensatedSum();
  let [pTotal, qTotal, size] = [0, 0, 0];
  for (let start = 0; start < p.length; start += MOST_ENTRIES) {
    arena.float64.set(blockOf(p, start), first / 8);
    arena.float64.set(blockOf(q, start), second / 8);
    const count = Math.min(p.length - start, MOST_ENTRIES);
    const near = divergence(first, second, count, pairs, at);
    sum.addPair(LIFT * values[0]!, LIFT * values[1]!);
    pTotal += values[2]!;
    qTotal += values[3]!;
    size += values[4]!;
    if (near === 0) continue;
    gaps(pairs, near, LIFT, at);
    for (let i = 0; i < 5; i++) sum.add(values[i]!);
  }
  // In another order, a sum may be on the other side of the tolerance.
  const limit = tolerance - p.length * Number.EPSILON;
  const areBoth = pTotal <= MOST_MASS && qTotal < Infinity &&
    Math.abs(pTotal - 1) <= limit && Math.abs(qTotal - 1) <= limit;
  const total = Math.abs(sum.high) / LIFT;
  // What is lost beside the start of a sum grows with its terms, whatever they leave.
  const isPlain = size === 0
    ? total >= 0
    : total * total > smallestSum(p.length) * size && size <= CANCELLING * total;
  return areBoth && isPlain ? sum : undefined;
}

/** Whether two vectors are worth the way into WebAssembly. */
export function areMany(p: Vector, q: Vector): boolean {
  return areFloats(p, q) && p.length >= FEWEST_ENTRIES;
}

function lifted(x: number): CompensatedSum {
  const sum = new CompensatedSum();
  sum.add(LIFT * x);
  return sum;
}
