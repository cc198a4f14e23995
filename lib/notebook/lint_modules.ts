import { type CheckSubject, takeForJsx, urlOf } from "./check_subject.ts";
import { type Linted, parseLint } from "./deno_diagnostics.ts";
import { runDeno } from "./run_deno.ts";

/** What the linter says; modules that do not parse are tried as ones with JSX, as a kernel does. */
export async function lintModules(subjects: readonly CheckSubject[], cwd: string): Promise<Linted> {
  const plain = await lintFiles(subjects, cwd);
  const broken = new Set(plain.unparsed.map(({ file }) => file));
  const retry = subjects.filter((subject) => broken.has(urlOf(subject)));
  if (retry.length === 0) return plain;
  const complaints = new Map(retry.map((subject) => [subject, urlOf(subject)]));
  for (const subject of retry) await takeForJsx(subject, cwd);
  const jsx = await lintFiles(retry, cwd);
  const lost = new Set(jsx.unparsed.map(({ file }) => file));
  const unparsed = retry.filter((subject) => lost.has(urlOf(subject))).flatMap((subject) =>
    plain.unparsed.filter(({ file }) => file === complaints.get(subject))
      .map((said) => ({ ...said, file: urlOf(subject) }))
  );
  return { diagnostics: [...plain.diagnostics, ...jsx.diagnostics], unparsed };
}

async function lintFiles(subjects: readonly CheckSubject[], cwd: string): Promise<Linted> {
  const files = subjects.map(({ scratch }) => scratch);
  return parseLint(await runDeno(["lint", "--json", ...files], { cwd }));
}
