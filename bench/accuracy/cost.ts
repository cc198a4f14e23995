import * as surprisal from "@surprisal/loss";
import * as exact from "@surprisal/loss/exact";
import { drawDistribution, Random } from "./hunt_inputs.ts";

const HELP =
  `Times the default and the exact tier beside the max-shifted loops that most packages have.

Usage: deno run bench/accuracy/cost.ts [--help] [--plain] [K ...]

The three take turns, and the shortest of each is kept. Prints nanoseconds a class, and ratios.

  --plain  numbers in plain arrays, not in Float64Arrays
  K        numbers of classes, default 10 1000 100000
`;

const TURNS = 40;
/** Classes that each turn goes through, at least. */
const WORK = 100_000;

/** One kind a run, so that the loops of both sides are compiled for it. */
type Numbers = Float64Array | number[];
const holding = Deno.args.includes("--plain")
  ? (x: Float64Array): Numbers => Array.from(x)
  : (x: Float64Array): Numbers => x;

type Call = () => unknown;

interface Contest {
  readonly name: string;
  readonly usual: Call;
  readonly ours: Call;
  readonly exactly: Call;
}

function largest(z: Numbers): number {
  let max = -Infinity;
  for (let j = 0; j < z.length; j++) if (z[j]! > max) max = z[j]!;
  return max;
}

function usualLogSumExp(z: Numbers): number {
  const max = largest(z);
  let sum = 0;
  for (let j = 0; j < z.length; j++) sum += Math.exp(z[j]! - max);
  return max + Math.log(sum);
}

function usualSoftmax(z: Numbers): Float64Array {
  const max = largest(z);
  const q = new Float64Array(z.length);
  let sum = 0;
  for (let j = 0; j < z.length; j++) sum += q[j] = Math.exp(z[j]! - max);
  for (let j = 0; j < z.length; j++) q[j]! /= sum;
  return q;
}

function usualGradient(z: Numbers, t: number): Float64Array {
  const gradient = usualSoftmax(z);
  gradient[t]! -= 1;
  return gradient;
}

/** Σ of a term a class. */
function total(p: Numbers, q: Numbers, term: (a: number, b: number) => number): number {
  let sum = 0;
  for (let j = 0; j < p.length; j++) if (p[j]! > 0) sum += term(p[j]!, q[j]!);
  return sum;
}

function contests(K: number): Contest[] {
  const r = new Random(K);
  const z = holding(Float64Array.from({ length: K }, () => 3 * r.normal()));
  const [p, q] = [holding(drawDistribution(r, K)), holding(drawDistribution(r, K))];
  const logs = holding(Float64Array.from(p, Math.log));
  const mixed = (a: number, b: number) => {
    const m = (a + b) / 2;
    return (a * Math.log(a / m) + b * Math.log(b / m)) / 2;
  };
  const of = (name: string, usual: Call, ours: Call, exactly: Call): Contest => ({
    name,
    usual,
    ours,
    exactly,
  });
  const { softmaxCrossEntropy, softmaxCrossEntropyGradient } = surprisal;
  return [
    of("softmax", () => usualSoftmax(z), () => surprisal.softmax(z), () => exact.softmax(z)),
    of(
      "logSumExp",
      () => usualLogSumExp(z),
      () => surprisal.logSumExp(z),
      () => exact.logSumExp(z),
    ),
    of(
      "logSumExp ~ 0",
      () => usualLogSumExp(logs),
      () => surprisal.logSumExp(logs),
      () => exact.logSumExp(logs),
    ),
    of(
      "loss",
      () => usualLogSumExp(z) - z[0]!,
      () => softmaxCrossEntropy(z, 0),
      () => exact.softmaxCrossEntropy(z, 0),
    ),
    of(
      "gradient",
      () => usualGradient(z, 0),
      () => softmaxCrossEntropyGradient(z, 0),
      () => exact.softmaxCrossEntropyGradient(z, 0),
    ),
    of(
      "entropy",
      () => total(p, p, (a) => -a * Math.log(a)),
      () => surprisal.entropy(p),
      () => exact.entropy(p),
    ),
    of(
      "crossEntropy",
      () => total(p, q, (a, b) => -a * Math.log(b)),
      () => surprisal.crossEntropy(p, q),
      () => exact.crossEntropy(p, q),
    ),
    of(
      "klDivergence",
      () => total(p, q, (a, b) => a * Math.log(a / b)),
      () => surprisal.klDivergence(p, q),
      () => exact.klDivergence(p, q),
    ),
    of(
      "jensenShannon",
      () => total(p, q, mixed),
      () => surprisal.jensenShannonDivergence(p, q),
      () => exact.jensenShannonDivergence(p, q),
    ),
  ];
}

/** Nanoseconds a class of one turn. */
function turn(call: Call, K: number): number {
  const calls = Math.max(1, Math.round(WORK / K));
  const start = performance.now();
  for (let i = 0; i < calls; i++) call();
  return (performance.now() - start) * 1e6 / (calls * K);
}

function race({ name, ...calls }: Contest, K: number): string {
  const [usual, ours, exactly] = Object.values(calls).map(() => Infinity);
  const best = [usual!, ours!, exactly!];
  for (let i = 0; i < TURNS; i++) {
    Object.values(calls).forEach((call, at) => best[at] = Math.min(best[at]!, turn(call, K)));
  }
  const cells = [...best, best[1]! / best[0]!, best[2]! / best[1]!];
  return [String(K).padStart(6), name.padEnd(14), ...cells.map((x) => x.toFixed(1).padStart(8))]
    .join(" ");
}

function main(): void {
  const asked = Deno.args.map(Number).filter((K) => K > 0);
  console.log("     K function        usual  default   exact  default/usual exact/default");
  for (const K of asked.length > 0 ? asked : [10, 1000, 100_000]) {
    for (const contest of contests(K)) console.log(race(contest, K));
  }
}

if (Deno.args.includes("--help")) console.log(HELP);
else if (import.meta.main) main();
