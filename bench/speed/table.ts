import { median, type Task } from "./trial.ts";

/** The times of all contestants on one task, in nanoseconds an entry, one a round. */
export interface Finding extends Task {
  readonly times: Readonly<Record<string, readonly number[]>>;
}

/** How many times as long `slow` takes as `fast`: the median over rounds of the ratio within one. */
export function ratio({ times }: Finding, slow: string, fast: string): number {
  return median(times[slow]!.map((time, round) => time / times[fast]![round]!));
}

/** Ratios worth a column: the contestant, and what it is held against. */
const RATIOS = [
  ["portable", "naive"],
  ["portable", "torch"],
  ["fused", "torch"],
  ["portable", "torch-reused"],
  ["fused", "torch-reused"],
  ["fresh", "torch"],
] as const;

function cell(text: string | number | undefined): string {
  return text === undefined ? "-" : typeof text === "number" ? text.toFixed(2) : text;
}

function row(cells: readonly (string | number | undefined)[]): string {
  return `| ${cells.map(cell).join(" | ")} |`;
}

/** The findings as a Markdown table: medians of rounds, then ratios. */
export function table(findings: readonly Finding[]): string {
  const names = [...new Set(findings.flatMap(({ times }) => Object.keys(times)))];
  const ratios = RATIOS.filter((pair) => pair.every((who) => names.includes(who)));
  const head = ["task", ...names, ...ratios.map(([who, than]) => `${who} : ${than}`)];
  const rows = findings.map((finding) =>
    row([
      `${finding.op} ${finding.type} ${finding.rows} × ${finding.columns}`,
      ...names.map((who) => finding.times[who] && median(finding.times[who])),
      ...ratios.map(([who, than]) =>
        finding.times[who] && finding.times[than] ? ratio(finding, than, who) : undefined
      ),
    ])
  );
  return [row(head), row(head.map((_, k) => k === 0 ? "---" : "--:")), ...rows].join("\n");
}
