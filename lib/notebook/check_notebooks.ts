import { basename, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import type { CellPlace, CellsModule } from "./cells_module.ts";
import { findStatements } from "./find_statements.ts";
import { checkRules, checkStatements, checkTypes, probesOf } from "./check_rules.ts";
import { type CheckSubject, prepareSubject, urlOf } from "./check_subject.ts";
import { compileModules } from "./compile_modules.ts";
import { DenoFailure, type Diagnostic } from "./deno_diagnostics.ts";
import { importedFiles } from "./content_stamp.ts";
import type { Finding } from "./finding.ts";
import { hasTag, type Notebook } from "./nbformat.ts";
import { lintModules } from "./lint_modules.ts";
import { removeScratch } from "./scratch_file.ts";
import { withProbes } from "./type_probes.ts";

/** A notebook with its place. */
export interface PlacedNotebook {
  /** Where it is, as the user would write it. */
  readonly path: string;
  /** The notebook. */
  readonly notebook: Notebook;
}

/** A place in a module, as a diagnostic tells it. */
type ModulePlace = Pick<Diagnostic, "file" | "line" | "column">;

/**
 * Type-checks and lints the cells of notebooks in one folder. Each notebook is a module that stands
 * beside it, so that the import map and relative imports are those of the kernel; all are checked
 * together, as most of the time goes into what they import.
 *
 * A name declared in two cells is found, as a reader would stumble over it; a cell tagged
 * `allow-redeclaration` may do so. Cells tagged `skip-execution` are left out, as are those tagged
 * `raises-exception` that do not parse.
 *
 * @example A type that is another
 * ```ts
 * import { checkNotebooks, type Notebook } from "@surprisal/loss/notebook";
 * import { assertEquals } from "@std/assert";
 *
 * const notebook: Notebook = {
 *   nbformat: 4,
 *   nbformat_minor: 5,
 *   metadata: {},
 *   cells: [{
 *     cell_type: "code",
 *     id: "a",
 *     metadata: {},
 *     source: "const losses = [1, 2];\nconst text: string = losses.length;\ntext;",
 *     outputs: [],
 *     execution_count: null,
 *   }],
 * };
 * const [finding] = await checkNotebooks("notebooks", [{ path: "new.ipynb", notebook }]);
 * assertEquals([finding?.place, finding?.code], ["new.ipynb#cell1:2:7", "TS2322"]);
 * ```
 *
 * @param folder Where the notebooks are; the modules are written there for the moment of the check.
 * @param notebooks The notebooks.
 * @returns What is wrong, in the order of the places.
 * @throws {Error} If the folder can not be written to.
 *
 * @see {@linkcode runNotebook} for what shows only when they run.
 */
export async function checkNotebooks(
  folder: string,
  notebooks: readonly PlacedNotebook[],
): Promise<readonly Finding[]> {
  return (await examineNotebooks(folder, notebooks)).findings;
}

/** What is wrong with notebooks, and the local files that they import. */
export interface Examined {
  /** What is wrong, in the order of the places. */
  readonly findings: readonly Finding[];
  /** What they import. */
  readonly imported: readonly string[];
}

/** As {@linkcode checkNotebooks}, with the files on which the findings rest. */
export async function examineNotebooks(
  folder: string,
  notebooks: readonly PlacedNotebook[],
): Promise<Examined> {
  const subjects: CheckSubject[] = [];
  try {
    for (const { path, notebook } of notebooks) {
      subjects.push(await prepareSubject(folder, path, notebook));
    }
    const found = await diagnose(subjects, resolve(folder));
    const own = subjects.flatMap((subject) => ownRules(subject, found));
    const findings = [...translateAll(found, subjects), ...own].sort(byPlace);
    const files = subjects.map(({ scratch }) => scratch);
    return { findings, imported: await importedFiles(files, resolve(folder)) };
  } catch (error) {
    if (!(error instanceof DenoFailure)) throw error;
    const findings = [{ place: folder || ".", code: "deno-fails", message: error.message }];
    return { findings, imported: [] };
  } finally {
    for (const { scratch } of subjects) removeScratch(scratch);
  }
}

/** What the linter says, and the compiler of those files that parse; its answers are in both. */
async function diagnose(subjects: readonly CheckSubject[], cwd: string): Promise<Diagnostic[]> {
  const { diagnostics, unparsed } = await lintModules(subjects, cwd);
  const broken = new Set(unparsed.map(({ file }) => file));
  const whole = subjects.filter((subject) => !broken.has(urlOf(subject)));
  if (whole.length === 0) return unparsed;
  const statements = await findStatements(whole.map(({ scratch }) => scratch), cwd);
  for (const subject of whole) {
    subject.statements = statements.get(urlOf(subject));
    subject.probed = withProbes(subject.module.text, probesOf(subject));
    await Deno.writeTextFile(subject.scratch, subject.probed.text);
  }
  const found = await compileModules(whole, cwd);
  const linted = diagnostics.filter(({ code, file, line, column }) =>
    code !== "no-redeclare" && // the compiler says so
    !(code === "no-unreachable" && startsCell(whole, { file, line, column }))
  );
  return [...unparsed, ...found.flatMap((said) => unprobed(said, whole)), ...linted];
}

/** A cell after one that throws is executed all the same: each is sent by itself. */
function startsCell(
  subjects: readonly CheckSubject[],
  { file, line, column }: ModulePlace,
): boolean {
  const subject = subjects.find((subject) => urlOf(subject) === file);
  const { module, statements } = subject ?? {};
  const cell = module?.locate(line, column)?.cell;
  const before = statements?.top.filter(([, , type]) => type === "ThrowStatement") ?? [];
  return !before.some(([start]) => module!.locateOffset(start)?.cell === cell);
}

/** What the compiler said, at its place in the module without probes; answers of probes stay away. */
function unprobed(said: Diagnostic, subjects: readonly CheckSubject[]): Diagnostic[] {
  const subject = subjects.find((subject) => urlOf(subject) === said.file);
  if (!subject?.probed) return [said];
  const at = subject.probed.locate(said.line, said.column);
  if (at === undefined) return [];
  if (!("probe" in at)) return [{ ...said, line: at.line, column: at.column }];
  if (said.code === "TS2322") subject.answers.push(at);
  return [];
}

/** What our own rules say of a notebook; where the linter or compiler speaks, they are silent. */
function ownRules(subject: CheckSubject, found: readonly Diagnostic[]): Finding[] {
  const { path, module, cells } = subject;
  const url = urlOf(subject);
  const broken = new Set(
    found.filter(({ file, code }) => file === url && code.startsWith("TS"))
      .map(({ line, column }) => module.locate(line, column)?.cell),
  );
  const rules = [
    ...checkRules(cells),
    ...checkStatements(subject),
    ...checkTypes(subject).filter(({ cell }) => !broken.has(cell)),
  ];
  return rules.map((rule) => toFinding(path, module, rule, rule));
}

/** Puts diagnostics of the modules into the words of their notebooks. */
function translateAll(found: readonly Diagnostic[], subjects: readonly CheckSubject[]): Finding[] {
  const byFile = Map.groupBy(found, ({ file }) => file);
  const own = subjects.flatMap((subject) => {
    const url = urlOf(subject);
    const mine = byFile.get(url) ?? [];
    byFile.delete(url);
    return toldOnce(withoutAllowed(mine, subject)).flatMap((said) => translate(subject, said));
  });
  const others = [...byFile.values()].flat().map(({ file, line, column, ...rest }) => {
    const path = file.startsWith("file:") ? relative(".", fileURLToPath(file)) : file;
    return { place: `${path}:${line}:${column}`, ...rest };
  });
  return [...own, ...others];
}

/** Leaves out names declared twice, where one of the cells is allowed to. */
function withoutAllowed(
  found: readonly Diagnostic[],
  { cells, module }: CheckSubject,
): readonly Diagnostic[] {
  const tolerant = cells.filter(({ cell }) => hasTag(cell, "allow-redeclaration"));
  const numbers = new Set(tolerant.map(({ number }) => number));
  const allowed = new Set(
    found.filter(({ code, line, column }) =>
      isRedeclaration(code) && numbers.has(module.locate(line, column)?.cell ?? 0)
    ).map(({ message }) => message),
  );
  return found.filter(({ code, message }) => !(isRedeclaration(code) && allowed.has(message)));
}

/** That the tags of JSX have no types is said of every tag: once will do. */
function toldOnce(found: readonly Diagnostic[]): readonly Diagnostic[] {
  const first = found.find(({ code }) => code === "TS7026");
  return found.filter((said) => said.code !== "TS7026" || said === first);
}

function isRedeclaration(code: string): boolean {
  return code === "TS2451" || code === "TS2300";
}

/** The finding in the words of the notebook; nothing for what is about our own lines. */
function translate(
  subject: CheckSubject,
  { line, column, code, message }: Diagnostic,
): Finding[] {
  const { path, module, scratch } = subject;
  const clean = message.replaceAll(urlOf(subject), path)
    .replaceAll(basename(scratch), basename(path));
  const place = module.locate(line, column);
  return place ? [toFinding(path, module, place, { code, message: clean })] : [];
}

function toFinding(
  path: string,
  module: CellsModule,
  { cell, line, column }: CellPlace,
  { code, message }: { readonly code: string; readonly message: string },
): Finding {
  return {
    place: `${path}#cell${cell}:${line}:${column}`,
    code,
    message,
    excerpt: { line: module.lineAt({ cell, line, column }), column },
  };
}

function byPlace(a: Finding, b: Finding): number {
  return a.place.localeCompare(b.place, "en", { numeric: true });
}
