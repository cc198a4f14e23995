import { type Notebook, serializeNotebook } from "./nbformat.ts";

/** Where two runs of a notebook first differ, as `#cellN output M, line L: ...`; or undefined. */
export function firstDifference(a: Notebook, b: Notebook): string | undefined {
  if (serializeNotebook(a) === serializeNotebook(b)) return undefined;
  const cells = [a, b].map(({ cells }) => cells.filter((cell) => cell.cell_type === "code"));
  for (const [i, cell] of cells[0]!.entries()) {
    const outputs = [cell, cells[1]![i]!].map((cell) => cell.outputs ?? []);
    for (let k = 0; k < Math.max(outputs[0]!.length, outputs[1]!.length); k++) {
      const difference = lineDifference(outputs[0]![k], outputs[1]![k]);
      if (difference) return `#cell${i + 1} output ${k + 1} differs between runs: ${difference}`;
    }
  }
  return " differs between runs outside of the outputs";
}

function lineDifference(a: unknown, b: unknown): string | undefined {
  const [left, right] = [a, b].map((value) => JSON.stringify(value ?? null, null, 1).split("\n"));
  const at = left!.findIndex((line, i) => line !== right![i]);
  if (at < 0 && left!.length === right!.length) return undefined;
  return `${left![at]?.trim() ?? "nothing"} was ${right![at]?.trim() ?? "nothing"}`;
}
