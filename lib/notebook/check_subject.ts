import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { type CellsModule, cellsModule, codeCells, type NumberedCell } from "./cells_module.ts";
import type { CellStatements } from "./cell_statements_plugin.ts";
import { hasTag, type Notebook } from "./nbformat.ts";
import { makeScratch, removeScratch } from "./scratch_file.ts";
import { findSyntaxFault } from "./syntax_fault.ts";
import type { Answer, ProbedModule } from "./type_probes.ts";

/** The module that stands for a notebook while it is checked. */
export interface CheckSubject {
  /** Where the notebook is, as the user would write it. */
  readonly path: string;
  /** Its cells. */
  readonly cells: readonly NumberedCell[];
  /** The cells as one module. */
  readonly module: CellsModule;
  /** Where the module is. */
  scratch: string;
  /** Where its statements are; none before they are sought, and when it does not parse. */
  statements?: CellStatements | undefined;
  /** The module with questions to the compiler. */
  probed?: ProbedModule;
  /** To which questions the compiler said yes. */
  readonly answers: Answer[];
}

/** Writes the module of a notebook into its folder. */
export async function prepareSubject(
  folder: string,
  path: string,
  notebook: Notebook,
): Promise<CheckSubject> {
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

/** Takes the module for one with JSX, as the kernel does with a cell that is no plain TypeScript. */
export async function takeForJsx(subject: CheckSubject, folder: string): Promise<void> {
  const plain = subject.scratch;
  subject.scratch = await makeScratch(resolve(folder), ".tsx");
  await Deno.writeTextFile(subject.scratch, subject.module.text);
  removeScratch(plain);
}

/** The URL by which Deno calls the module. */
export function urlOf({ scratch }: CheckSubject): string {
  return pathToFileURL(scratch).href;
}
