import type { SyntaxFault } from "../cell_fault.ts";
import { type PrintedCell, readFault, readPrinted, useImports } from "./print_cell.ts";

/** What Deno says of a program that it can not read. */
const COMPLAINT = /^(?:error: )?(SyntaxError: [\s\S]*?\n\s+at file:\S+:\d+:\d+)$/m;

/** Whether a text may hold the beginning of an element. */
export function mayHoldJsx(source: string): boolean {
  return /<[\p{ID_Start}>]/u.test(source);
}

/** Whether a text holds the end of an element, which TypeScript without JSX has not. */
export function holdsJsx(source: string): boolean {
  return mayHoldJsx(source) && /<\/|\/>/.test(source);
}

/**
 * As {@linkcode printCell}, for a cell with JSX, which the kernel tries second. The parser inside Deno
 * takes none, so Deno is called as a program, for some hundredths of a second.
 */
export function printJsxCell(source: string): PrintedCell | SyntaxFault {
  const folder = Deno.makeTempDirSync({ prefix: "surprisal-jsx-" });
  try {
    const path = `${folder}/cell.tsx`;
    Deno.writeTextFileSync(path, source + useImports(source));
    const { success, stdout, stderr } = new Deno.Command(Deno.execPath(), {
      args: ["transpile", "--no-config", "--source-map", "inline", path],
      env: { NO_COLOR: "1" },
    }).outputSync();
    const decode = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
    if (success) return readPrinted(decode(stdout), source);
    const said = decode(stderr);
    return readFault(said.match(COMPLAINT)?.[1] ?? said);
  } finally {
    Deno.removeSync(folder, { recursive: true });
  }
}
