import { digamma } from "../numerics/gamma.ts";
import { type Counts, sumOver } from "./counts.ts";

/** Entropy of the frequencies: too small on average. */
export function plugin(counts: Counts): number {
  return sumOver(counts, (n) => -(n / counts.total) * Math.log(n / counts.total)) + 0;
}

/** The plug-in, with the first term of its bias put back. Miller (1955). */
export function millerMadow(counts: Counts): number {
  return plugin(counts) + (counts.seen - 1) / (2 * counts.total);
}

/** Grassberger, Entropy Estimates from Insufficient Samplings, arXiv physics/0307138 (2003). */
export function grassberger(counts: Counts): number {
  const { total } = counts;
  return Math.log(total) - sumOver(counts, (n) => n * grassbergerLog(n)) / total;
}

/** What stands for ln n: ψ(n) + (-1)^n (ψ((n + 1) / 2) - ψ(n / 2)) / 2. */
function grassbergerLog(n: number): number {
  const sign = n % 2 === 0 ? 0.5 : -0.5;
  return digamma(n) + sign * (digamma((n + 1) / 2) - digamma(n / 2));
}

/** Chao, Shen, Environmental and Ecological Statistics 10 (2003), 429-443. */
export function chaoShen(counts: Counts): number {
  const { total } = counts;
  const single = sumOver(counts, (n) => n === 1 ? 1 : 0);
  // With nothing but singles the estimated coverage is 0; one fewer is the usual remedy.
  const coverage = 1 - Math.min(single, total - 1) / total;
  return sumOver(counts, (n) => {
    const mass = coverage * n / total;
    return -mass * Math.log(mass) / -Math.expm1(total * Math.log1p(-mass));
  }) + 0;
}

/** James-Stein, towards uniform. Hausser, Strimmer, JMLR 10 (2009), 1469-1484. */
export function shrinkage(counts: Counts): number {
  const { seen, total, classes } = counts;
  const target = 1 / classes;
  const squares = sumOver(counts, (n) => (n / total) ** 2);
  const unseen = (classes - seen) * target ** 2;
  const distance = sumOver(counts, (n) => (target - n / total) ** 2) + unseen;
  const ratio = (1 - squares) / ((total - 1) * distance);
  const share = Number.isNaN(ratio) ? 1 : Math.min(1, ratio);
  const shrunk = (n: number) => share * target + (1 - share) * (n / total);
  const term = (p: number) => p === 0 ? 0 : -p * Math.log(p);
  return sumOver(counts, (n) => term(shrunk(n))) + (classes - seen) * term(shrunk(0)) + 0;
}

/**
 * The posterior mean of the entropy under a symmetric Dirichlet prior of `prior` a class. Wolpert,
 * Wolf, Physical Review E 52 (1995), 6841-6854.
 */
export function dirichlet(counts: Counts, prior: number): number {
  const { seen, total, classes } = counts;
  const mass = total + classes * prior;
  const term = (n: number) => (n + prior) / mass * digamma(n + prior + 1);
  const unseen = (classes - seen) * term(0);
  return digamma(mass + 1) - sumOver(counts, term) - unseen;
}
