import { basename, dirname, join } from "node:path";
import { type Command, type OptionValues, UsageError } from "./command.ts";
import { findNotebooks } from "./find_notebooks.ts";
import { fromMarkdown, toMarkdown } from "./markdown_format.ts";
import { parseNotebook, serializeNotebook } from "./nbformat.ts";
import { readText } from "./notebook_file.ts";
import { paint } from "./paint.ts";
import { fromScript, toScript } from "./script_format.ts";
import { writeAtomically } from "./write_atomically.ts";

/** `nb export`: notebooks as Markdown, as TypeScript, or as a site. */
export const exportCommand: Command = {
  summary: "write notebooks as a site, as Markdown with pictures, or as TypeScript",
  help: `Usage: deno task nb export [options] <file or folder>...

Writes each notebook as name.md (with its stored outputs, pictures in name_files/) or as name.ts
(cells behind // %% marks, as editors know them). nb import makes a notebook of either again.

With --site DIR it makes one static site of all of them, from their stored outputs: an index with
the path through them, a page for each, a search; live figures and exercises run in the page, with
no kernel. Texts beside the notebooks become pages too, index.md the head of the index. The site
opens from any folder. DIR must be new, empty, or a site written before, which is then replaced.

Options:
  --to md|ts          what to write (md)
  --out DIR           where to write it (beside the notebook)
  --json              print one JSON value instead of lines
  --site DIR          make a site of all the notebooks, in this folder
  --title TEXT        name of the site (the title of index.md, or the folder's name)
  --lang CODE         language of its texts (en)
  -h, --help          show this

Exit code: 0 all right, 1 a notebook can not be read, 2 used wrongly.`,
  options: {
    to: { type: "string" },
    out: { type: "string" },
    site: { type: "string" },
    title: { type: "string" },
    lang: { type: "string" },
    json: { type: "boolean" },
  },
  async run(values, operands) {
    if (values.site !== undefined) return await siteOf(values, operands);
    for (const name of ["title", "lang"]) {
      if (values[name] !== undefined) {
        throw new UsageError(`Cannot take --${name} as it belongs to --site: there is none`);
      }
    }
    const to = values.to ?? "md";
    if (to !== "md" && to !== "ts") {
      throw new UsageError(`Cannot export as --to must be md or ts: "${to}"`);
    }
    const notebooks = await findNotebooks(operands);
    return await forEach(notebooks, values.json === true, async ({ path, place }) => {
      const base = typeof values.out === "string" ? join(values.out, place) : path;
      return await exportFile(path, base.replace(/\.ipynb$/, ""), to);
    });
  },
};

/** Makes a site; its packages are loaded only here. */
async function siteOf(values: OptionValues, operands: readonly string[]): Promise<number> {
  const [folder, title, language] = ["site", "title", "lang"].map((name) =>
    values[name]
  ) as string[];
  for (const name of ["to", "out", "json"]) {
    if (values[name] !== undefined) {
      throw new UsageError(`Cannot take --${name} as a site is made: --site says where`);
    }
  }
  if (!folder) throw new UsageError("Cannot make a site as --site must name a folder: it is empty");
  const notebooks = await findNotebooks(operands);
  try {
    const { exportSite } = await import("./site/export_site.ts");
    await exportSite({ folder, notebooks, title, language, say: (line) => console.log(line) });
    console.log(`${join(folder, "index.html")}`);
    return 0;
  } catch (error) {
    console.log(paint("red", (error as Error).message));
    return 1;
  }
}

/** `nb import`: notebooks of what `export` wrote. */
export const importCommand: Command = {
  summary: "make notebooks of Markdown or TypeScript with cell marks",
  help: `Usage: deno task nb import [options] <file.md or file.ts>...

Makes name.ipynb of each file: cells behind <!-- %% [code] --> or // %% [code], as nb export writes
them. Outputs are not taken over; nb run --write makes them.

Options:
  --out DIR           where to write the notebooks (beside the files)
  --force             write over notebooks that are there
  --json              print one JSON value instead of lines
  -h, --help          show this

Exit code: 0 all right, 1 a file can not be read, 2 used wrongly.`,
  options: { out: { type: "string" }, force: { type: "boolean" }, json: { type: "boolean" } },
  async run(values, operands) {
    if (operands.length === 0) throw new UsageError("Cannot import as a file must be given");
    const files = operands.map((path) => ({ path }));
    return await forEach(files, values.json === true, async ({ path }) => {
      const folder = typeof values.out === "string" ? values.out : dirname(path);
      return await importFile(path, folder, values.force === true);
    });
  },
};

/** Does the same with each file and tells what was written, and of those that refuse. */
async function forEach<T extends { readonly path: string }>(
  files: readonly T[],
  json: boolean,
  work: (file: T) => Promise<string>,
): Promise<number> {
  const done: { path: string; written?: string; error?: string }[] = [];
  for (const file of files) {
    const { path } = file;
    try {
      done.push({ path, written: await work(file) });
    } catch (error) {
      done.push({ path, error: (error as Error).message });
    }
    const { written, error } = done.at(-1)!;
    if (!json) {
      console.log(
        error === undefined ? `${path} -> ${written}` : paint("red", `${path}: ${error}`),
      );
    }
  }
  const ok = done.every(({ error }) => error === undefined);
  if (json) console.log(JSON.stringify({ ok, files: done }, null, 1));
  return ok ? 0 : 1;
}

async function exportFile(path: string, base: string, to: "md" | "ts"): Promise<string> {
  const notebook = parseNotebook(await readText(path), path);
  const { text, files } = to === "ts"
    ? { text: toScript(notebook), files: new Map<string, string | Uint8Array>() }
    : toMarkdown(notebook, `${basename(base)}_files`);
  for (const [name, content] of files) {
    const target = join(dirname(base), name);
    await writeAtomically(target, content);
  }
  await writeAtomically(`${base}.${to}`, text);
  return `${base}.${to}`;
}

async function importFile(path: string, folder: string, force: boolean): Promise<string> {
  const [, base, kind] = basename(path).match(/^(.*)\.(md|ts)$/) ?? [];
  if (base === undefined) throw new TypeError("Cannot import as the file must end in .md or .ts");
  const text = await readText(path);
  const notebook = kind === "md" ? fromMarkdown(text) : fromScript(text);
  const target = join(folder, `${base}.ipynb`);
  const there = await Deno.stat(target).then(() => true, () => false);
  if (there && !force) {
    throw new Error(`Cannot write ${target} as it must be free or --force given: it is there`);
  }
  const written = serializeNotebook(notebook);
  parseNotebook(written, target); // an id may be none
  await writeAtomically(target, written);
  return target;
}
