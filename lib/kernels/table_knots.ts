// The exponential in TypeScript for logits of ordinary size, v = K + X + r: of all numbers of 31 bits near e^k,
// and of 22 bits near e^(k / 2048), those are taken whose logarithms K and X are doubles but for 2^-57. Then
// e^K e^X is a double, v - K - X loses nothing, and no table has to say what another lacks.

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
const PRECISION = 640;
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

/**
 * Of the numbers of so many bits near `power`, which is e^at, the first whose logarithm is a double but for
 * 2^-57, and its logarithm.
 */
function knotNear(power: bigint, at: number, bits: number): { value: number; knot: number } {
  const spare = power.toString(2).length - bits;
  const nearest = Number((power >> BigInt(spare - 1)) + 1n >> 1n);
  const gap = (BigInt(nearest) << BigInt(spare)) - power;
  const off = Number((gap << 120n) / power) / 2 ** 120;
  for (let step = 0;; step = step > 0 ? -step : 1 - step) {
    const d = off + step * ((1 + off) / nearest);
    const above = d - d * d * (1 / 2 - d * (1 / 3 - d / 4)); // ln(1 + d)
    const knot = at + above;
    if (Math.abs(knot - at - above) < 2 ** -57) {
      return { value: (nearest + step) * 2 ** (spare - PRECISION), knot };
    }
  }
}

/** Fills the tables, which costs some milliseconds; once only. */
export function prepareKnots(): void {
  if (VALUES[0] !== 0) return;
  const set = (place: number, power: bigint, at: number, bits: number, scale: number) => {
    const { value, knot } = knotNear(power, at, bits);
    VALUES[place] = value * scale;
    KNOTS[place] = knot;
  };
  const e = rootOfE(1);
  let power = ONE;
  for (let k = 0; k < WHOLES / 2; k++) {
    set(FIRST + WHOLES / 2 + k, power, k, 31, 2 ** NEAR_DOUBLINGS);
    power = (power * e) >> BigInt(PRECISION);
    set(FIRST + WHOLES / 2 - 1 - k, ONE * ONE / power, -1 - k, 31, 2 ** NEAR_DOUBLINGS);
  }
  // Steps have their knots in their middle, from -1/2 to 1/2.
  const half = rootOfE(2 * STEPS);
  const step = (half * half) >> BigInt(PRECISION);
  let middle = (ONE * half) / rootOfE(2);
  for (let i = 0; i < STEPS; i++) {
    set(i, middle, (i + 0.5) / STEPS - 0.5, 22, 1);
    middle = (middle * step) >> BigInt(PRECISION);
  }
}
