import { polynomial } from "./polynomial.ts";

/** From here on the asymptotic series below are exact to double precision. */
const ASYMPTOTIC = 15;

/** B_2k / (2k (2k - 1)), k = 1, 2, …: Stirling's series of ln Γ. */
const STIRLING = Float64Array.of(
  1 / 12,
  -1 / 360,
  1 / 1260,
  -1 / 1680,
  1 / 1188,
  -691 / 360360,
  1 / 156,
);

/** B_2k / (2k), k = 1, 2, …: the series of the digamma function. */
const DIGAMMA = Float64Array.of(
  1 / 12,
  -1 / 120,
  1 / 252,
  -1 / 240,
  1 / 132,
  -691 / 32760,
  1 / 12,
);

/** B_2k, k = 1, 2, …: the series of the trigamma function. */
const TRIGAMMA = Float64Array.of(1 / 6, -1 / 30, 1 / 42, -1 / 30, 5 / 66, -691 / 2730, 7 / 6);

const HALF_LOG_TWO_PI = 0.9189385332046728;

/** ln Γ(x) for x > 0. */
export function logGamma(x: number): number {
  let shift = 1;
  let y = x;
  while (y < ASYMPTOTIC) shift *= y++;
  const series = polynomial(STIRLING, STIRLING.length, 1 / (y * y)) / y;
  return (y - 0.5) * Math.log(y) - y + HALF_LOG_TWO_PI + series - Math.log(shift);
}

/** The digamma function ψ(x) = (ln Γ)'(x) for x > 0. */
export function digamma(x: number): number {
  let shift = 0;
  let y = x;
  while (y < ASYMPTOTIC) shift += 1 / y++;
  const square = 1 / (y * y);
  const series = square * polynomial(DIGAMMA, DIGAMMA.length, square);
  return Math.log(y) - 0.5 / y - series - shift;
}

/** The trigamma function ψ'(x) for x > 0. */
export function trigamma(x: number): number {
  let shift = 0;
  let y = x;
  for (; y < ASYMPTOTIC; y++) shift += 1 / (y * y);
  const square = 1 / (y * y);
  return shift + (1 + 0.5 / y + square * polynomial(TRIGAMMA, TRIGAMMA.length, square)) / y;
}
