import type { Vector } from "../types/kinds.ts";
import { lengthOf } from "../types/vector.ts";

/** Longer vectors are not kept: two of them would hold more than 2 MB. */
const MOST = 2 ** 17;

/** Two distributions of one length; p may be q. */
export interface Masses {
  readonly p: Float64Array;
  readonly q: Float64Array;
}

let spare: Masses | undefined;

/** What was lent last: a caller's own arrays must not be kept. */
let last: Masses | undefined;

/**
 * Two distributions, checked and copied in one pass into arrays that
 * {@linkcode takeBack} keeps for the next call, as making an array of ten costs more than an entropy of ten.
 * Undefined for what is longer, and for all that is to be refused. While arrays are lent nobody else gets them, as
 * reading a vector may run the caller's own code.
 */
export function lendMasses(p: Vector, q: Vector, tolerance: number): Masses | undefined {
  const length = lengthOf(p);
  if (length !== lengthOf(q) || !(length > 0 && length <= MOST)) return undefined;
  const lent = spare?.p.length === length
    ? spare
    : { p: new Float64Array(length), q: new Float64Array(length) };
  spare = undefined;
  let [pTotal, qTotal] = [0, 0];
  for (let j = 0; j < length; j++) {
    const a: unknown = p[j];
    const b: unknown = q[j];
    if (typeof a !== "number" || typeof b !== "number" || !(a >= 0 && b >= 0)) return undefined;
    lent.p[j] = a;
    lent.q[j] = b;
    pTotal += a;
    qTotal += b;
  }
  if (!isNearOne(pTotal, tolerance) || !isNearOne(qTotal, tolerance)) return undefined;
  return last = lent;
}

/** Whether a sum is as near to 1 as it must be: also under a tolerance without end it is no infinity. */
function isNearOne(total: number, tolerance: number): boolean {
  return total < Infinity && Math.abs(total - 1) <= tolerance;
}

/** Ends the use of lent arrays. Those that are not given back, after a refusal, are not missed. */
export function takeBack(masses: Masses): void {
  if (masses === last) spare = masses;
}
