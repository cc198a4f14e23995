/** What a golden number says: the double nearest to the truth, and the truth's distance from it. */
export interface Exact {
  /** The correctly rounded answer. */
  readonly nearest: number;
  /** Truth minus `nearest`, in units in the last place of `nearest`; between -0.5 and 0.5. */
  readonly rest: number;
}

const LEAST = 2 ** -1074;
const LEAST_NORMAL = 2 ** -1022;

const view = new DataView(new ArrayBuffer(8));

/**
 * One unit in the last place of x: the gap between |x| and the next larger double.
 * That of 0 and of every subnormal is 2^-1074; infinities and NaN have none (NaN).
 */
export function ulp(x: number): number {
  if (!Number.isFinite(x)) return NaN;
  if (Math.abs(x) < LEAST_NORMAL) return LEAST;
  view.setFloat64(0, x);
  const exponent = (view.getUint32(0) >>> 20) & 0x7ff;
  return 2 ** (exponent - 1075);
}

/** A double's place among all doubles in order; both zeros have place 0. */
function place(x: number): bigint {
  view.setFloat64(0, Math.abs(x));
  const magnitude = view.getBigUint64(0);
  return x < 0 ? -magnitude : magnitude;
}

/** How many steps from one double to the next lead from a to b; NaN is as far as can be from all but NaN. */
export function ulpDistance(a: number, b: number): number {
  if (Number.isNaN(a) || Number.isNaN(b)) return Object.is(a, b) ? 0 : Infinity;
  const steps = place(a) - place(b);
  return Number(steps < 0n ? -steps : steps);
}

/** The error of an answer in ulps of the correctly rounded one; Infinity where only one of the two is finite. */
export function ulpError(actual: number, { nearest, rest }: Exact): number {
  if (Object.is(actual, nearest)) return Math.abs(rest);
  if (!Number.isFinite(actual) || !Number.isFinite(nearest)) return Infinity;
  return Math.abs((actual - nearest) / ulp(nearest) - rest);
}

/**
 * True where an answer has lost everything: the truth is a positive normal number and the answer 0, negative,
 * infinite or NaN (likewise with the signs turned round).
 */
export function isLost(actual: number, { nearest }: Exact): boolean {
  const normal = Number.isFinite(nearest) && Math.abs(nearest) >= LEAST_NORMAL;
  return normal && !(Number.isFinite(actual) && Math.sign(actual) === Math.sign(nearest));
}
