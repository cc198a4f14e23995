// The exponential in TypeScript for logits of ordinary size, v = K + X + r: of all numbers of 31 bits near e^k,
// and of 22 bits near e^(k / 2048), those are taken whose logarithms K and X are doubles but for 2^-57 and 2^-58.
// Then e^K e^X is a double, v - K - X loses nothing, and no table has to say what another lacks, but for who wants more.

/** Steps between two whole numbers. */
const STEPS = 2048;

/** Whole numbers for which there is a knot: so many, half of them below 0. */
const WHOLES = 512;

/** Doublings that the exponentials carry, so that their sums, and sums of their shares, stay in range. */
export const NEAR_DOUBLINGS = 620;

/** Added to a logit, it leaves in the upper half of a double: 9 bits for its knot, 11 for its step. */
export const SHIFT = 768.5;

/** Bits of an upper half, shifted by {@linkcode STEP_BITS}, that find a whole number; one of them is always set. */
export const WHOLE_MASK = 0x11ff;

/** Bits of an upper half that find a step. */
export const STEP_MASK: number = STEPS - 1;
export const STEP_BITS = 11;

const FIRST = 0x1000;

/** X of each step, then, from 0x1000 on, K of each whole number. */
export const KNOTS: Float64Array = new Float64Array(FIRST + WHOLES);

/** e^X of each step, then e^K times 2^NEAR_DOUBLINGS. */
export const VALUES: Float64Array = new Float64Array(FIRST + WHOLES);

/** What each K lacks of the logarithm of its number, at the same places. */
export const TAILS: Float64Array = new Float64Array(FIRST + WHOLES);

/** Whether the upper half of a double comes second in memory. */
const LITTLE_ENDIAN = new Int32Array(Float64Array.of(1).buffer)[0] === 0;

/** Where shifted logits are put for a moment. */
export const SHIFTED: Float64Array = new Float64Array(4);

/** The upper halves of these, at every other place. */
export const SHIFTED_BITS: Int32Array = new Int32Array(SHIFTED.buffer, LITTLE_ENDIAN ? 4 : 0);

/** 1/2, bent to make up for the terms left out where |r| < 2^-12, and 1/6. */
export const SQUARE = 0.5000000020;
export const CUBE = 0.16666666666666666;

/** Bits after the point of the whole numbers that stand for fractions here. */
const PRECISION = 160;
const ONE = 1n << BigInt(PRECISION);

/** e^(1 / n). */
function rootOfE(n: number): bigint {
  let sum = ONE;
  let term = ONE;
  for (let k = 1n; term > 0n; k++) {
    term /= k * BigInt(n);
    sum += term;
  }
  return sum;
}

/** a b. */
function times(a: bigint, b: bigint): bigint {
  return (a * b) >> BigInt(PRECISION);
}

/**
 * Of the numbers of so many bits near `power`, which is e^at over a power of two and between 1/2 and 2, the
 * first whose logarithm is all but a double, over that power of two; its logarithm, and what that lacks.
 */
function knotNear(power: bigint, at: number, bits: number, most: number) {
  const spare = PRECISION - bits + (power < ONE ? 0 : 1);
  const nearest = Number((power >> BigInt(spare - 1)) + 1n >> 1n);
  const gap = (BigInt(nearest) << BigInt(spare)) - power;
  const off = Number((gap << 100n) / power) / 2 ** 100;
  for (let step = 0;; step = step > 0 ? -step : 1 - step) {
    const d = off + step * ((1 + off) / nearest);
    const above = d - d * d * (1 / 2 - d * (1 / 3 - d / 4)); // ln(1 + d)
    const knot = at + above;
    const tail = (at - knot) + above;
    if (Math.abs(tail) < most) {
      return { value: (nearest + step) * 2 ** (spare - PRECISION), knot, tail };
    }
  }
}

/** Fills the tables, which costs some milliseconds; once only. */
export function prepareKnots(): void {
  if (VALUES[0] !== 0) return;
  const setWhole = (k: number, power: bigint, scale: number) => {
    const { value, knot, tail } = knotNear(power, k, 31, 2 ** -57);
    const place = FIRST + WHOLES / 2 + k;
    VALUES[place] = value * scale;
    KNOTS[place] = knot;
    TAILS[place] = tail;
  };
  const e = rootOfE(1);
  const inverse = ONE * ONE / e;
  let [power, inversePower] = [ONE, ONE];
  let [scale, inverseScale] = [2 ** NEAR_DOUBLINGS, 2 ** NEAR_DOUBLINGS];
  for (let k = 0; k < WHOLES / 2; k++) {
    setWhole(k, power, scale);
    power = times(power, e);
    for (; power >= 2n * ONE; power >>= 1n) scale *= 2;
    inversePower = times(inversePower, inverse);
    for (; 2n * inversePower < ONE; inversePower <<= 1n) inverseScale /= 2;
    setWhole(-1 - k, inversePower, inverseScale);
  }
  // Steps have their knots in their middle, from -1/2 to 1/2.
  const half = rootOfE(2 * STEPS);
  const step = times(half, half);
  let middle = (ONE * half) / rootOfE(2);
  for (let i = 0; i < STEPS; i++) {
    const { value, knot } = knotNear(middle, (i + 0.5) / STEPS - 0.5, 22, 2 ** -58);
    VALUES[i] = value;
    KNOTS[i] = knot;
    middle = times(middle, step);
  }
}
