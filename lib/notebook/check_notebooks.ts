import { basename, relative, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import {
  type CellPlace,
  type CellsModule,
  cellsModule,
  codeCells,
  type NumberedCell,
} from "./cells_module.ts";
import { findStatements } from "./cell_statements.ts";
import type { CellStatements } from "./cell_statements_plugin.ts";
import { checkRules, checkStatements, checkTypes, probesOf } from "./check_rules.ts";
import { type Diagnostic, parseCheck, parseLint } from "./deno_diagnostics.ts";
import { importedFiles } from "./content_stamp.ts";
import type { Finding } from "./finding.ts";
import { hasTag, type Notebook } from "./nbformat.ts";
import { runDeno } from "./run_deno.ts";
import { makeScratch, removeScratch } from "./scratch_file.ts";
import { findSyntaxFault } from "./syntax_fault.ts";
import { type Answer, type ProbedModule, withProbes } from "./type_probes.ts";

/** A notebook with its place. */
export interface PlacedNotebook {
  /** Where it is, as the user would write it. */
  readonly path: string;
  /** The notebook. */
  readonly notebook: Notebook;
}

/** A place in a module, as a diagnostic tells it. */
type ModulePlace = Pick<Diagnostic, "file" | "line" | "column">;

/** The module that stands for a notebook while it is checked. */
interface Subject {
  readonly path: string;
  readonly cells: readonly NumberedCell[];
  readonly module: CellsModule;
  /** Where the module is. */
  readonly scratch: string;
  /** Where its statements are; none before they are sought, and when it does not parse. */
  statements?: CellStatements | undefined;
  /** The module with questions to the compiler. */
  probed?: ProbedModule;
  /** To which questions the compiler said yes. */
  readonly answers: Answer[];
}

/**
 * Type-checks and lints the cells of notebooks in one folder. Each notebook is a module that stands
 * beside it, so that the import map and relative imports are those of the kernel; all are checked
 * together, as most of the time goes into what they import.
 *
 * A name declared in two cells is found, as a reader would stumble over it; a cell tagged
 * `allow-redeclaration` may do so. Cells tagged `skip-execution` are left out, as are those tagged
 * `raises-exception` that do not parse.
 *
 * @param folder Where the notebooks are.
 * @param notebooks The notebooks.
 * @returns What is wrong, in the order of the places.
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
  const subjects: Subject[] = [];
  try {
    for (const { path, notebook } of notebooks) {
      subjects.push(await prepare(folder, path, notebook));
    }
    const found = await diagnose(subjects, resolve(folder));
    const own = subjects.flatMap((subject) => ownRules(subject, found));
    const findings = [...translateAll(found, subjects), ...own].sort(byPlace);
    const files = subjects.map(({ scratch }) => scratch);
    return { findings, imported: await importedFiles(files, resolve(folder)) };
  } finally {
    for (const { scratch } of subjects) removeScratch(scratch);
  }
}

async function prepare(folder: string, path: string, notebook: Notebook): Promise<Subject> {
  const cells: NumberedCell[] = [];
  for (const cell of codeCells(notebook)) {
    const wrong = hasTag(cell.cell, "raises-exception") && await findSyntaxFault(cell.source);
    if (!wrong) cells.push(cell);
  }
  const module = cellsModule(cells);
  const scratch = await makeScratch(resolve(folder), ".ts");
  await Deno.writeTextFile(scratch, module.text);
  return { path, cells, module, scratch, answers: [] };
}

/** What the linter says, and the compiler of those files that parse; its answers are in both. */
async function diagnose(subjects: readonly Subject[], cwd: string): Promise<Diagnostic[]> {
  const files = subjects.map(({ scratch }) => scratch);
  const [lint, statements] = await Promise.all([
    runDeno(["lint", "--json", ...files], { cwd }),
    findStatements(files, cwd),
  ]);
  const { diagnostics, unparsed } = parseLint(lint.stdout);
  const broken = new Set(unparsed.map(({ file }) => file));
  const whole = subjects.filter(({ scratch }) => !broken.has(pathToFileURL(scratch).href));
  if (whole.length === 0) return unparsed;
  for (const subject of whole) {
    subject.statements = statements.get(pathToFileURL(subject.scratch).href);
    subject.probed = withProbes(subject.module.text, probesOf(subject));
    await Deno.writeTextFile(subject.scratch, subject.probed.text);
  }
  const found = await compile(whole, cwd);
  const linted = diagnostics.filter(({ code, file, line, column }) =>
    code !== "no-redeclare" && // the compiler says so
    !(code === "no-unreachable" && startsCell(whole, { file, line, column }))
  );
  return [...unparsed, ...found.flatMap((said) => unprobed(said, whole)), ...linted];
}

/**
 * What the compiler says. It stops at the first import that can not be had, and then says nothing of
 * any file: the notebook that asks for it is put aside, and the others are compiled again.
 */
async function compile(subjects: readonly Subject[], cwd: string): Promise<Diagnostic[]> {
  if (subjects.length === 0) return [];
  const check = await runDeno(["check", ...subjects.map(({ scratch }) => scratch)], { cwd });
  const found = parseCheck(check.stderr);
  if (!check.success && found.length === 0) {
    throw new Error(`Cannot check notebooks as deno check must say where: ${check.stderr.trim()}`);
  }
  const stopped = new Set(found.filter(({ code }) => code === "syntax").map(({ file }) => file));
  const rest = subjects.filter(({ scratch }) => !stopped.has(pathToFileURL(scratch).href));
  if (stopped.size === 0 || rest.length === subjects.length) return found;
  const named = found.map((said) =>
    said.code === "syntax" ? { ...said, code: "import-fails" } : said
  );
  return [...named, ...await compile(rest, cwd)];
}

/** A cell after one that throws is executed all the same: each is sent by itself. */
function startsCell(subjects: readonly Subject[], { file, line, column }: ModulePlace): boolean {
  const subject = subjects.find(({ scratch }) => pathToFileURL(scratch).href === file);
  const { module, statements } = subject ?? {};
  const cell = module?.locate(line, column)?.cell;
  const before = statements?.top.filter(([, , type]) => type === "ThrowStatement") ?? [];
  return !before.some(([start]) => module!.locateOffset(start)?.cell === cell);
}

/** What the compiler said, at its place in the module without probes; answers of probes stay away. */
function unprobed(said: Diagnostic, subjects: readonly Subject[]): Diagnostic[] {
  const subject = subjects.find(({ scratch }) => pathToFileURL(scratch).href === said.file);
  if (!subject?.probed) return [said];
  const at = subject.probed.locate(said.line, said.column);
  if (at === undefined) return [];
  if (!("probe" in at)) return [{ ...said, line: at.line, column: at.column }];
  if (said.code === "TS2322") subject.answers.push(at);
  return [];
}

/** What our own rules say of a notebook; where the linter or compiler speaks, they are silent. */
function ownRules(subject: Subject, found: readonly Diagnostic[]): Finding[] {
  const { path, module, cells, scratch } = subject;
  const url = pathToFileURL(scratch).href;
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
function translateAll(found: readonly Diagnostic[], subjects: readonly Subject[]): Finding[] {
  const byFile = Map.groupBy(found, ({ file }) => file);
  const own = subjects.flatMap((subject) => {
    const url = pathToFileURL(subject.scratch).href;
    const mine = byFile.get(url) ?? [];
    byFile.delete(url);
    return withoutAllowed(mine, subject).flatMap((diagnostic) => translate(subject, diagnostic));
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
  { cells, module }: Subject,
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

function isRedeclaration(code: string): boolean {
  return code === "TS2451" || code === "TS2300";
}

/** The finding in the words of the notebook; nothing for what is about our own lines. */
function translate(
  { path, module, scratch }: Subject,
  { line, column, code, message }: Diagnostic,
): Finding[] {
  const url = pathToFileURL(scratch).href;
  const clean = message.replaceAll(url, path).replaceAll(basename(scratch), basename(path));
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
