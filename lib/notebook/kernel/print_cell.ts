import { stripTypeScriptTypes } from "node:module";
import type { SyntaxFault } from "../cell_fault.ts";

/** A cell as JavaScript, printed anew by the parser of Deno itself. */
export interface PrintedCell {
  /** The JavaScript. */
  readonly code: string;
  /** The `mappings` of its source map. */
  readonly mappings: string;
}

/** Where the source map begins in what the parser gives. */
const SOURCE_MAP = "\n//# sourceMappingURL=data:application/json;base64,";

/** A file name that the parser puts into its complaints. */
const PLACE = /file:.*?:(\d+):(\d+)\s*$/;

/**
 * Prints a cell as JavaScript, or says why it is no TypeScript.
 *
 * The parser drops imports that nothing uses, a kernel keeps them, as the next cell may use them. So
 * all imported names are used in a last line, which is taken away again.
 */
export function printCell(source: string): PrintedCell | SyntaxFault {
  const text = source + useImports(source);
  try {
    const printed = stripTypeScriptTypes(text, { mode: "transform", sourceMap: true });
    return readPrinted(printed, source);
  } catch (error) {
    return readFault((error as Error).message);
  }
}

/** Takes a printed program and its source map apart. */
export function readPrinted(printed: string, source: string): PrintedCell {
  const at = printed.lastIndexOf(SOURCE_MAP);
  const { mappings } = JSON.parse(atob(printed.slice(at + SOURCE_MAP.length)));
  const code = printed.slice(0, at).trimEnd();
  const added = useImports(source) !== "";
  return { code: added ? code.slice(0, code.lastIndexOf("if (0)")) : code, mappings };
}

/** Whether it could be printed. */
export function isPrinted(result: PrintedCell | SyntaxFault): result is PrintedCell {
  return "code" in result;
}

/** A statement that uses every name that the cell imports, and can not continue what is before. */
export function useImports(source: string): string {
  const clauses = [...source.matchAll(/^[ \t]*import\s+([^"'`;()]+?)\s*\bfrom\b/gm)];
  const names = clauses.flatMap(([, clause]) =>
    clause!.match(/[\p{ID_Start}$_][\p{ID_Continue}$]*/gu)!
  );
  const used = names.filter((name) => !["type", "as", "from", "default"].includes(name));
  return used.length === 0 ? "" : `\nif (0) void [${used.join(", ")}];`;
}

/** "SyntaxError: Expression expected\n | ...\n at file:///x.ts:1:5" in parts. */
export function readFault(complaint: string): SyntaxFault {
  const message = complaint.split("\n")[0]!.replace(/^SyntaxError: /, "");
  const [, line, column] = complaint.match(PLACE) ?? [];
  const fault = { kind: "syntax", message } as const;
  return line === undefined ? fault : { ...fault, line: Number(line), column: Number(column) };
}
