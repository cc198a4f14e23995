import { dirname } from "node:path";
import { examineNotebooks, type PlacedNotebook } from "./check_notebooks.ts";
import type { Command } from "./command.ts";
import { makeStamp } from "./content_stamp.ts";
import { countOf, findNotebooks, type FoundNotebook } from "./find_notebooks.ts";
import { type Finding, formatFinding } from "./finding.ts";
import { type Notebook, parseNotebook, refuseOtherLanguage } from "./nbformat.ts";
import { readText } from "./notebook_file.ts";
import { keepResult, readResult } from "./result_cache.ts";

/** `nb check`: types, lint and rules, without a kernel. */
export const checkCommand: Command = {
  summary: "type-check and lint the cells, without running them",
  help: `Usage: deno task nb check <file or folder>...

Type-checks and lints the code cells of a notebook as one module, with the deno.json that the kernel
would find, and tells what is wrong at path#cellN:line:column. Rules of its own:
  raw-write        Deno.stdout.write and the like are lost in Jupyter frontends
  import-meta      import.meta is a SyntaxError in a cell
  silent-value     NaN, Infinity, -0, bigint and null are not shown as last values: told by the
                   text, by the type, and by stored outputs that lack the value
  floating-promise a statement is a promise that nobody awaits (void p, p.catch() are left alone)
  figure-without-alt  a picture without words: an empty alt, a bare Plot, <img> without alt
  execution-order  the stored execution counts are not 1, 2, 3, ...
  import-fails     an import can not be had; one that deno.json lacks is TS2307

A name declared in two cells is an error (TS2451) unless one of the cells is tagged
allow-redeclaration. Cells tagged skip-execution are left out, and so are those tagged
raises-exception that do not parse. Exit code: 0 all right, 1 something was found, 2 used wrongly.

What was found is kept in the user's cache folder, and told again without a look when the notebook,
what it imports, deno.json, the lock and Deno are the same.

Options:
  --json              print one JSON value instead of lines
  --no-cache          look again, and keep nothing
  -h, --help          show this`,
  options: { json: { type: "boolean" }, "no-cache": { type: "boolean" } },
  async run(values, operands) {
    const notebooks = await findNotebooks(operands);
    const folders = Map.groupBy(notebooks, ({ path }) => dirname(path));
    const all: Finding[] = [];
    for (const [folder, inside] of folders) {
      const findings = await checkFolder(folder, inside, values["no-cache"] !== true);
      if (values.json !== true) {
        for (const finding of findings) console.log(formatFinding(finding));
      }
      all.push(...findings);
    }
    const ok = all.length === 0;
    if (values.json === true) console.log(JSON.stringify({ ok, findings: all }, null, 1));
    else console.log(`Findings in ${countOf(notebooks)}: ${all.length}`);
    return ok ? 0 : 1;
  },
};

/** What is wrong with the notebooks of a folder; what has not changed is not looked at again. */
async function checkFolder(
  folder: string,
  found: readonly FoundNotebook[],
  cache: boolean,
): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  const due: (PlacedNotebook & { readonly text: string })[] = [];
  for (const { path } of found) {
    try {
      const text = await readText(path);
      const known = cache && await readResult<Finding[]>("check", path, [path, text]);
      if (known) findings.push(...known);
      else due.push({ path, text, notebook: denoNotebook(text, path) });
    } catch (error) {
      findings.push({ place: path, code: "unreadable", message: (error as Error).message });
    }
  }
  if (due.length > 0) findings.push(...await examineAnew(folder, due, cache));
  const places = new Map(findings.map((finding) => [JSON.stringify(finding), finding]));
  return [...places.values()]; // a file that two notebooks import is told of once
}

/** What may be otherwise next time though nothing here has changed: the network was away. */
const NOT_KEPT = new Set(["import-fails", "deno-fails", "TS2307"]);

function denoNotebook(text: string, path: string): Notebook {
  const notebook = parseNotebook(text, path);
  refuseOtherLanguage(notebook);
  return notebook;
}

async function examineAnew(
  folder: string,
  due: readonly (PlacedNotebook & { readonly text: string })[],
  cache: boolean,
): Promise<readonly Finding[]> {
  const { findings, imported } = await examineNotebooks(folder, due);
  const paths = due.map(({ path }) => path);
  const lost = findings.some(({ code }) => NOT_KEPT.has(code));
  for (const { path, text } of cache && !lost ? due : []) {
    const own = findings.filter(({ place }) =>
      place.startsWith(`${path}#`) || !paths.some((other) => place.startsWith(`${other}#`))
    );
    await keepResult("check", path, {
      stamp: makeStamp([path, text], folder, imported),
      result: own,
    });
  }
  return findings;
}
