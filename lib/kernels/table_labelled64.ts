import * as knots from "./table_knots.ts";
import { addNear, found, nearExponential } from "./table_sums.ts";

// What is imported is looked up at each use, and costs a tenth of a sum; these become part of the code.
const {
  CUBE,
  KNOTS,
  SHIFT,
  SHIFTED,
  SHIFTED_BITS,
  SQUARE,
  STEP_BITS,
  STEP_MASK,
  VALUES,
  WHOLE_MASK,
} = knots;

/** A start that is so many times the exponential of an idea of the largest is above all others, or the idea too low. */
const START = 2 ** 13;

// In the sums below `start` is above every term, so that what an addition loses is known by one subtraction
// more (Dekker). Logits are shifted four ahead, as what is stored cannot be read at once; then one after the
// other is computed, so that all its numbers stay in registers. One that has no knots near it leaves a rest
// of 200 or more, or NaN, and is told by the sum of squares.

/** Sums the exponentials of a row. */
export function sumLabelled64(
  x: Float64Array,
  from: number,
  to: number,
  peak: number,
) {
  const start = START * peak;
  const end = (to - 3) | 0;
  let acc = start;
  let low = 0;
  let size = 0;
  let k = from | 0;
  for (; k < end; k = (k + 4) | 0) {
    const a = x[k]!;
    const b = x[(k + 1) | 0]!;
    const c = x[(k + 2) | 0]!;
    const d = x[(k + 3) | 0]!;
    SHIFTED[0] = a + SHIFT;
    SHIFTED[1] = b + SHIFT;
    SHIFTED[2] = c + SHIFT;
    SHIFTED[3] = d + SHIFT;
    const aBits = SHIFTED_BITS[0]!;
    const aRest = a - KNOTS[aBits >> STEP_BITS & WHOLE_MASK]! - KNOTS[aBits & STEP_MASK]!;
    const aValue = VALUES[aBits & STEP_MASK]! * VALUES[aBits >> STEP_BITS & WHOLE_MASK]!;
    const aSquare = aRest * aRest;
    size += aSquare;
    const aExp = aValue + aValue * (aRest + aSquare * (SQUARE + aRest * CUBE));
    const aSum = acc + aExp;
    low += acc - aSum + aExp;
    const bBits = SHIFTED_BITS[2]!;
    const bRest = b - KNOTS[bBits >> STEP_BITS & WHOLE_MASK]! - KNOTS[bBits & STEP_MASK]!;
    const bValue = VALUES[bBits & STEP_MASK]! * VALUES[bBits >> STEP_BITS & WHOLE_MASK]!;
    const bSquare = bRest * bRest;
    size += bSquare;
    const bExp = bValue + bValue * (bRest + bSquare * (SQUARE + bRest * CUBE));
    const bSum = aSum + bExp;
    low += aSum - bSum + bExp;
    const cBits = SHIFTED_BITS[4]!;
    const cRest = c - KNOTS[cBits >> STEP_BITS & WHOLE_MASK]! - KNOTS[cBits & STEP_MASK]!;
    const cValue = VALUES[cBits & STEP_MASK]! * VALUES[cBits >> STEP_BITS & WHOLE_MASK]!;
    const cSquare = cRest * cRest;
    size += cSquare;
    const cExp = cValue + cValue * (cRest + cSquare * (SQUARE + cRest * CUBE));
    const cSum = bSum + cExp;
    low += bSum - cSum + cExp;
    const dBits = SHIFTED_BITS[6]!;
    const dRest = d - KNOTS[dBits >> STEP_BITS & WHOLE_MASK]! - KNOTS[dBits & STEP_MASK]!;
    const dValue = VALUES[dBits & STEP_MASK]! * VALUES[dBits >> STEP_BITS & WHOLE_MASK]!;
    const dSquare = dRest * dRest;
    size += dSquare;
    const dExp = dValue + dValue * (dRest + dSquare * (SQUARE + dRest * CUBE));
    const dSum = cSum + dExp;
    low += cSum - dSum + dExp;
    acc = dSum;
  }
  for (; k < to; k++) {
    const exp = nearExponential(x[k]!);
    size += found.rest * found.rest;
    const next = acc + exp;
    low += acc - next + exp;
    acc = next;
  }
  addNear(acc - start, low, size, start);
}

/** Sums the exponentials of a row and stores them, `shift` entries further on in `e`. */
export function storeLabelled64(
  x: Float64Array,
  e: Float64Array,
  shift: number,
  from: number,
  to: number,
  peak: number,
) {
  const start = START * peak;
  const end = (to - 3) | 0;
  let acc = start;
  let low = 0;
  let size = 0;
  let k = from | 0;
  for (; k < end; k = (k + 4) | 0) {
    const at = (k + shift) | 0;
    const a = x[k]!;
    const b = x[(k + 1) | 0]!;
    const c = x[(k + 2) | 0]!;
    const d = x[(k + 3) | 0]!;
    SHIFTED[0] = a + SHIFT;
    SHIFTED[1] = b + SHIFT;
    SHIFTED[2] = c + SHIFT;
    SHIFTED[3] = d + SHIFT;
    const aBits = SHIFTED_BITS[0]!;
    const aRest = a - KNOTS[aBits >> STEP_BITS & WHOLE_MASK]! - KNOTS[aBits & STEP_MASK]!;
    const aValue = VALUES[aBits & STEP_MASK]! * VALUES[aBits >> STEP_BITS & WHOLE_MASK]!;
    const aSquare = aRest * aRest;
    size += aSquare;
    const aExp = aValue + aValue * (aRest + aSquare * (SQUARE + aRest * CUBE));
    e[at] = aExp;
    const aSum = acc + aExp;
    low += acc - aSum + aExp;
    const bBits = SHIFTED_BITS[2]!;
    const bRest = b - KNOTS[bBits >> STEP_BITS & WHOLE_MASK]! - KNOTS[bBits & STEP_MASK]!;
    const bValue = VALUES[bBits & STEP_MASK]! * VALUES[bBits >> STEP_BITS & WHOLE_MASK]!;
    const bSquare = bRest * bRest;
    size += bSquare;
    const bExp = bValue + bValue * (bRest + bSquare * (SQUARE + bRest * CUBE));
    e[(at + 1) | 0] = bExp;
    const bSum = aSum + bExp;
    low += aSum - bSum + bExp;
    const cBits = SHIFTED_BITS[4]!;
    const cRest = c - KNOTS[cBits >> STEP_BITS & WHOLE_MASK]! - KNOTS[cBits & STEP_MASK]!;
    const cValue = VALUES[cBits & STEP_MASK]! * VALUES[cBits >> STEP_BITS & WHOLE_MASK]!;
    const cSquare = cRest * cRest;
    size += cSquare;
    const cExp = cValue + cValue * (cRest + cSquare * (SQUARE + cRest * CUBE));
    e[(at + 2) | 0] = cExp;
    const cSum = bSum + cExp;
    low += bSum - cSum + cExp;
    const dBits = SHIFTED_BITS[6]!;
    const dRest = d - KNOTS[dBits >> STEP_BITS & WHOLE_MASK]! - KNOTS[dBits & STEP_MASK]!;
    const dValue = VALUES[dBits & STEP_MASK]! * VALUES[dBits >> STEP_BITS & WHOLE_MASK]!;
    const dSquare = dRest * dRest;
    size += dSquare;
    const dExp = dValue + dValue * (dRest + dSquare * (SQUARE + dRest * CUBE));
    e[(at + 3) | 0] = dExp;
    const dSum = cSum + dExp;
    low += cSum - dSum + dExp;
    acc = dSum;
  }
  for (; k < to; k++) {
    const exp = nearExponential(x[k]!);
    size += found.rest * found.rest;
    e[k + shift] = exp;
    const next = acc + exp;
    low += acc - next + exp;
    acc = next;
  }
  addNear(acc - start, low, size, start);
}
