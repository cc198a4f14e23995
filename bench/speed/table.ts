/** A row of a Markdown table. */
function row(cells: readonly string[]): string {
  return `| ${cells.join(" | ")} |`;
}

/** A table, its columns but the first set to the right. */
export function tableOf(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = row(head.map((_, k) => k === 0 ? "---" : "--:"));
  return [row(head), line, ...rows.map(row)].join("\n");
}

/** Three digits that say something. */
export function short(x: number): string {
  return x < 100 ? x.toPrecision(x < 1 ? 2 : 3) : x.toFixed(0);
}
