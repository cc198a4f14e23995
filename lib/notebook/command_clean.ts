import { dirname, resolve } from "node:path";
import type { Command } from "./command.ts";
import { findNotebooks } from "./find_notebooks.ts";
import { parseWithAnyIds } from "./nbformat.ts";
import { normalForm } from "./normal_form.ts";
import { readText, rewriteText } from "./notebook_file.ts";
import { paint } from "./paint.ts";

/** `nb clean`: brings notebooks into normal form. */
export const cleanCommand: Command = {
  summary: "bring notebooks into normal form: ids, order of keys, formatted cells",
  help: `Usage: deno task nb clean [options] <file or folder>...

Writes notebooks in normal form, in which two that say the same are the same file: nbformat 4.5, an
id for every cell, keys in alphabetical order, texts as lines, no times, cells formatted by deno fmt.

Options:
  --check             write nothing; exit with 1 if a notebook is not in normal form
  --strip-outputs     take outputs and execution counts out
  --json              print one JSON value instead of lines
  -h, --help          show this

Exit code: 0 all right, 1 a notebook can not be read or, with --check, is not in normal form, 2 used
wrongly.`,
  options: {
    check: { type: "boolean" },
    "strip-outputs": { type: "boolean" },
    json: { type: "boolean" },
  },
  async run(values, operands) {
    const how = { stripOutputs: values["strip-outputs"] === true, check: values.check === true };
    const notebooks: Cleaned[] = [];
    for (const { path } of await findNotebooks(operands)) {
      const cleaned = await cleanFile(path, how).catch((error: Error): Cleaned => (
        { path, state: "unreadable", error: error.message }
      ));
      if (values.json !== true) console.log(words(cleaned));
      notebooks.push(cleaned);
    }
    const ok = notebooks.every(({ state }) => state === "ok" || state === "cleaned");
    if (values.json === true) console.log(JSON.stringify({ ok, notebooks }, null, 1));
    return ok ? 0 : 1;
  },
};

/** What came of a file. */
interface Cleaned {
  readonly path: string;
  readonly state: "ok" | "cleaned" | "not in normal form" | "unreadable";
  /** The first line that would change. */
  readonly line?: number;
  readonly error?: string;
}

function words({ path, state, line, error }: Cleaned): string {
  if (error !== undefined) return paint("red", `${path}: ${error}`);
  return line === undefined ? `${path} ${state}` : paint("red", `${path}:${line} is ${state}`);
}

/** Cleans one file. */
async function cleanFile(
  path: string,
  { stripOutputs, check }: { stripOutputs: boolean; check: boolean },
): Promise<Cleaned> {
  const text = await readText(path);
  const cwd = resolve(dirname(path));
  const clean = await normalForm(parseWithAnyIds(text, path), { cwd, stripOutputs });
  if (clean === text) return { path, state: "ok" };
  if (check) return { path, state: "not in normal form", line: firstLine(text, clean) };
  await rewriteText(path, clean, text);
  return { path, state: "cleaned" };
}

/** The first line of the file, from 1, that would change. */
function firstLine(text: string, clean: string): number {
  const lines = clean.split("\n");
  const at = text.split("\n").findIndex((line, i) => line !== lines[i]);
  return (at < 0 ? text.split("\n").length : at) + 1;
}
