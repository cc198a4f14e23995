import { type Notebook, parseNotebook } from "./nbformat.ts";
import { readText } from "./notebook_file.ts";

/**
 * Reads a notebook from an `.ipynb` file, nbformat 4.0 to 4.5.
 *
 * @example How many code cells
 * ```ts
 * import { readNotebook } from "@surprisal/loss/notebook";
 * import { assert } from "@std/assert";
 *
 * const { cells } = await readNotebook("notebooks/05-five-classes.ipynb");
 * assert(cells.filter((cell) => cell.cell_type === "code").length > 10);
 * ```
 *
 * @param path Where the file is.
 * @returns The notebook, as it is in the file.
 * @throws {Deno.errors.NotFound} If there is no such file.
 * @throws {SyntaxError} If the text is not JSON.
 * @throws {TypeError} If it is not UTF-8, or not a notebook; the message says where and why.
 *
 * @see {@linkcode parseNotebook} for a text.
 */
export async function readNotebook(path: string): Promise<Notebook> {
  return parseNotebook(await readText(path), path);
}
