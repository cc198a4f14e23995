import { DoubleDouble } from "./double_double.ts";
import { sumError, upperHalf } from "./error_free.ts";
import { takeLog } from "./logarithm.ts";

/** Mantissas from √½ to √2 are told apart in steps of 2^-11. */
const STEPS = 2048;
const FIRST = Math.floor((Math.SQRT1_2 - 1) * STEPS) - 1;
const LAST = Math.ceil((Math.SQRT2 - 1) * STEPS) + 1;

/** What sums of a multiple of ln 2 and a table entry are multiples of, so that they are exact. */
const GRAIN = 2 ** 42;

/** ln 2 to the grain, and what it lacks. */
const LN2_HIGH = Math.round(Math.LN2 * GRAIN) / GRAIN;
const LN2_LOW = (Math.LN2 - LN2_HIGH) + 2.3190468138462996e-17;

/** Below this a double has fewer digits. */
const SMALLEST_NORMAL = 2 ** -1022;

/** Reciprocals c of few bits, and -ln c to the grain, with what it lacks. */
interface Logarithms {
  readonly reciprocals: Float64Array;
  readonly highs: Float64Array;
  readonly lows: Float64Array;
}

let logarithms: Logarithms | undefined;

/** The table, made when it is first wanted. */
function makeLogarithms(): Logarithms {
  const reciprocals = new Float64Array(LAST - FIRST + 1);
  const highs = new Float64Array(reciprocals.length);
  const lows = new Float64Array(reciprocals.length);
  for (let i = FIRST; i <= LAST; i++) {
    const c = Math.fround(1 / (1 + i / STEPS));
    const log = takeLog(new DoubleDouble(c)).negate();
    const high = Math.round(log.high * GRAIN) / GRAIN;
    reciprocals[i - FIRST] = c;
    highs[i - FIRST] = high;
    lows[i - FIRST] = (log.high - high) + log.low;
  }
  return { reciprocals, highs, lows };
}

const DOUBLE = new Float64Array(1);
const WORDS = new Uint32Array(DOUBLE.buffer);
const HIGH = new Uint8Array(Uint32Array.of(1).buffer)[0] === 1 ? 1 : 0;

/**
 * Turns x > 0 into ln x, right to 2^-74 of itself: twenty bits more than a double holds, for three
 * times the price of a double. That holds next to 1 too, where x must be a double without a tail.
 *
 * With x = 2^k m and c near 1/m, `ln x = k ln 2 - ln c + ln(1 + u)` where u = c m - 1 is below 2^-11 and
 * exact in two doubles, so that only its first two powers need more than a double.
 */
export function quickLog(x: DoubleDouble): DoubleDouble {
  const { reciprocals, highs, lows } = logarithms ??= makeLogarithms();
  const subnormal = x.high < SMALLEST_NORMAL;
  DOUBLE[0] = subnormal ? x.high * 2 ** 54 : x.high;
  const word = WORDS[HIGH]!;
  // From √2 on, m is halved: 0x6a09f is the top of its mantissa.
  const up = (word & 0xfffff) > 0x6a09e ? 1 : 0;
  const k = (word >>> 20) - 1023 + up - (subnormal ? 54 : 0);
  WORDS[HIGH] = (word & 0xfffff) | ((1023 - up) << 20);
  const m = DOUBLE[0]!;
  const at = Math.round((m - 1) * STEPS) - FIRST;
  const c = reciprocals[at]!;
  // c has 24 bits, so that its products with the halves of m are exact.
  const upper = upperHalf(m);
  const first = c * upper - 1;
  const rest = c * (m - upper);
  const u = first + rest;
  const uLow = sumError(first, rest, u);

  const square = u * u;
  const uUpper = upperHalf(u);
  const uLower = u - uUpper;
  const squareLow = ((uUpper * uUpper - square) + 2 * uUpper * uLower) + uLower * uLower;
  const half = 0.5 * square;
  const series = square * u *
    (1 / 3 - u * (1 / 4 - u * (1 / 5 - u * (1 / 6 - u * (1 / 7 - u / 8)))));
  const base = k * LN2_HIGH + highs[at]!;
  const sum = base + u;
  const whole = sum - half;
  const lost = (u - (sum - base)) + ((sum - whole) - half);
  const t = x.low === 0 ? 0 : x.low / x.high;
  const low = lost + ((t - 0.5 * t * t) + (k * LN2_LOW + lows[at]!) +
    (uLow - uLow * u - 0.5 * squareLow + series));
  x.high = whole + low;
  x.low = low - (x.high - whole);
  return x;
}
