import { paint } from "./paint.ts";

/** Something wrong with a notebook or a file that it imports, with its place. */
export interface Finding {
  /** Where: `path#cellN:line:col` in a notebook, `path:line:col` in a file. */
  readonly place: string;
  /** Which rule: `TS2322`, the name of a lint rule, or one of ours. */
  readonly code: string;
  /** What is wrong, and perhaps what to do. */
  readonly message: string;
  /** The line that it is about, with the column, from 1. */
  readonly excerpt?: { readonly line: string; readonly column: number };
}

/** The lines that tell of a finding. */
export function formatFinding({ place, code, message, excerpt }: Finding): string {
  const [first, ...rest] = message.split("\n");
  const lines = [`${paint("red", place)}: ${code}: ${first}`, ...rest.map((line) => `  ${line}`)];
  if (excerpt) {
    const { line, column } = excerpt;
    const indent = line.slice(0, column - 1).replace(/[^\t]/g, " ");
    lines.push(paint("dim", `    ${line}`), `    ${indent}${paint("red", "^")}`);
  }
  return lines.map((line) => line.trimEnd()).join("\n");
}
