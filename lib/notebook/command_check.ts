import { dirname } from "node:path";
import { checkNotebooks, type PlacedNotebook } from "./check_notebooks.ts";
import type { Command } from "./command.ts";
import { findNotebooks, type FoundNotebook } from "./find_notebooks.ts";
import { formatFinding } from "./finding.ts";
import { parseNotebook } from "./nbformat.ts";
import { paint } from "./paint.ts";

/** `nb check`: types, lint and rules, without a kernel. */
export const checkCommand: Command = {
  summary: "type-check and lint the cells, without running them",
  help: `Usage: deno task nb check <file or folder>...

Type-checks and lints the code cells of a notebook as one module, with the deno.json that the kernel
would find, and tells what is wrong at path#cellN:line:column. Rules of its own:
  raw-write        Deno.stdout.write and the like are lost in Jupyter frontends
  import-meta      import.meta is a SyntaxError in a cell
  silent-value     NaN, Infinity, -0, bigint and null are not shown as last values
  execution-order  the stored execution counts are not 1, 2, 3, ...

A name declared in two cells is an error (TS2451) unless one of the cells is tagged
allow-redeclaration. Cells tagged skip-execution are left out, and so are those tagged
raises-exception that do not parse. Exit code: 0 all right, 1 something was found, 2 used wrongly.

Options:
  -h, --help          show this`,
  options: {},
  async run(_values, operands) {
    const notebooks = await findNotebooks(operands);
    const folders = Map.groupBy(notebooks, ({ path }) => dirname(path));
    let sum = 0;
    for (const [folder, inside] of folders) sum += await checkFolder(folder, inside);
    console.log(`Findings in ${notebooks.length} notebooks: ${sum}`);
    return sum === 0 ? 0 : 1;
  },
};

/** Tells what is wrong with the notebooks of a folder; resolves to the number of findings. */
async function checkFolder(folder: string, found: readonly FoundNotebook[]): Promise<number> {
  const placed: PlacedNotebook[] = [];
  const refused: string[] = [];
  for (const { path } of found) {
    try {
      placed.push({ path, notebook: parseNotebook(await Deno.readTextFile(path), path) });
    } catch (error) {
      refused.push(paint("red", (error as Error).message));
    }
  }
  const findings = await checkNotebooks(folder, placed);
  for (const line of [...refused, ...findings.map(formatFinding)]) console.log(line);
  return refused.length + findings.length;
}
