import { type Cell } from "../nbformat.ts";
import { joinText, type MultilineText } from "../output.ts";

/** An exercise of a notebook: a cell that asks for an answer and checks it. */
export interface Exercise {
  /** Its number, such as `E3.1`. */
  readonly id: string;
  /** The cell as it is, with `todo()` where the answer belongs. */
  readonly source: string;
  /** A hint, as the run of the open exercise printed it. */
  readonly hint: string | undefined;
}

/** The exercise of a cell: it calls `check` with a number, and `todo` stands for the answer. */
export function exerciseOf(cell: Cell): Exercise | undefined {
  const source = joinText(cell.source);
  const id = source.match(/\bcheck\(\s*["']([\w.-]+)["']/)?.[1];
  if (cell.cell_type !== "code" || id === undefined || !/\btodo\s*(?:<|\()/.test(source)) {
    return undefined;
  }
  const said = (cell.outputs ?? []).map((output) =>
    output.output_type === "stream"
      ? joinText(output.text)
      : "data" in output
      ? joinText((output.data["text/plain"] ?? "") as MultilineText)
      : ""
  ).join("\n");
  return { id, source, hint: said.match(/\bHint: (.+)/)?.[1] };
}
