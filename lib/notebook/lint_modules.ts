import { cellSyntax } from "./cell_syntax.ts";
import { type CheckSubject, takeForJsx, urlOf } from "./check_subject.ts";
import { type Diagnostic, type Linted, parseLint } from "./deno_diagnostics.ts";
import { runDeno } from "./run_deno.ts";

/**
 * What the linter says; modules that do not parse are tried as ones with JSX, as a kernel does, and
 * then cell by cell.
 */
export async function lintModules(subjects: readonly CheckSubject[], cwd: string): Promise<Linted> {
  const plain = await lintFiles(subjects, cwd);
  const broken = new Set(plain.unparsed.map(({ file }) => file));
  const retry = subjects.filter((subject) => broken.has(urlOf(subject)));
  if (retry.length === 0) return plain;
  const complaints = new Map(retry.map((subject) => [subject, urlOf(subject)]));
  for (const subject of retry) await takeForJsx(subject, cwd);
  const jsx = await lintFiles(retry, cwd);
  const lost = new Set(jsx.unparsed.map(({ file }) => file));
  const unparsed: Diagnostic[] = [];
  for (const subject of retry.filter((subject) => lost.has(urlOf(subject)))) {
    const file = urlOf(subject);
    const cells = await cellSyntax(subject);
    const whole = plain.unparsed.filter((said) => said.file === complaints.get(subject));
    unparsed.push(...(cells.length > 0 ? cells : whole.map((said) => ({ ...said, file }))));
  }
  return { diagnostics: [...plain.diagnostics, ...jsx.diagnostics], unparsed };
}

async function lintFiles(subjects: readonly CheckSubject[], cwd: string): Promise<Linted> {
  const files = subjects.map(({ scratch }) => scratch);
  return parseLint(await runDeno(["lint", "--json", ...files], { cwd }));
}
