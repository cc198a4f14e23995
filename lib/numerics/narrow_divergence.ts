import { copyingArena } from "../kernels/arena.ts";
import type { Engine } from "../kernels/engine.ts";
import { blockOf, MOST_ENTRIES, SMALLEST_SUM } from "./fast_surprisal.ts";

/** Terms this many times larger than their sum are left to the caller: 20 of 53 bits are gone. */
const CANCELLING = 2 ** 20;

/**
 * `Σ p_j ln(p_j / q_j)` of two long float32 distributions in nats, to 2^-30 of itself: checked and summed in one
 * pass. Undefined for all that is not plain sailing, as in `fastDivergence`.
 */
export function narrowDivergence(
  p: Float32Array,
  q: Float32Array,
  tolerance: number,
  engine: Engine,
): number | undefined {
  const arena = copyingArena(MOST_ENTRIES);
  const { divergence32 } = arena.kernels(engine);
  const [first, second] = arena.buffers as [number, number];
  const { at, values } = arena.dots;
  let [sum, pTotal, qTotal, size] = [0, 0, 0, 0];
  for (let start = 0; start < p.length; start += MOST_ENTRIES) {
    arena.float32.set(blockOf(p, start), first / 4);
    arena.float32.set(blockOf(q, start), second / 4);
    divergence32(first, second, Math.min(p.length - start, MOST_ENTRIES), at);
    sum += values[0]!;
    pTotal += values[2]!;
    qTotal += values[3]!;
    size += values[4]!;
  }
  // In another order, a sum may be on the other side of the tolerance.
  const limit = tolerance - p.length * Number.EPSILON;
  const areBoth = pTotal + qTotal < Infinity &&
    Math.abs(pTotal - 1) <= limit && Math.abs(qTotal - 1) <= limit;
  const total = Math.abs(sum);
  // Of equal masses all terms are 0.
  const isPlain = size === 0 ? total === 0 : total > SMALLEST_SUM && size <= CANCELLING * total;
  return areBoth && isPlain ? sum : undefined;
}
