import { CompensatedSum } from "../numerics/compensated_sum.ts";
import { logGamma, trigamma } from "../numerics/gamma.ts";
import { type Counts, sumOver } from "./counts.ts";
import { dirichlet } from "./entropy_estimators.ts";

/** Where the logarithm of the prior's parameter is looked for: ends that no count reaches. */
const LOWEST = -60;
const HIGHEST = 60;

/** Below the peak by this much, the integrand is nothing in double precision. */
const NEGLIGIBLE = 45;

/** Points of the quadrature; the trapezoidal rule converges exponentially here. */
const POINTS = 600;

/**
 * Entropy after Nemenman, Shafee, Bialek: the posterior mean under a mixture of symmetric Dirichlet
 * priors, weighted so that the expected entropy is evenly spread before any observation. Advances
 * in Neural Information Processing Systems 14 (2001).
 */
export function nsb(counts: Counts): number {
  if (counts.classes === 1) return 0;
  const peak = peakOf(counts);
  const height = logWeight(counts, peak);
  const [low, high] = [-1, 1].map((direction) => edgeOf(counts, peak, height, direction));
  const step = (high! - low!) / POINTS;
  const total = new CompensatedSum();
  const weighted = new CompensatedSum();
  for (let i = 0; i <= POINTS; i++) {
    const u = low! + i * step;
    const weight = Math.exp(logWeight(counts, u) - height);
    total.add(weight);
    weighted.add(weight * dirichlet(counts, Math.exp(u)));
  }
  return weighted.value / total.value;
}

/** Log of the weight of u = ln(prior): evidence times the slope of the expected entropy. */
function logWeight(counts: Counts, u: number): number {
  const { total, classes } = counts;
  const prior = Math.exp(u);
  const evidence = sumOver(counts, (n) => logGammaRatio(prior, n)) -
    logGammaRatio(classes * prior, total);
  return evidence + Math.log(expectedEntropySlope(prior, classes)) + u;
}

/** ln(Γ(x + n) / Γ(x)) for n > 0. */
function logGammaRatio(x: number, n: number): number {
  return x > 1e7 * n ? n * Math.log(x) : logGamma(x + n) - logGamma(x);
}

/** d/dprior of ψ(K prior + 1) - ψ(prior + 1). */
function expectedEntropySlope(prior: number, classes: number): number {
  // The difference cancels for large priors; its leading term is exact enough from here on.
  if (prior > 1e6) return (1 - 1 / classes) / (2 * prior * prior);
  return classes * trigamma(classes * prior + 1) - trigamma(prior + 1);
}

/** Where the weight is largest: a coarse walk, then a golden-section search around its best point. */
function peakOf(counts: Counts): number {
  let best = LOWEST;
  let height = -Infinity;
  for (let u = LOWEST; u <= HIGHEST; u += 0.5) {
    const here = logWeight(counts, u);
    if (here > height) [best, height] = [u, here];
  }
  return goldenSection((u) => logWeight(counts, u), best - 0.5, best + 0.5);
}

function goldenSection(f: (x: number) => number, low: number, high: number): number {
  const ratio = (Math.sqrt(5) - 1) / 2;
  let [a, b] = [low, high];
  while (b - a > 1e-6) {
    const left = b - ratio * (b - a);
    const right = a + ratio * (b - a);
    if (f(left) > f(right)) b = right;
    else a = left;
  }
  return (a + b) / 2;
}

/** Where the weight has fallen to nothing on one side of the peak. */
function edgeOf(counts: Counts, peak: number, height: number, direction: number): number {
  let inside = 0;
  let outside = 1 / 64;
  while (logWeight(counts, peak + direction * outside) > height - NEGLIGIBLE && outside < 128) {
    inside = outside;
    outside *= 2;
  }
  for (let i = 0; i < 8; i++) {
    const middle = (inside + outside) / 2;
    if (logWeight(counts, peak + direction * middle) > height - NEGLIGIBLE) inside = middle;
    else outside = middle;
  }
  return peak + direction * outside;
}
