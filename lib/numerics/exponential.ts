import { DoubleDouble } from "./double_double.ts";
import { LIFT } from "./lift.ts";

/** An exponent is cut into a multiple of ln 2 / 4096 and a rest below 2^-13. */
export const STEPS = 4096;

/** ln 2 / 4096 in three pieces; the first two have so few bits that multiples of them are exact. */
export const STEP = [
  0.00016922538588914904,
  -1.0256140311365355e-14,
  -2.797449396191097e-24,
] as const;

/** 2^(i/64) and 2^(i/4096), made when they are first wanted. */
let tables: { readonly coarse: DoubleDouble[]; readonly fine: DoubleDouble[] } | undefined;

function makeTables() {
  return {
    coarse: Array.from({ length: 64 }, (_, i) => taylor(64 * i)),
    fine: Array.from({ length: 64 }, (_, i) => taylor(i)),
  };
}

/** 2^(step/4096) for a step below 4096, by the Taylor series. */
function taylor(step: number): DoubleDouble {
  const x = new DoubleDouble(step * STEP[0]).add(step * STEP[1]).add(step * STEP[2]);
  const sum = new DoubleDouble(1);
  const term = new DoubleDouble(1);
  for (let n = 1; n < 32; n++) {
    term.multiply(x.high, x.low).divide(n);
    sum.add(term.high, term.low);
  }
  return sum;
}

/** 2^(step/4096) for a step below 4096, in a buffer that the next one overwrites. */
export function powerOfTwo(step: number): DoubleDouble {
  const { coarse, fine } = tables ??= makeTables();
  const small = fine[step & 63]!;
  const large = coarse[step >> 6]!;
  return power.set(large.high, large.low).multiply(small.high, small.low);
}

const square = new DoubleDouble();
const power = new DoubleDouble();

/** Cuts steps of ln 2 / 4096 off x, leaving the rest in x; gives their number. */
function cutSteps(x: DoubleDouble): number {
  const steps = Math.round(x.high * (STEPS / Math.LN2));
  x.add(-steps * STEP[0]).add(-steps * STEP[1], -steps * STEP[2]);
  return steps;
}

/** Turns a rest below 2^-13 into exp of it, minus 1. */
function expm1OfRest(x: DoubleDouble): void {
  const r = x.high;
  const cubic = r * r * r * (1 / 6 + r * (1 / 24 + r * (1 / 120 + r / 720)));
  square.set(r, x.low).multiply(r, x.low).scale(0.5);
  x.add(square.high, square.low).add(cubic);
}

/** Turns exp(rest) - 1 into exp of the whole, times `lift`. */
function putSteps(x: DoubleDouble, steps: number, lift: number): DoubleDouble {
  const binary = Math.floor(steps / STEPS);
  const { high, low } = powerOfTwo(steps - STEPS * binary);
  x.multiply(high, low).add(high, low);
  return x.scale(2 ** binary * lift);
}

/** Turns x into exp(x), for |x| < 700. */
export function exponentiate(x: DoubleDouble): DoubleDouble {
  const steps = cutSteps(x);
  expm1OfRest(x);
  return putSteps(x, steps, 1);
}

/** Turns x into exp(x) times {@linkcode LIFT}, for -800 < x <= 1. */
export function exponentiateLifted(x: DoubleDouble): DoubleDouble {
  const steps = cutSteps(x);
  expm1OfRest(x);
  // Two factors, as 2^-1150 alone would be 0.
  return putSteps(x, steps + 600 * STEPS, 2 ** -600 * LIFT);
}

/** Turns x into exp(x) - 1, in full relative precision, for |x| < 700. */
export function exponentiateMinus1(x: DoubleDouble): DoubleDouble {
  const steps = cutSteps(x);
  expm1OfRest(x);
  return steps === 0 ? x : putSteps(x, steps, 1).add(-1);
}
