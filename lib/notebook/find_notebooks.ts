import { basename, join, relative } from "node:path";
import { UsageError } from "./command.ts";

/** A notebook that was asked for. */
export interface FoundNotebook {
  /** Its path as the user would write it. */
  readonly path: string;
  /** Its place below the operand that named it: where a copy goes in another folder. */
  readonly place: string;
}

/** How many notebooks, in words. */
export function countOf(notebooks: readonly FoundNotebook[]): string {
  return notebooks.length === 1 ? "1 notebook" : `${notebooks.length} notebooks`;
}

/**
 * The notebooks that operands name: files themselves, folders with all below, in alphabetical order.
 * Hidden folders and `node_modules` are passed over.
 *
 * @throws {UsageError} If an operand does not exist or names no notebook.
 */
export async function findNotebooks(operands: readonly string[]): Promise<FoundNotebook[]> {
  if (operands.length === 0) throw new UsageError("Cannot find notebooks as a path must be given");
  const found = new Map<string, FoundNotebook>();
  for (const operand of operands) {
    for (const notebook of await findIn(operand)) {
      // A name that is no UTF-8 is not found by what we know of it: who reads it will say so.
      found.set(await Deno.realPath(notebook.path).catch(() => notebook.path), notebook);
    }
  }
  return [...found.values()];
}

async function findIn(operand: string): Promise<FoundNotebook[]> {
  const info = await Deno.stat(operand).catch(() => undefined);
  if (!info) throw new UsageError(`Cannot find notebooks as the path must exist: "${operand}"`);
  if (!info.isDirectory) {
    if (operand.endsWith(".ipynb")) return [{ path: operand, place: basename(operand) }];
    throw new UsageError(`Cannot take file as its name must end in .ipynb: "${operand}"`);
  }
  const paths = await Array.fromAsync(walk(operand));
  if (paths.length > 0) {
    return paths.sort().map((path) => ({ path, place: relative(operand, path) }));
  }
  throw new UsageError(`Cannot find notebooks as the folder must hold some: "${operand}"`);
}

async function* walk(folder: string): AsyncGenerator<string> {
  for (const { name, isDirectory, isFile } of await entriesOf(folder)) {
    const path = join(folder, name);
    if (isFile && name.endsWith(".ipynb")) yield path;
    if (isDirectory && !name.startsWith(".") && name !== "node_modules") yield* walk(path);
  }
}

async function entriesOf(folder: string): Promise<Deno.DirEntry[]> {
  try {
    return await Array.fromAsync(Deno.readDir(folder));
  } catch (error) {
    const why = (error as Error).message;
    throw new UsageError(
      `Cannot find notebooks as the folder must be readable: "${folder}": ${why}`,
    );
  }
}
