import type { OutputDifference } from "./compare_outputs.ts";
import { joinText, type MultilineText, type Output } from "./output.ts";

/** A cell whose outputs differ, for the report. */
export interface DifferingCell {
  /** Where: `path#cellN`. */
  readonly place: string;
  /** The source of the cell. */
  readonly source: string;
  /** What the notebook holds. */
  readonly stored: readonly Output[];
  /** What a run gave. */
  readonly fresh: readonly Output[];
  /** Where they differ. */
  readonly differences: readonly OutputDifference[];
}

const STYLE =
  `:root{color-scheme:light dark}body{font:16px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:90rem;padding:0 1rem}
table{border-collapse:collapse;width:100%;table-layout:fixed}
th,td{border:1px solid #999;padding:.5rem;text-align:left;vertical-align:top}
pre{white-space:pre-wrap;overflow-wrap:anywhere;margin:0}
h2,li{overflow-wrap:anywhere}
img{max-width:100%;background:#fff;color-scheme:light}`;

/** Colours for a terminal. */
// deno-lint-ignore no-control-regex
const COLOURS = /\x1b\[[0-9;]*m/g;

/** Pictures that a page can show. */
const PICTURE = /^image\/(png|jpeg|gif|webp)$/;

/** A page that shows stored and fresh outputs side by side; nothing in it runs or is fetched. */
export function htmlReport(cells: readonly DifferingCell[]): string {
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Outputs that differ</title>
<style>${STYLE}</style>
<h1>Outputs that differ: ${cells.length} ${cells.length === 1 ? "cell" : "cells"}</h1>
${cells.map(section).join("\n")}
</html>
`;
}

function section({ place, source, stored, fresh, differences }: DifferingCell): string {
  const items = differences.map(({ part, line, stored, fresh }) =>
    `<li>${escape(`${part}, line ${line}: ${stored} is now ${fresh}`)}</li>`
  );
  return `<h2>${escape(place)}</h2>
<details><summary>the cell</summary><pre><code>${escape(source)}</code></pre></details>
<ul>${items.join("")}</ul>
<table><thead><tr><th scope="col">stored</th><th scope="col">fresh</th></tr></thead>
<tbody><tr><td>${showAll(stored)}</td><td>${showAll(fresh)}</td></tr></tbody></table>`;
}

function showAll(outputs: readonly Output[]): string {
  return outputs.length === 0 ? "<em>nothing</em>" : outputs.map(show).join("");
}

/** An output as a reader would see it; markup of a notebook is never let into the page. */
function show(output: Output): string {
  if (output.output_type === "stream") {
    return `<pre>${escape(joinText(output.text).replace(COLOURS, ""))}</pre>`;
  }
  if (output.output_type === "error") {
    return `<pre>${escape(output.traceback.join("\n").replace(COLOURS, ""))}</pre>`;
  }
  const svg = output.data["image/svg+xml"] as MultilineText | undefined;
  if (svg !== undefined) {
    const url = `data:image/svg+xml,${encodeURIComponent(joinText(svg))}`;
    return `<img alt="${escape(plain(output.data))}" src="${url}">`;
  }
  const type = Object.keys(output.data).find((type) => PICTURE.test(type));
  if (type !== undefined) {
    const base64 = joinText(output.data[type] as MultilineText).replace(/[^A-Za-z0-9+/=]/g, "");
    return `<img alt="${escape(plain(output.data))}" src="data:${type};base64,${base64}">`;
  }
  const text = plain(output.data);
  if (text === "") return `<em>${escape(Object.keys(output.data).join(", ") || "empty")}</em>`;
  return `<pre>${escape(text)}</pre>`;
}

function plain(data: Readonly<Record<string, unknown>>): string {
  return joinText((data["text/plain"] ?? "") as MultilineText);
}

function escape(text: string): string {
  const names: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
  return text.replace(/[&<>"]/g, (letter) => names[letter]!);
}
