/** What a cell shows: HTML where it can be shown, plain text elsewhere. */
interface Table {
  [DISPLAY](): { "text/html": string; "text/plain": string };
}

const DISPLAY: unique symbol = Symbol.for("Jupyter.display") as never;

type Cell = string | number;

function escapeHtml(text: Cell): string {
  return String(text).replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

/** Rows as a table, and as columns of plain text: the first column to the left, the others to the right. */
export function asTable(columns: readonly string[], rows: readonly (readonly Cell[])[]): Table {
  const all = [columns, ...rows].map((row) => row.map(String));
  const widths = columns.map((_, k) => Math.max(...all.map((row) => [...row[k]!].length)));
  const line = (row: readonly string[]) =>
    row.map((cell, k) => k === 0 ? cell.padEnd(widths[k]!) : cell.padStart(widths[k]!)).join("  ");
  // JupyterLab heeds the style, other readers the attribute
  const cell = (tag: "th" | "td", text: string, side: "left" | "right") =>
    `<${tag} align="${side}" style="text-align:${side}">${escapeHtml(text)}</${tag}>`;
  const cells = (tag: "th" | "td", row: readonly string[]) =>
    row.map((text, k) => cell(tag, text, k === 0 ? "left" : "right")).join("");
  const [head, ...body] = all;
  const html = `<table><thead><tr>${cells("th", head!)}</tr></thead><tbody>${
    body.map((row) => `<tr>${cells("td", row)}</tr>`).join("")
  }</tbody></table>`;
  return {
    [DISPLAY]: () => ({ "text/html": html, "text/plain": all.map(line).join("\n") }),
  };
}
