import type { Summary } from "./summary.ts";
import { REASONS } from "./worst.ts";

/** One function: its goal, and what was measured of each library that has it. */
export interface Row {
  readonly name: string;
  readonly goal: number;
  /** By library; "surprisal" is our default tier, "exact" our exact one. */
  readonly measured: Readonly<Record<string, Summary>>;
}

/** Everything that results.json holds. */
export interface Results {
  readonly machine: string;
  readonly deno: string;
  readonly v8: string;
  readonly golden: { readonly seed: number; readonly digits: number; readonly mpmath: string };
  /** Versions of the other libraries; none where they were not measured. */
  readonly peers: Readonly<Record<string, string>>;
  readonly rows: readonly Row[];
}

/** The page: how it was measured, and a table of all functions. */
export function reportOf({ machine, deno, v8, golden, peers, rows }: Results): string {
  const libraries = librariesOf(peers);
  const titles = libraries.map((library) => titleOf(library, peers));
  return `# Accuracy

Errors in units in the last place (ulp) of the correctly rounded answer, in double precision:
**largest / 99.9 % / median**, over every entry of every answer. The truth is mpmath ${golden.mpmath} at
${golden.digits} digits; the inputs are the seeded families of
[make_golden.py](../../tests/golden/make_golden.py) (seed ${golden.seed}). _Lost_ counts answers that are 0,
infinite, NaN or of the wrong sign where the truth is a normal number. The goal is what the tests hold the
default tier to on the committed part of the inputs, and on the worst that
[hunt.ts](hunt.ts) found; the exact tier is held to 0.501.

Errors of log-sum-exp count in ulps of the largest logit where that is larger than the answer, errors of gradients by soft labels in ulps of 1/4 where the gradient is smaller, errors of mutual information in ulps of
its root: around 0 all three are ill-conditioned. The exact tier's log-sum-exp is held to 1e-24 there.
Where a package has no such function, what its users compose was measured; the compositions stand in
[peers.py](peers.py). Distributions whose sum is not exactly 1 are taken as they are by all but SciPy's
\`jensenshannon\`, which normalises them first.

Measured on ${machine}, Deno ${deno} (V8 ${v8}). This page is written by \`measure.ts\`:

    python tests/golden/make_golden.py --full out/golden
    PYTHON=python deno run -A bench/accuracy/measure.ts

| function | answers | goal | ${titles.join(" | ")} |
| --- | ---: | ---: | ${titles.map(() => "---").join(" | ")} |
${rows.map((row) => lineOf(row, libraries)).join("\n")}

## The worst inputs, and why

Of all inputs measured, those that [hunt.ts](hunt.ts) climbed to among them (family _found_), these are the
ones on which the default tier errs most.

| function | ulp | family | input |
| --- | ---: | --- | --- |
${rows.map(worstLineOf).join("\n")}

${REASONS.map(([functions, why]) => `- **${functions}.** ${why}`).join("\n")}

The exact tier computes with 74 bits first, and with double-double only where that leaves two doubles to choose
from (Ziv): two of 600,000 entries of a softmax. What it costs beside the default tier, and both beside the
max-shifted loops that most packages have, is told by

    deno run bench/accuracy/cost.ts

With 1000 classes the default tier takes, beside those loops, 1.2 times as long for a softmax or a gradient, 1.3
for a log-sum-exp or a loss, 0.6 for an entropy or a cross-entropy, 0.9 for a Kullback-Leibler and 1.1 for a
Jensen-Shannon divergence, and 4.2 for a log-sum-exp near 0; with ten classes 1.3 to 2.0, 2.6 for
Kullback-Leibler, and 5.5 near 0. The exact tier takes 5.2 (softmax), 3.5 (loss), 6.1 (gradient), 7.5 (entropy and
cross-entropy), 6.5 (Kullback-Leibler) and 5.2 (Jensen-Shannon) times as long as the loops with 1000 classes;
with ten 5.1, 7.2, 6.3, 7.8, 7.0 and 7.1.
`;
}

function worstLineOf({ name, measured }: Row): string {
  const { max, worst } = measured.surprisal!;
  const input = worst?.input.includes("=") ? `\`${worst.input}\`` : worst?.input;
  return `| \`${name}\` | ${ulps(max)} | ${worst?.family} | ${input} |`;
}

/** What the project's README shows of it. */
const SHOWN = [
  "softmax(z)",
  "logSoftmax(z)",
  "softmaxCrossEntropy(z, t)",
  "softmaxCrossEntropyGradient(z, t)",
  "sigmoidBinaryCrossEntropy(x, y)",
  "entropy(p)",
  "crossEntropy(p, q)",
  "klDivergence(p, q)",
  "jensenShannonDivergence(p, q)",
];

/** The short table: the largest error of each library, and how often nothing was left. */
export function shortTableOf({ peers, rows }: Results): string {
  const libraries = librariesOf(peers);
  const titles = libraries.map((library) => titleOf(library, peers));
  const lines = rows.filter(({ name }) => SHOWN.includes(name)).map(({ name, measured }) => {
    const cells = libraries.map((library) => largestOf(measured[library]));
    return `| \`${name}\` | ${cells.join(" | ")} |`;
  });
  return `Largest error in units in the last place of the correctly rounded answer; in brackets, how many
answers were 0, infinite, NaN or of the wrong sign where the truth is a normal number. Families of
inputs, other functions and how it was measured: [bench/accuracy](bench/accuracy/README.md).

| function | ${titles.join(" | ")} |
| --- | ${titles.map(() => "---:").join(" | ")} |
${lines.join("\n")}
`;
}

function largestOf(summary: Summary | undefined): string {
  if (summary === undefined) return "-";
  return summary.lost > 0 ? `${ulps(summary.max)} (${summary.lost})` : ulps(summary.max);
}

function librariesOf(peers: Results["peers"]): string[] {
  return ["surprisal", "exact", ...["scipy", "torch"].filter((peer) => peer in peers)];
}

function titleOf(library: string, peers: Results["peers"]): string {
  if (library === "surprisal") return "Surprisal";
  if (library === "exact") return "exact tier";
  return `${library === "scipy" ? "SciPy" : "PyTorch"} ${peers[library]!.split("+")[0]}`;
}

function lineOf({ name, goal, measured }: Row, libraries: readonly string[]): string {
  const cells = libraries.map((library) => cellOf(measured[library]));
  return `| \`${name}\` | ${measured.surprisal!.answers} | ${goal} | ${cells.join(" | ")} |`;
}

function cellOf(summary: Summary | undefined): string {
  if (summary === undefined) return "-";
  const { max, most, median, lost } = summary;
  const errors = [max, most, median].map(ulps).join(" / ");
  return lost > 0 ? `${errors}, lost ${lost}` : errors;
}

/** Two decimals as long as they say something, then powers of ten. */
function ulps(error: number): string {
  if (error === Infinity) return "∞";
  return error < 1000 ? error.toFixed(2) : error.toExponential(0).replace("e+", "e");
}
