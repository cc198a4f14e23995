import { type Cell, hasTag } from "../nbformat.ts";
import { joinText } from "../output.ts";
import { exerciseOf } from "./exercise.ts";
import { type Html, html, type HtmlValue } from "./html.ts";
import { codeBlock } from "./render_markdown.ts";
import { mark, type OutputContext, renderOutput, type ShownOutput } from "./render_output.ts";
import type { ReportedCheck } from "./report.ts";

/** Code that can be folded away: it is there without scripts, and a search in the page finds it. */
function folded(summary: HtmlValue, code: Html, open: boolean, kind = "code"): Html {
  return open
    ? html`<details class="${kind}" open><summary>${summary}</summary>${code}</details>`
    : html`<details class="${kind}"><summary>${summary}</summary>${code}</details>`;
}

/** The checks of a cell as the line that stands for their code. */
function checkLines(checks: readonly ReportedCheck[]): Html {
  return html`${
    checks.map(({ name, state }) =>
      html`<span class="check">${mark(state)} ${name}<span class="unseen">. </span></span>`
    )
  }`;
}

function lines(source: string): string {
  const count = source.split("\n").length;
  return count === 1 ? "1 line" : `${count} lines`;
}

/** Whether a cell does nothing but import. */
function onlyImports(source: string): boolean {
  return source.replace(/\/\/.*$|\/\*[\s\S]*?\*\//gm, "").replace(
    /\bimport\b[^;"']*["'][^"']+["'](?:\s*with\s*\{[^}]*\})?;?/g,
    "",
  )
    .trim() === "";
}

function exercise(cell: Cell, language: string, notebook: string): Html | undefined {
  const found = exerciseOf(cell);
  if (found === undefined) return undefined;
  const { id, source, hint } = found;
  return html`
    <section class="exercise" id="exercise-${id}" data-exercise="${id}"
      data-notebook="${notebook}" role="group" aria-label="Exercise ${id}">
    ${codeBlock(source, language)}
    ${hint !== undefined && html`
      <details class="hint">
        <summary>Hint</summary>
        <p>${hint}</p>
      </details>
    `}
    </section>
  `;
}

/** What JupyterLab keeps of what its user folded. */
function jupyter({ metadata }: Cell): { source_hidden?: boolean; outputs_hidden?: boolean } {
  return (metadata.jupyter ?? {}) as { source_hidden?: boolean; outputs_hidden?: boolean };
}

/** Whether the author wants the code of a cell folded: by a tag, or by folding it in JupyterLab. */
export function isFolded(cell: Cell): boolean {
  return hasTag(cell, "hide-input") || hasTag(cell, "hide-cell") ||
    jupyter(cell).source_hidden === true;
}

/** What is told of a code cell's outputs. */
export interface ShownCell {
  readonly markup: Html;
  readonly outputs: readonly ShownOutput[];
}

/**
 * A code cell as HTML. What there is to see comes first where it is a figure, its code folded; checks
 * stand as lines that unfold to their code; tags of Jupyter Book (`hide-input`, `remove-output` …)
 * are heeded.
 */
export function renderCodeCell(
  cell: Cell,
  { language, notebook, outputs: context }: {
    language: string;
    notebook: string;
    outputs: OutputContext;
  },
): ShownCell {
  const own = exercise(cell, language, notebook);
  if (own !== undefined) return { markup: own, outputs: [] };
  const source = joinText(cell.source);
  const shown = hasTag(cell, "remove-output") ? [] : (cell.outputs ?? [])
    .map((output) => renderOutput(output, context)).filter((output) => output !== undefined);
  const all = shown.map(({ markup }) => markup);
  const outputs = (hasTag(cell, "hide-output") || jupyter(cell).outputs_hidden) && all.length > 0
    ? html`<details class="code"><summary>Output</summary>${all}</details>`
    : html`${all}`;
  if (hasTag(cell, "remove-input") || source.trim() === "") {
    return { markup: outputs, outputs: shown };
  }
  const code = codeBlock(source, language);
  if (shown.some(({ kind }) => kind === "figure")) {
    return {
      markup: html`${outputs}${
        folded(html`Code of this figure <span class="size">${lines(source)}</span>`, code, false)
      }`,
      outputs: shown,
    };
  }
  if (shown.length > 0 && shown.every(({ kind }) => kind === "report")) {
    const checks = shown.flatMap(({ checks = [] }) => checks);
    const failed = checks.some(({ state }) => state === "failed");
    return {
      markup: html`${folded(checkLines(checks), code, failed)}${failed && outputs}`,
      outputs: shown,
    };
  }
  const imports = onlyImports(source);
  const summary = html`${imports ? "Imports" : "Code"} <span class="size">${lines(source)}</span>`;
  return {
    markup: html`${
      folded(summary, code, !imports && !isFolded(cell), imports ? "code imports" : "code")
    }${outputs}`,
    outputs: shown,
  };
}
