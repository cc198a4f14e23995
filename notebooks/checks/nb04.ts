import { crossEntropy, klDivergence } from "@surprisal/loss";
import { agrees, checker, hasFingerprint } from "../support/exercise.ts";
import { randomDistribution, seeded } from "../support/random.ts";

/** The sum that a textbook takes the absolute value of, in bits. */
function signedSum(p: number[], q: number[]): number {
  return p.reduce((sum, p_i, i) => p_i === 0 ? sum : sum + p_i * Math.log2(p_i / q[i]!), 0);
}

/** Height of F at p above its tangent at q, the slopes measured. */
function aboveTangent(F: (p: number[]) => number, p: number[], q: number[]): number {
  const h = 1e-6;
  const slope = (i: number) => (F(q.with(i, q[i]! + h)) - F(q.with(i, q[i]! - h))) / (2 * h);
  return F(p) - F(q) - p.reduce((sum, p_i, i) => sum + slope(i) * (p_i - q[i]!), 0);
}

export const exercises = {
  "E4.1": {
    hint: "let q all but deny what p says half of the time, and r deny it only a little",
    accepts: ({ p, q, r }: { p: number[]; q: number[]; r: number[] }) => {
      const detour = klDivergence(p, r) + klDivergence(r, q);
      return [p, q, r].every((coin) => coin.length === 2) && klDivergence(p, q) > 10 * detour &&
        detour > 0;
    },
  },
  "E4.2": {
    hint: "try the same four numbers in another order",
    accepts: ([p, q]: [number[], number[]]) =>
      p.length === 4 && [...p, ...q].every((x) => x > 0) &&
      p.some((p_i, i) => Math.abs(p_i - q[i]!) > 1e-3) &&
      agrees(crossEntropy(p, q), crossEntropy(q, p)),
  },
  "E4.3": {
    hint: "Gibbs' inequality uses the sum of q",
    accepts: ({ p, q }: { p: number[]; q: number[] }) => {
      klDivergence(p, p); // refuses a p that is no distribution
      return p.length === q.length && q.every((x) => x > 0 && x <= 1) && signedSum(p, q) < -0.1;
    },
  },
  "E4.4": {
    hint: "the logarithm in D is part of the slope of F: which function has such a slope?",
    accepts: (F: (p: number[]) => number) => {
      const random = seeded(44);
      return Array.from({ length: 20 }).every(() => {
        const [p, q] = [0, 1].map(() => randomDistribution(3, random).map((x) => 0.9 * x + 1 / 30));
        return Math.abs(aboveTangent(F, p!, q!) - klDivergence(p!, q!)) < 1e-6;
      });
    },
  },
  "E4.5": {
    hint: "C4.4 has two coins for it",
    accepts: (line: number) => hasFingerprint(line, "eec48e1c2bebfee4"),
  },
  "E4.6": {
    hint: "what p has and q denies costs infinity; q must have nothing that p denies",
    accepts: ({ p, q }: { p: number[]; q: number[] }) =>
      p.length === 3 && klDivergence(p, q) === Infinity && klDivergence(q, p) < Infinity,
  },
};

export const check = checker(exercises);
