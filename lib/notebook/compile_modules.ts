import { type CheckSubject, urlOf } from "./check_subject.ts";
import { denoComplaint } from "./deno_complaint.ts";
import { type Diagnostic, parseCheck } from "./deno_diagnostics.ts";
import { findSpecifier } from "./find_specifier.ts";
import { runDeno } from "./run_deno.ts";

/**
 * What the compiler says of modules. It stops at the first import that can not be had, and then says
 * nothing of any file: the module that asks for it is put aside, and the others are compiled again.
 */
export async function compileModules(
  subjects: readonly CheckSubject[],
  cwd: string,
): Promise<Diagnostic[]> {
  if (subjects.length === 0) return [];
  const check = await runDeno(["check", ...subjects.map(({ scratch }) => scratch)], { cwd });
  const found = parseCheck(check.stderr);
  if (!check.success && found.length === 0) return await compileEach(subjects, check.stderr, cwd);
  const stopped = new Set(found.filter(({ code }) => code === "syntax").map(({ file }) => file));
  const rest = subjects.filter((subject) => !stopped.has(urlOf(subject)));
  if (stopped.size === 0 || rest.length === subjects.length) return found;
  const named = found.map((said) =>
    said.code === "syntax" ? { ...said, code: "import-fails" } : said
  );
  return [...named, ...await compileModules(rest, cwd)];
}

/** Where the compiler fails without a word of where, each module is compiled by itself. */
async function compileEach(
  subjects: readonly CheckSubject[],
  stderr: string,
  cwd: string,
): Promise<Diagnostic[]> {
  const [only, ...others] = subjects;
  if (others.length === 0) return [failure(only!, denoComplaint(stderr))];
  const found: Diagnostic[] = [];
  for (const subject of subjects) found.push(...await compileModules([subject], cwd));
  return found;
}

/** A failure of Deno itself, at the import that it is about or else at the first line. */
function failure(subject: CheckSubject, message: string): Diagnostic {
  const at = findSpecifier(subject.module.text, message);
  const place = at ?? { line: 2, column: 1 }; // line 1 is ours
  return { code: at ? "import-fails" : "deno-fails", message, file: urlOf(subject), ...place };
}
