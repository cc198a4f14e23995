import type { SyntaxFault } from "../cell_fault.ts";
import { isPrinted, printCell } from "./print_cell.ts";
import { mayHoldJsx, printJsxCell } from "./print_jsx_cell.ts";

/** What a console should do when Enter is pressed. */
export interface Completeness {
  /** Whether the text can be executed, could with more text, or never will. */
  readonly status: "complete" | "incomplete" | "invalid";
  /** What the next line should begin with. */
  readonly indent?: string;
}

/** Whether a text is a whole cell, by the parser that will read it. */
export function completeness(code: string): Completeness {
  const text = code.trimEnd();
  const printed = printCell(text);
  if (isPrinted(printed)) {
    // In a comment without end anything goes, even a bracket that closes nothing.
    return isPrinted(printCell(`${text}\n)`)) ? incomplete(text) : { status: "complete" };
  }
  if (mayHoldJsx(text)) {
    const jsx = printJsxCell(text);
    if (isPrinted(jsx)) return { status: "complete" };
    if (/'<eof>'/.test(jsx.message)) return incomplete(text);
  }
  if (/^Unterminated template/.test(printed.message)) return incomplete(text);
  if (/string constant/.test(printed.message)) return { status: "invalid" };
  // A text that may go on is one whose fault lies behind it, whatever comes there.
  const { line = 0 } = printCell(`${text}\n#`) as SyntaxFault;
  return line > text.split("\n").length ? incomplete(text) : { status: "invalid" };
}

/** Indents as the last line, and more if it opens a bracket. */
function incomplete(text: string): Completeness {
  const last = text.slice(text.lastIndexOf("\n") + 1);
  const indent = last.match(/^\s*/)![0] + (/[[({]$/.test(last) ? "  " : "");
  return { status: "incomplete", indent };
}
