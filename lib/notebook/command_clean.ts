import { dirname, resolve } from "node:path";
import type { Command } from "./command.ts";
import { findNotebooks } from "./find_notebooks.ts";
import { parseWithAnyIds } from "./nbformat.ts";
import { normalForm } from "./normal_form.ts";
import { paint } from "./paint.ts";
import { writeAtomically } from "./write_atomically.ts";

/** `nb clean`: brings notebooks into normal form. */
export const cleanCommand: Command = {
  summary: "bring notebooks into normal form: ids, order of keys, formatted cells",
  help: `Usage: deno task nb clean [options] <file or folder>...

Writes notebooks in normal form, in which two that say the same are the same file: nbformat 4.5, an
id for every cell, keys in alphabetical order, texts as lines, no times, cells formatted by deno fmt.

Options:
  --check             write nothing; exit with 1 if a notebook is not in normal form
  --strip-outputs     take outputs and execution counts out
  -h, --help          show this

Exit code: 0 all right, 1 a notebook can not be read or, with --check, is not in normal form, 2 used
wrongly.`,
  options: { check: { type: "boolean" }, "strip-outputs": { type: "boolean" } },
  async run(values, operands) {
    const stripOutputs = values["strip-outputs"] === true;
    let right = true;
    for (const { path } of await findNotebooks(operands)) {
      try {
        right = await cleanFile(path, { stripOutputs, check: values.check === true }) && right;
      } catch (error) {
        console.log(paint("red", `${path}: ${(error as Error).message}`));
        right = false;
      }
    }
    return right ? 0 : 1;
  },
};

/** Cleans one file; false when it should have been clean. */
async function cleanFile(
  path: string,
  { stripOutputs, check }: { stripOutputs: boolean; check: boolean },
): Promise<boolean> {
  const text = await Deno.readTextFile(path);
  const cwd = resolve(dirname(path));
  const clean = await normalForm(parseWithAnyIds(text, path), { cwd, stripOutputs });
  if (clean === text) {
    console.log(`${path} ok`);
    return true;
  }
  if (check) {
    console.log(paint("red", `${path}:${firstLine(text, clean)} is not in normal form`));
    return false;
  }
  await writeAtomically(path, clean);
  console.log(`${path} cleaned`);
  return true;
}

/** The first line of the file, from 1, that would change. */
function firstLine(text: string, clean: string): number {
  const lines = clean.split("\n");
  const at = text.split("\n").findIndex((line, i) => line !== lines[i]);
  return (at < 0 ? text.split("\n").length : at) + 1;
}
