import { denoComplaint } from "./deno_complaint.ts";
import type { DenoOutput } from "./run_deno.ts";

/** Deno itself fails in a folder, whatever the files in it say. */
export class DenoFailure extends Error {
  /** The name that is shown. */
  override readonly name = "DenoFailure";
}

/** Something that `deno check` or `deno lint` said of a file. */
export interface Diagnostic {
  /** `TS2322`, or the name of a lint rule. */
  readonly code: string;
  /** What is wrong. */
  readonly message: string;
  /** URL of the file. */
  readonly file: string;
  /** Line, from 1. */
  readonly line: number;
  /** Column, from 1. */
  readonly column: number;
}

/** Reads what `deno check` writes to stderr. Places of related information are part of the message. */
export function parseCheck(text: string): Diagnostic[] {
  const blocks = text.split(/^(?=TS\d+ \[ERROR\]: |error: )/m);
  return blocks.flatMap((block) => {
    const [, code, words] = block.match(/^(?:(TS\d+) \[ERROR\]|error): ([\s\S]*)$/) ?? [];
    const [, before, file, line, column] =
      words?.match(/^([\s\S]*?)\n\s+at (\w+:\/\/\S+):(\d+):(\d+)$/m) ?? [];
    if (before === undefined || /^\s/.test(before)) return []; // or more about the one before
    const message = code ? withoutExcerpt(before) : before.split("\n")[0]!;
    return [{
      code: code ?? "syntax",
      message: message.replace(/^SyntaxError: /, ""),
      file: file!,
      line: Number(line),
      column: Number(column),
    }];
  });
}

/** Takes off the source line and its marks, which we show ourselves. */
function withoutExcerpt(message: string): string {
  return message.replace(/\n[^\n]*\n\s*[~^]+\s*$/, "");
}

/** What `deno lint --json` prints. */
interface LintReport {
  readonly diagnostics: readonly {
    readonly filename: string;
    readonly range: { readonly start: { readonly line: number; readonly col: number } };
    readonly message: string;
    readonly code: string;
    readonly hint?: string;
  }[];
  readonly errors: readonly { readonly message: string }[];
}

/** What the linter says: what it found, and what does not parse. */
export interface Linted {
  /** What it found. */
  readonly diagnostics: Diagnostic[];
  /** What does not parse. */
  readonly unparsed: Diagnostic[];
}

/**
 * Reads what `deno lint --json` prints.
 *
 * @throws {DenoFailure} If Deno could not even begin, as with a lock file that it can not read.
 */
export function parseLint({ stdout, stderr }: DenoOutput): Linted {
  if (stdout === "") throw new DenoFailure(denoComplaint(stderr));
  const { diagnostics, errors } = JSON.parse(stdout) as LintReport;
  const unparsed = errors.flatMap(({ message }) => parseCheck(`error: ${message}`));
  const found = diagnostics.map(({ filename, range, message, code, hint }) => ({
    code,
    message: hint ? `${message}\nhint: ${hint}` : message,
    file: filename,
    line: range.start.line,
    column: range.start.col + 1,
  }));
  return { diagnostics: found, unparsed };
}
