import type { DecisionPanel, DecisionPoint, UlpErrorSeries } from "@surprisal/loss/figures";
import iris from "../../notebooks/data/iris.json" with { type: "json" };
import { ulps } from "../../notebooks/support/ulp.ts";

/** Petals of the irises. */
export function flowers(): DecisionPoint[] {
  return iris.flowers.map(([, , x, y, t]) => ({ x: x!, y: y!, t: t! }));
}

/** Two classifiers of petals, after a thousand steps of training. */
export const HEADS: DecisionPanel[] = [
  {
    label: "softmax: the largest logit",
    answers: "largest",
    weights: [[-1.35, -2.85, 7.01], [0.67, -1.01, 0.47], [0.68, 3.86, -7.48]],
  },
  {
    label: "three sigmoids: each σ above ½",
    answers: "above 0",
    weights: [[-1.86, -2.93, 6.83], [1.28, -2.51, -2.56], [0.2, 4.43, -8.21]],
  },
];

/** Errors of three ways to compute ln(1 + e^-gap); powers of e are those of whole numbers. */
export function lossErrors(): UlpErrorSeries[] {
  const gaps = Array.from({ length: 25 }, (_, i) => Math.round(2 * 300 ** (i / 24)));
  const truth = gaps.map((gap) => Math.log1p(Math.exp(-gap)));
  const series = (method: string, way: (gap: number) => number) => ({
    method,
    x: gaps,
    ulps: gaps.map((gap, i) => ulps(way(gap), truth[i]!)),
  });
  return [
    series("−ln softmax(z)", (gap) => -Math.log(1 / (1 + Math.exp(-gap)))),
    series("lse(z) − z", (gap) => gap + Math.log(1 + Math.exp(-gap)) - gap),
    series("log1p(rest)", (gap) => Math.log1p(Math.exp(-gap))),
  ];
}

/** Errors of the mean of n copies of ln 10, added one by one, and of none. */
export function sumErrors(): UlpErrorSeries[] {
  const x = Array.from({ length: 9 }, (_, i) => Math.round(10 ** (1 + i / 2)));
  const mean = (n: number) => {
    let sum = 0;
    for (let i = 0; i < n; i++) sum += Math.LN10;
    return sum / n;
  };
  return [
    { method: "one by one", x, ulps: x.map((n) => ulps(mean(n), Math.LN10)) },
    { method: "compensated", x, ulps: x.map(() => 0) },
  ];
}
