import { joinText, type MimeBundle, type MultilineText, type Output } from "../output.ts";
import { codeBlock } from "./render_markdown.ts";
import { type Html, html, type HtmlValue, unescapeHtml } from "./html.ts";
import { inlineSvg, type Palette } from "./inline_svg.ts";
import { mathematics, type StyleClasses } from "./mathematics.ts";
import { readReport, type ReportedCheck } from "./report.ts";
import { type Addresses, dataPicture, sanitise } from "./sanitise.ts";

/** What an output needs to know of its page. */
export interface OutputContext extends Addresses {
  readonly palette: Palette;
  readonly styles: StyleClasses;
  /** Number of the next figure; each takes one. */
  nextFigure(): number;
  /** Hears of a figure without words. */
  undescribed(): void;
  /** Hears of a drawing, and of what it becomes when it is live; a live one gets a name in the page. */
  drawn(svg: string, live: string | undefined): string | undefined;
  /** Markdown in an output. */
  markdown(source: string): Html;
}

/** An output as it is shown. */
export interface ShownOutput {
  readonly kind: "figure" | "report" | "text" | "error";
  readonly markup: Html;
  /** The checks, if it is a report. */
  readonly checks?: readonly ReportedCheck[];
}

/** Most characters of a text output that a page shows. */
const LONGEST = 100_000;

/** Codes that colour a terminal. */
// deno-lint-ignore no-control-regex
const ANSI = /\x1b\[[0-9;]*[A-Za-z]|\x1b\][^\x07]*\x07/g;

function plainText(text: string): string {
  return text.replace(ANSI, "");
}

/** A text that is not too long for a page; what is left out is in the notebook. */
function cut(text: string): string {
  if (text.length <= LONGEST) return text;
  const left = (text.length - LONGEST).toLocaleString("en");
  return `${text.slice(0, LONGEST).toWellFormed()}\n… and ${left} characters more, in the notebook`;
}

/** Whether lines are set in columns, which would be lost if they were broken. */
function inColumns(text: string): boolean {
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  const set = lines.filter((line) => /\S {2,}\S/.test(line));
  return set.length >= 3 && set.length > lines.length / 2;
}

function textBlock(text: string, kind = "result"): ShownOutput {
  const checks = readReport(text);
  if (checks !== undefined) return { kind: "report", markup: report(checks), checks };
  const shown = cut(plainText(text).trimEnd());
  const set = inColumns(shown) ? `${kind} columns` : kind;
  return { kind: "text", markup: html`<pre class="output ${set}" tabindex="0">${shown}</pre>` };
}

const WORDS = { passed: "holds", failed: "fails", ignored: "was not run" } as const;
const MARKS = { passed: "✓", failed: "✗", ignored: "–" } as const;

/** The mark of a check, said in a word to those who cannot see it. */
export function mark(state: ReportedCheck["state"]): Html {
  const words = html`<span class="unseen">${WORDS[state]}: </span>`;
  // deno-fmt-ignore -- spaces would show
  return html`<span class="mark ${state}"><span aria-hidden="true">${MARKS[state]}</span>${words}</span>`;
}

/** A report of checks as a list. */
function report(checks: readonly ReportedCheck[]): Html {
  return html`<ul class="report">${
    checks.map(({ name, state, details }) =>
      html`<li>${mark(state)} ${name}${
        details.length > 0 && html`<pre class="output" tabindex="0">${details.join("\n")}</pre>`
      }</li>`
    )
  }</ul>`;
}

function text(data: MimeBundle, type: string): string | undefined {
  return type in data ? joinText(data[type] as MultilineText) : undefined;
}

/** The words under a figure, if its HTML has some. */
function captionOf(markup: string | undefined): string | undefined {
  const inner = markup?.match(/<figcaption\b[^>]*>([\s\S]*?)<\/figcaption>/)?.[1];
  return inner === undefined ? undefined : unescapeHtml(inner.replace(/<[^>]*>/g, "")).trim();
}

/** Name and start of a live figure, if the HTML marks the place of one. */
function liveOf(markup: string | undefined): { name: string; props: string } | undefined {
  const [, name, props] = markup?.match(/<div data-live="([a-z][\w-]*)" data-props="([^"]*)">/) ??
    [];
  return name === undefined ? undefined : { name, props: unescapeHtml(props!) };
}

/** A figure with its words; a live one is found by its name, which outlasts a change of the order. */
function figure(
  content: HtmlValue,
  { caption, live, number, id }: {
    caption?: string | undefined;
    live?: { name: string; props: string } | undefined;
    number: number;
    id: string;
  },
): Html {
  const words = caption !== undefined && caption !== "" &&
    html`<figcaption>${caption}</figcaption>`;
  const kind = live === undefined ? "figure" : "figure live";
  const data = live && html`
    data-live="${live.name}" data-props="${live.props}"
  `;
  // deno-fmt-ignore -- one line of attributes
  const drawing = html`<div class="drawing" tabindex="0" role="group" aria-label="Figure ${number}">${content}</div>`;
  return html`
    <figure class="${kind}" id="${id}" ${data}>${drawing}${words}</figure>
  `;
}

function showDrawing(data: MimeBundle, context: OutputContext): ShownOutput | undefined {
  const svg = text(data, "image/svg+xml");
  if (svg === undefined) return undefined;
  const shown = text(data, "text/html");
  const number = context.nextFigure();
  const plain = text(data, "text/plain")?.replace(/^\[figure\] /, "").split("\n")[0];
  const alt = plain !== undefined && !/^\s*[<{[(]/.test(plain) ? plain : undefined;
  const drawing = inlineSvg(svg, { prefix: `f${number}-`, palette: context.palette, alt });
  if (drawing === undefined) return undefined;
  if (!drawing.described) context.undescribed();
  const live = liveOf(shown);
  const id = context.drawn(svg, live?.name) ?? `fig-${number}`;
  const markup = figure(drawing.markup, { caption: captionOf(shown), live, number, id });
  return { kind: "figure", markup };
}

const PIXELS = ["image/png", "image/jpeg", "image/gif", "image/webp"] as const;

function showPicture(
  output: { data: MimeBundle; metadata?: Record<string, unknown> },
  context: OutputContext,
): ShownOutput | undefined {
  for (const type of PIXELS) {
    const base64 = text(output.data, type)?.replace(/\s+/g, "");
    const src = base64 === undefined ? undefined : dataPicture(`data:${type};base64,${base64}`);
    if (src === undefined) continue;
    const given = output.metadata?.alt ?? text(output.data, "text/plain");
    const alt = typeof given === "string" && given.trim() !== ""
      ? plainText(given).trim()
      : undefined;
    if (alt === undefined) context.undescribed();
    const number = context.nextFigure();
    return {
      kind: "figure",
      markup: figure(html`<img src="${src}" alt="${alt ?? "A picture without a description"}">`, {
        number,
        id: `fig-${number}`,
      }),
    };
  }
  return undefined;
}

function showData(
  output: { data: MimeBundle; metadata?: Record<string, unknown> },
  context: OutputContext,
): ShownOutput | undefined {
  const { data } = output;
  const drawn = showDrawing(data, context) ?? showPicture(output, context);
  if (drawn !== undefined) return drawn;
  const markup = text(data, "text/html");
  if (markup !== undefined) {
    const clean = sanitise(markup, context);
    if (clean.text.trim() !== "") {
      return {
        kind: "text",
        markup:
          html`<div class="output rich" tabindex="0" role="group" aria-label="Output">${clean}</div>`,
      };
    }
  }
  const prose = text(data, "text/markdown");
  if (prose !== undefined) {
    return {
      kind: "text",
      markup: html`<div class="output prose">${context.markdown(prose)}</div>`,
    };
  }
  const latex = text(data, "text/latex");
  if (latex !== undefined) {
    const tex = latex.trim().replace(/^\${1,2}|\${1,2}$/g, "");
    return {
      kind: "text",
      markup: html`<div class="output">${
        mathematics(tex, { display: true, styles: context.styles })
      }</div>`,
    };
  }
  const plain = text(data, "text/plain");
  if (plain !== undefined) return textBlock(plain);
  if ("application/json" in data) {
    const source = JSON.stringify(data["application/json"], null, 2);
    return { kind: "text", markup: html`<div class="output">${codeBlock(source, "json")}</div>` };
  }
  return undefined;
}

/** An output as HTML; undefined if it has no face that can be shown. */
export function renderOutput(output: Output, context: OutputContext): ShownOutput | undefined {
  if (output.output_type === "stream") {
    return textBlock(joinText(output.text), output.name === "stderr" ? "stderr" : "stdout");
  }
  if (output.output_type === "error") {
    const lines = output.traceback.join("\n") || `${output.ename}: ${output.evalue}`;
    return {
      kind: "error",
      markup: html`<pre class="output error" tabindex="0">${cut(plainText(lines))}</pre>`,
    };
  }
  return showData(output, context);
}
