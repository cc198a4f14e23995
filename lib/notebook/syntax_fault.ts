import type { SyntaxFault } from "./cell_fault.ts";
import { type DenoOutput, runDeno } from "./run_deno.ts";

/**
 * Finds out why a cell does not parse. The kernel only says that execution failed, so the cell is
 * given to the formatter of the same Deno, whose parser is the same and says where. As the kernel
 * does, it tries plain TypeScript first and then JSX.
 */
export async function findSyntaxFault(source: string): Promise<SyntaxFault | undefined> {
  const plain = await parse(source, "ts");
  if (plain.success || (await parse(source, "tsx")).success) return undefined;
  return parseComplaint(plain.stderr);
}

/** Whether a cell can be read as TypeScript with JSX; one with a type in angle brackets can not. */
export async function parsesWithJsx(source: string): Promise<boolean> {
  return (await parse(source, "tsx")).success;
}

function parse(source: string, extension: "ts" | "tsx"): Promise<DenoOutput> {
  return runDeno(["fmt", "--no-config", "--ext", extension, "-"], { stdin: source });
}

/** Reads the message and the place out of the formatter's complaint. */
function parseComplaint(text: string): SyntaxFault {
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
