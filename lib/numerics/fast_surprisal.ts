import { copyingArena } from "../kernels/arena.ts";
import { chosenEngine } from "../kernels/kernels.ts";
import { sumError } from "./error_free.ts";
import { LIFT } from "./lift.ts";

/** Entries from which a vector is worth the way into WebAssembly, and of which a block has most. */
const FEWEST_ENTRIES = 256;
const MOST_ENTRIES = 8192;

/**
 * `Σ y_j (-ln q_j)` of checked masses by the kernels, in nats; undefined where there is nothing for
 * them: few masses, or one that is not 0 beside a probability that is, or nearly.
 */
export function fastSurprisal(y: Float64Array, q: Float64Array): number | undefined {
  if (y.length < FEWEST_ENTRIES) return undefined;
  const engine = chosenEngine();
  if (!engine?.isComplete) return undefined;
  const arena = copyingArena(MOST_ENTRIES);
  const { surprisal } = arena.kernels(engine);
  const [first, second] = arena.buffers as [number, number];
  const { at, values } = arena.dots;
  let high = 0;
  let low = 0;
  for (let start = 0; start < y.length; start += MOST_ENTRIES) {
    const end = Math.min(start + MOST_ENTRIES, y.length);
    arena.float64.set(y.subarray(start, end), first / 8);
    if (q !== y) arena.float64.set(q.subarray(start, end), second / 8);
    surprisal(first, q === y ? first : second, end - start, LIFT, at);
    const sum = high + values[0]!;
    low += values[1]! + sumError(high, values[0]!, sum);
    high = sum;
  }
  return Number.isNaN(high) ? undefined : (high + low) / LIFT;
}
