import { copyingArena } from "../kernels/arena.ts";
import type { Engine } from "../kernels/engine.ts";
import type { Vector } from "../types/kinds.ts";
import { CompensatedSum } from "./compensated_sum.ts";
import { areNarrow, blockOf, MOST_ENTRIES, MOST_MASS } from "./fast_surprisal.ts";
import { LIFT } from "./lift.ts";

/** From these sums on the kernels' answers have their digits: in float64, and of float32 vectors. */
const LEAST_SUM = 1 / 2;
const LEAST_NARROW_SUM = 1;

/** So many masses tell whether it is worth while to go on. */
const HEAD = 64;

/** What a sum of float32 probabilities may be off, for each unit: they are added by pairs in float32. */
const NARROW_ERROR = 6e-8;

/**
 * `Σ p_j ln(p_j / q_j)` of two distributions in nats, lifted, by the kernels for those that are far apart: one
 * logarithm an entry, checked and summed in one pass. Undefined for all others, and for all that is not plain
 * sailing, as in `fastDivergence`.
 */
export function farDivergence(
  p: Vector,
  q: Vector,
  tolerance: number,
  engine: Engine,
): CompensatedSum | undefined {
  const arena = copyingArena(MOST_ENTRIES);
  const isNarrow = areNarrow(p, q);
  const least = isNarrow ? LEAST_NARROW_SUM : LEAST_SUM;
  const holder = isNarrow ? arena.float32 : arena.float64;
  const kernels = arena.kernels(engine);
  const kernel = isNarrow ? kernels.farDivergence32 : kernels.farDivergence;
  const unit = holder.BYTES_PER_ELEMENT;
  const [first, second] = arena.buffers as [number, number];
  const { at, values } = arena.dots;
  const { length } = p;
  const sum = new CompensatedSum();
  let [pTotal, qTotal] = [0, 0];
  let end = length < 2 * HEAD ? length : HEAD;
  for (let done = 0; done < length; done = end) {
    const from = done % MOST_ENTRIES;
    if (done !== 0) end = Math.min(length, done - from + MOST_ENTRIES);
    if (from === 0) {
      holder.set(blockOf(p, done), first / unit);
      holder.set(blockOf(q, done), second / unit);
    }
    kernel(first + from * unit, second + from * unit, end - done, at);
    sum.addPair(LIFT * values[0]!, LIFT * values[1]!);
    pTotal += values[2]!;
    qTotal += values[3]!;
    const gap = sum.high / LIFT - pTotal + qTotal;
    if (done === 0 && !(gap >= least / 2 * pTotal)) return undefined;
  }
  // In another order, a sum may be on the other side of the tolerance.
  const limit = tolerance - length * Number.EPSILON - (isNarrow ? NARROW_ERROR * qTotal : 0);
  const isPlain = pTotal <= MOST_MASS && qTotal <= MOST_MASS && sum.high >= LIFT * least &&
    Math.abs(pTotal - 1) <= limit && Math.abs(qTotal - 1) <= limit;
  return isPlain ? sum : undefined;
}
