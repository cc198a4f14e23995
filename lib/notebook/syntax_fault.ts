import type { SyntaxFault } from "./cell_fault.ts";
import { runDeno } from "./run_deno.ts";

/**
 * Finds out why a cell does not parse. The kernel only says that execution failed, so the cell is
 * given to the formatter of the same Deno, whose parser is the same and says where.
 */
export async function findSyntaxFault(source: string): Promise<SyntaxFault | undefined> {
  const { success, stderr } = await runDeno(["fmt", "--no-config", "--ext", "ts", "-"], {
    stdin: source,
  });
  return success ? undefined : parseComplaint(stderr);
}

/** Reads the message and the place out of the formatter's complaint. */
export function parseComplaint(text: string): SyntaxFault {
  const said = text.match(/^(?:error: )?(?:SyntaxError: )?(.+)$/m)?.[1] ?? "not TypeScript";
  const message = plainWords(said);
  const place = text.match(/:(\d+):(\d+)\s*$/m);
  if (!place) return { kind: "syntax", message };
  return { kind: "syntax", message, line: Number(place[1]), column: Number(place[2]) };
}

/** Puts a complaint of the lexer, which names a Rust value, into words: "Unterminated template". */
function plainWords(message: string): string {
  const name = message.match(/<lexing error: .*?, (\w+)\) }>/)?.[1];
  if (name === undefined) return message;
  const words = name.replace("Tpl", "Template");
  return words.replace(/(?<=[a-z])[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}
