import { DoubleDouble } from "./double_double.ts";
import { exponentiate, exponentiateMinus1 } from "./exponential.ts";

/** ln 2. */
export const LN2 = new DoubleDouble(Math.LN2, 2.3190468138462996e-17);

/** Within these a double and its exponential leave room for error terms. */
const LARGE = 2 ** 900;
const SHIFT = 512;

const step = new DoubleDouble();

/** Turns x > 0 into ln x: Newton's step from the double answer, with the quadratic term. */
export function takeLog(x: DoubleDouble): DoubleDouble {
  if (x.high > 0.5 && x.high < 2) return takeLog1p(x.add(-1));
  if (x.high > LARGE) return shifted(x, SHIFT);
  if (x.high < 1 / LARGE) return shifted(x, -SHIFT);
  const start = Math.log(x.high);
  exponentiate(step.set(-start)).multiply(x.high, x.low).add(-1);
  return newton(x, start);
}

/** Turns x > -1 into ln(1 + x), in full relative precision. */
export function takeLog1p(x: DoubleDouble): DoubleDouble {
  if (x.high < -0.5 || x.high > 1) return takeLog(x.add(1));
  const start = Math.log1p(x.high);
  const { high, low } = exponentiateMinus1(step.set(-start));
  step.multiply(x.high, x.low).add(high, low).add(x.high, x.low);
  return newton(x, start);
}

/** Turns x into `start + ln(1 + step)` for a step below 2^-40. */
function newton(x: DoubleDouble, start: number): DoubleDouble {
  return x.set(start).add(step.high, step.low).add(-0.5 * step.high * step.high);
}

/** ln(x 2^-shift) + shift ln 2. */
function shifted(x: DoubleDouble, shift: number): DoubleDouble {
  takeLog(x.scale(2 ** -shift));
  return x.add(shift * LN2.high, shift * LN2.low);
}
