import { type Contestant, CONTESTANTS } from "./contestants.ts";
import { type Fault, type Finding, type Measured, ratiosOf } from "./measure.ts";
import { short, tableOf } from "./table.ts";
import { median, type Task } from "./trial.ts";

/** Everything that results.json holds. */
export interface Results extends Measured {
  readonly machine: string;
  readonly rounds: number;
  readonly milliseconds: number;
}

/** Ratios worth a line: a contestant, and what it is held against. */
const RATIOS: readonly (readonly [who: string, than: string])[] = [
  ["portable", "torch"],
  ["fused", "torch"],
  ["fresh", "torch"],
  ["portable", "torch-reused"],
  ["fused", "torch-reused"],
  ["portable", "onnxruntime"],
  ["portable", "tfjs"],
  ["portable", "jax-js"],
  ["portable", "scipy"],
  ["portable", "naive"],
  ["portable", "c-128"],
  ["portable", "c-512"],
  ["portable", "careless"],
  ["copied", "portable"],
  ["portable-2", "portable"],
  ["portable-2", "torch-2"],
  ["fused-2", "torch-2"],
  ["typescript", "naive"],
  ["scalar", "naive"],
];

const BLOCKS = [
  ["float32", "loss"],
  ["float32", "gradient"],
  ["float64", "loss"],
  ["float64", "gradient"],
] as const;

const MEASURES = [
  ["float32", "entropy"],
  ["float64", "entropy"],
  ["float32", "divergence"],
  ["float64", "divergence"],
] as const;

const TITLES = {
  loss: "loss",
  gradient: "loss and gradient",
  entropy: "entropy",
  divergence: "Kullback-Leibler divergence",
};

function timesCell(times: readonly number[] | undefined): string {
  return times === undefined ? "-" : short(median(times));
}

function ratioCell(finding: Finding, who: string, than: string): string {
  if (!finding.times[who] || !finding.times[than]) return "-";
  const ratios = ratiosOf(finding, than, who);
  return `${short(median(ratios))} (${short(Math.min(...ratios))} … ${short(Math.max(...ratios))})`;
}

function shapeOf({ rows, columns }: Task): string {
  return `${rows} × ${columns}`;
}

/** The times of one type and operation: a line a contestant, a column a shape. */
function timesTable(findings: readonly Finding[]): string {
  const took = CONTESTANTS.filter(({ name }) => findings.some(({ times }) => times[name]));
  return tableOf(
    ["", ...findings.map(shapeOf)],
    took.map(({ name }) => [
      `\`${name}\``,
      ...findings.map(({ times }) => timesCell(times[name])),
    ]),
  );
}

function ratiosTable(findings: readonly Finding[]): string {
  const pairs = RATIOS.filter((pair) =>
    findings.some(({ times }) => pair.every((who) => times[who]))
  );
  return tableOf(
    ["", ...findings.map(shapeOf)],
    pairs.map(([who, than]) => [
      `\`${who}\` : \`${than}\``,
      ...findings.map((finding) => ratioCell(finding, who, than)),
    ]),
  );
}

/** The findings for a terminal or a page: up to eight blocks of times and of ratios. */
export function tablesOf(findings: readonly Finding[]): string {
  return [...BLOCKS, ...MEASURES].flatMap(([type, op]) => {
    const block = findings.filter((finding) => finding.type === type && finding.op === op);
    if (block.length === 0) return [];
    const title = TITLES[op];
    return [
      `### ${type}, ${title}: nanoseconds an entry`,
      timesTable(block),
      `### ${type}, ${title}: times as fast, median (least … most) of the rounds`,
      ratiosTable(block),
    ];
  }).join("\n\n");
}

function contestantLine({ name, about, threads, gradient }: Contestant): string {
  const memory = { reused: "gradient in memory used again", fresh: "gradient in new memory" };
  const parts = [
    about,
    threads === 2 ? "" : "one thread",
    gradient === "none" ? "" : memory[gradient],
  ];
  return `- \`${name}\`: ${parts.filter(Boolean).join("; ")}`;
}

/** What did not count, a line for tasks of one contestant with one kind of reason. */
function faultLines(faults: readonly Fault[]): string[] {
  const groups = Map.groupBy(faults, ({ who, reason }) => `${who} ${reason.slice(0, 12)}`);
  const lines = [...groups.values()].map((group) => {
    const [{ who, reason }] = group as [Fault];
    const tasks = group.map(({ task }) => task ?? "did not start").join(", ");
    return `- \`${who}\` (${tasks}): ${reason}`;
  });
  return lines.length === 0 ? [] : ["Not counted:", lines.join("\n")];
}

/** The generated part of the page of all results. */
export function reportOf(results: Results): string {
  const { machine, versions, rounds, milliseconds, faults, findings } = results;
  const present = CONTESTANTS.filter(({ name }) => findings.some(({ times }) => times[name]));
  const missing = CONTESTANTS.filter((contestant) => !present.includes(contestant));
  const known = Object.entries(versions).map((pair) => pair.join(" "));
  return [
    `Measured on ${machine}, ${known.join(", ")}; ${rounds} rounds of ${milliseconds} ms.`,
    present.map(contestantLine).join("\n"),
    ...missing.length > 0 ? [`Absent: ${missing.map(({ name }) => name).join(", ")}.`] : [],
    ...faultLines(faults),
    tablesOf(findings),
  ].join("\n\n");
}

/** What the project's README shows: at 4096 × 1000. */
const SHOWN = [
  ["fused", "Surprisal, fused kernels"],
  ["portable", "Surprisal, portable kernels"],
  ["torch", "PyTorch, autograd"],
  ["torch-reused", "PyTorch, by hand into one buffer"],
  ["onnxruntime", "onnxruntime-node"],
  ["scipy", "SciPy"],
  ["tfjs", "TensorFlow.js, WebAssembly"],
  ["jax-js", "jax-js, WebAssembly"],
  ["naive", "loops with `Math.exp`"],
] as const;

/** The short table. */
export function shortTableOf({ findings, machine, rounds }: Results): string {
  const blocks = BLOCKS.map(([type, op]) =>
    findings.find((f) => f.type === type && f.op === op && f.rows === 4096 && f.columns === 1000)
  );
  const lines = SHOWN.filter(([name]) => blocks.some((finding) => finding?.times[name]));
  return `Nanoseconds an entry of a batch of 4096 × 1000, one thread, medians of ${rounds} rounds in turns,
on ${machine}. Other shapes, two threads, ratios, and how it was measured:
[bench/speed](bench/speed/README.md).

${
    tableOf(
      ["", ...BLOCKS.map(([type, op]) => op === "loss" ? `${type} loss` : `${type} with gradient`)],
      lines.map((
        [name, title],
      ) => [title, ...blocks.map((found) => timesCell(found?.times[name]))]),
    )
  }
`;
}
