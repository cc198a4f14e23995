import { formatMarker, markerOf, parseMarker, toCell, toNotebook } from "./cell_marker.ts";
import type { Cell, Notebook } from "./nbformat.ts";
import { joinText, type MultilineText, type Output, splitText } from "./output.ts";

/** A notebook as Markdown, and the pictures that it shows. */
export interface MarkdownExport {
  /** The text. */
  readonly text: string;
  /** Pictures by the path by which the text names them. */
  readonly files: ReadonlyMap<string, string | Uint8Array>;
}

/** A line of a cell that looks like a marker gets a backslash more, and loses it on the way back. */
const ESCAPABLE = /^(<!-- )(\\*%% \[)/gm;

/**
 * A notebook as Markdown with its outputs, pictures as files. Each cell stands behind a comment that
 * says what it is, so that {@linkcode fromMarkdown} gives the notebook back, without outputs.
 *
 * @param notebook The notebook.
 * @param folder What to call the folder of the pictures.
 */
export function toMarkdown({ cells, metadata }: Notebook, folder: string): MarkdownExport {
  const files = new Map<string, string | Uint8Array>();
  let number = 0;
  const parts = cells.map((cell) => {
    if (cell.cell_type === "code") number++;
    const outputs = (cell.outputs ?? []).map((output, i) =>
      showOutput(output, `${folder}/cell${number}-${i + 1}`, files)
    );
    const shown = outputs.length > 0
      ? `${comment({ kind: "outputs", data: {} })}${outputs.join("\n")}\n`
      : "";
    return comment(markerOf(cell)) + body(cell) + "\n\n" + shown;
  });
  return { text: comment({ kind: "notebook", data: metadata }) + parts.join(""), files };
}

function comment(marker: Parameters<typeof formatMarker>[0]): string {
  return `<!-- ${formatMarker(marker).replaceAll("-->", "--\\u003e")} -->\n\n`;
}

function body(cell: Cell): string {
  const source = joinText(cell.source).replace(ESCAPABLE, "$1\\$2");
  if (cell.cell_type === "markdown") return source;
  return fence(source, cell.cell_type === "code" ? "ts" : "text");
}

/** A fence longer than any in the text. */
function fence(text: string, language: string): string {
  const longest = Math.max(
    2,
    ...[...text.matchAll(/^\s*(`{3,})/gm)].map(([, ticks]) => ticks!.length),
  );
  const ticks = "`".repeat(longest + 1);
  return `${ticks}${language}\n${text}\n${ticks}`;
}

function showOutput(output: Output, name: string, files: Map<string, string | Uint8Array>): string {
  if (output.output_type === "stream") return `${fence(joinText(output.text).trimEnd(), "text")}\n`;
  if (output.output_type === "error") return `${fence(output.traceback.join("\n"), "text")}\n`;
  const text = (type: string) => joinText((output.data[type] ?? "") as MultilineText);
  const plain = text("text/plain");
  const alt = plain.split("\n")[0]!.replace(/[[\]]/g, "");
  if ("image/svg+xml" in output.data) {
    files.set(`${name}.svg`, text("image/svg+xml"));
    return `![${alt}](${name}.svg)\n`;
  }
  if ("image/png" in output.data) {
    files.set(
      `${name}.png`,
      Uint8Array.from(atob(text("image/png").trim()), (c) => c.charCodeAt(0)),
    );
    return `![${alt}](${name}.png)\n`;
  }
  return "text/markdown" in output.data
    ? `${text("text/markdown")}\n`
    : `${fence(plain, "text")}\n`;
}

/**
 * Reads a notebook from Markdown that {@linkcode toMarkdown} wrote, or anyone with the same marks.
 *
 * @throws {SyntaxError} If text stands before the first mark, or code in no fence.
 */
export function fromMarkdown(text: string): Notebook {
  const pieces = text.split(/^<!-- (%% \[.*) -->\n\n/m);
  if (pieces[0]!.trim() !== "") {
    throw new SyntaxError("Cannot read Markdown as each cell must stand behind <!-- %% [...] -->");
  }
  const cells: Cell[] = [];
  let metadata: Record<string, unknown> = {};
  for (let i = 1; i < pieces.length; i += 2) {
    const marker = parseMarker(pieces[i]!);
    if (!marker) {
      throw new SyntaxError(`Cannot read mark as it must name a kind of cell: ${pieces[i]}`);
    }
    if (marker.kind === "notebook") metadata = { ...marker.data };
    else if (marker.kind !== "outputs") {
      cells.push(toCell(marker, splitText(sourceOf(pieces[i + 1]!, marker.kind))));
    }
  }
  return toNotebook(cells, metadata);
}

function sourceOf(piece: string, kind: string): string {
  const text = piece.replace(/\n\n$/, "").replace(/^(<!-- )\\(\\*%% \[)/gm, "$1$2");
  if (kind === "markdown") return text;
  const inner = text.match(/^(`{3,})\w*\n([\s\S]*)\n\1\s*$/)?.[2];
  if (inner !== undefined) return inner;
  throw new SyntaxError(`Cannot read cell as code must stand between fences: ${text.slice(0, 60)}`);
}
