import { basename, relative, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import {
  type CellPlace,
  type CellsModule,
  cellsModule,
  codeCells,
  type NumberedCell,
} from "./cells_module.ts";
import { checkRules } from "./check_rules.ts";
import { type Diagnostic, parseCheck, parseLint } from "./deno_diagnostics.ts";
import type { Finding } from "./finding.ts";
import { hasTag, type Notebook } from "./nbformat.ts";
import { runDeno } from "./run_deno.ts";
import { makeScratch, removeScratch } from "./scratch_file.ts";
import { findSyntaxFault } from "./syntax_fault.ts";

/** A notebook with its place. */
export interface PlacedNotebook {
  /** Where it is, as the user would write it. */
  readonly path: string;
  /** The notebook. */
  readonly notebook: Notebook;
}

/** The module that stands for a notebook while it is checked. */
interface Subject {
  readonly path: string;
  readonly cells: readonly NumberedCell[];
  readonly module: CellsModule;
  /** Where the module is. */
  readonly scratch: string;
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
): Promise<Finding[]> {
  const subjects: Subject[] = [];
  try {
    for (const { path, notebook } of notebooks) {
      subjects.push(await prepare(folder, path, notebook));
    }
    const found = await diagnose(subjects.map(({ scratch }) => scratch), resolve(folder));
    const own = subjects.flatMap(({ path, module, cells }) =>
      checkRules(cells).map((rule) => toFinding(path, module, rule, rule))
    );
    return [...translateAll(found, subjects), ...own].sort(byPlace);
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
  return { path, cells, module, scratch };
}

/** What the linter says, and the compiler of those files that parse. */
async function diagnose(files: readonly string[], cwd: string): Promise<Diagnostic[]> {
  const lint = await runDeno(["lint", "--json", ...files], { cwd });
  const { diagnostics, unparsed } = parseLint(lint.stdout);
  const broken = new Set(unparsed.map(({ file }) => file));
  const whole = files.filter((file) => !broken.has(pathToFileURL(file).href));
  if (whole.length === 0) return unparsed;
  const check = await runDeno(["check", ...whole], { cwd });
  const found = parseCheck(check.stderr);
  if (!check.success && found.length === 0) {
    throw new Error(`Cannot check notebooks as deno check must say where: ${check.stderr.trim()}`);
  }
  const linted = diagnostics.filter(({ code }) => code !== "no-redeclare"); // the compiler says so
  return [...unparsed, ...found, ...linted];
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
