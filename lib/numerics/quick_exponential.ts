import type { DoubleDouble } from "./double_double.ts";
import { differenceError, productError } from "./error_free.ts";
import { powerOfTwo, STEP, STEPS } from "./exponential.ts";
import { LIFT } from "./lift.ts";

/** 2^(i/4096) in two doubles each. */
interface Powers {
  readonly highs: Float64Array;
  readonly lows: Float64Array;
}

/** 2^n lifted, for n from LEAST on: no power of two has to be computed. */
const LEAST = -1160;
const SCALES = Float64Array.from(
  { length: 1165 },
  (_, i) => LIFT * 2 ** -600 * 2 ** (i + 600 + LEAST),
);

const PER_UNIT = STEPS / Math.LN2;

let powers: Powers | undefined;

/** The table, made when it is first wanted. */
function makePowers(): Powers {
  const highs = new Float64Array(STEPS);
  const lows = new Float64Array(STEPS);
  for (let i = 0; i < STEPS; i++) {
    const { high, low } = powerOfTwo(i);
    highs[i] = high;
    lows[i] = low;
  }
  return { highs, lows };
}

/**
 * Turns x into exp(x) times {@linkcode LIFT}, for -800 < x <= 1, right to 2^-74 of itself: twenty
 * bits more than a double holds, for three times the price of a double.
 *
 * The nearest multiple of ln 2 / 4096 is cut off; what is left is below 2^-13, so that only the first
 * power of it needs more than a double.
 */
export function quickExponentialLifted(x: DoubleDouble): DoubleDouble {
  const { highs, lows } = powers ??= makePowers();
  const steps = Math.round(x.high * PER_UNIT);
  const most = x.high - steps * STEP[0];
  const shift = steps * STEP[1];
  const r = most - shift;
  const rest = differenceError(most, shift, r) + (x.low - steps * STEP[2]);
  const square = r * r;
  const p = rest +
    (rest * r + square * (0.5 + (0.5 * rest + r * (1 / 6 + r * (1 / 24 + r / 120)))));

  const table = highs[steps & (STEPS - 1)]!;
  const tail = lows[steps & (STEPS - 1)]!;
  const main = table * r;
  const further = table * p;
  const sum = table + main;
  const whole = sum + further;
  const lost = (main - (sum - table)) + (further - (whole - sum));
  const low = lost + (productError(table, r, main) + (tail + tail * r));
  const scale = SCALES[(steps >> 12) - LEAST]!;
  const high = whole + low;
  x.high = high * scale;
  x.low = (low - (high - whole)) * scale;
  return x;
}
