import { type Curve, curves, toSvg } from "@surprisal/loss/figures";
import type { Finding } from "./measure.ts";
import { short, tableOf } from "./table.ts";
import { median, type Task } from "./trial.ts";

/** What grows while the other stays. */
export interface Growth {
  readonly name: "classes" | "rows";
  /** The other's size. */
  readonly fixed: number;
  readonly sizes: readonly number[];
}

/** 10, 30, 100, … up to a power of ten. */
function sizesFrom(least: number, most: number): number[] {
  const sizes: number[] = [];
  for (let size = least; size <= most; size *= 10) sizes.push(size, 3 * size);
  return sizes.filter((size) => size <= most);
}

/** Both ways to grow: at most 16 million entries each. */
export const GROWTHS: readonly Growth[] = [
  { name: "classes", fixed: 16, sizes: sizesFrom(10, 1e6) },
  { name: "rows", fixed: 10, sizes: sizesFrom(1, 1e6) },
];

/** Who is shown: as many as a figure keeps apart. */
export const GROWING = ["naive", "typescript", "portable", "torch"];

const NAMES: Readonly<Record<string, string>> = {
  naive: "loops with Math.exp",
  typescript: "Surprisal in TypeScript",
  portable: "Surprisal",
  torch: "PyTorch",
};

/** The gradients of one way to grow. */
export function growthTasks({ name, fixed, sizes }: Growth): Task[] {
  return (["float32", "float64"] as const).flatMap((type) =>
    sizes.map((size) => ({
      ...{ op: "gradient", type } as const,
      ...name === "classes" ? { rows: fixed, columns: size } : { rows: size, columns: fixed },
    }))
  );
}

interface Line {
  readonly who: string;
  readonly x: readonly number[];
  readonly y: readonly number[];
}

function sizeOf({ name }: Growth, { rows, columns }: Task): number {
  return name === "classes" ? columns : rows;
}

function linesOf(growth: Growth, type: Task["type"], findings: readonly Finding[]): Line[] {
  const { name, fixed, sizes } = growth;
  const other = name === "classes" ? "rows" : "columns";
  const own = findings
    .filter((finding) => finding.type === type && finding[other] === fixed)
    .filter((finding) => sizes.includes(sizeOf(growth, finding)))
    .sort((a, b) => sizeOf(growth, a) - sizeOf(growth, b));
  return GROWING.flatMap((who) => {
    const known = own.filter(({ times }) => times[who]);
    if (known.length === 0) return [];
    const y = known.map(({ times }) => median(times[who]!));
    return [{ who, x: known.map((finding) => sizeOf(growth, finding)), y }];
  });
}

/** How far a time an entry may be above the least for a line to count as straight. */
const STRAIGHT = 1.25;

/** The sizes between which the time grows as the entries do. */
export function straightPart({ x, y }: Pick<Line, "x" | "y">): readonly [number, number] {
  const best = y.indexOf(Math.min(...y));
  let [from, to] = [best, best];
  while (from > 0 && y[from - 1]! <= STRAIGHT * y[best]!) from--;
  while (to < y.length - 1 && y[to + 1]! <= STRAIGHT * y[best]!) to++;
  return [x[from]!, x[to]!];
}

function sentenceOf({ who, x, y }: Line): string[] {
  const [from, to] = straightPart({ x, y });
  return [
    `\`${who}\``,
    short(Math.min(...y)),
    `${from} to ${to}`,
    `${short(y[0]!)} at ${x[0]}`,
    `${short(y.at(-1)!)} at ${x.at(-1)}`,
  ];
}

/** The figure of one way to grow. */
export function growthFigure(growth: Growth, findings: readonly Finding[]): string {
  const lines = linesOf(growth, "float32", findings);
  const shown = lines.map(({ who, x, y }): Curve => ({ label: NAMES[who] ?? who, x, y }));
  const other = growth.name === "classes" ? `${growth.fixed} rows` : `${growth.fixed} classes`;
  const figure = curves(shown, {
    x: { label: `${growth.name} (${other})`, log: true },
    y: { label: "time (ns an entry)", log: true },
  });
  const parts = lines.map(({ who, x, y }) => {
    const [from, to] = straightPart({ x, y });
    return `${NAMES[who]} is flat from ${from} to ${to} ${growth.name}`;
  });
  return toSvg(figure, {
    title: `Loss and gradient, float32: time an entry against the number of ${growth.name}`,
    desc: `A flat line is time that grows as the entries do. ${parts.join("; ")}.`,
  });
}

/** Where each line is straight, for the page. */
export function growthTable(findings: readonly Finding[]): string {
  return GROWTHS.flatMap((growth) => {
    const other = growth.name === "classes" ? "rows" : "classes";
    return [
      `![Time an entry against the number of ${growth.name}](growth-${growth.name}.svg)`,
      ...(["float32", "float64"] as const).flatMap((type) => [
        `### ${type}, loss and gradient, ${growth.fixed} ${other}: nanoseconds an entry`,
        tableOf(
          ["", "least", `within a quarter of it, ${growth.name}`, "fewest", "most"],
          linesOf(growth, type, findings).map(sentenceOf),
        ),
      ]),
    ];
  }).join("\n\n");
}
