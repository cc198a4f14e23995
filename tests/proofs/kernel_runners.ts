/**
 * Proof: nbmake, papermill and nbconvert, which trust a kernel's word, run every notebook of a folder with ours.
 *
 *     PYTHON=venv/bin/python deno run -A tests/proofs/kernel_runners.ts [FOLDER [PART OF THE NAMES]]
 *
 * Needs a Python with nbmake, papermill and nbconvert. The notebooks are run where they are, and not written to.
 */
import { join, resolve } from "node:path";
import { parseNotebook } from "@surprisal/loss/notebook";
import { formatTable } from "../../lib/notebook/format_table.ts";
import { installKernels, OURS, python } from "./kernels.ts";

const folder = resolve(Deno.args[0] ?? "notebooks");
const part = Deno.args[1] ?? "";
const names = (await Array.fromAsync(Deno.readDir(folder)))
  .map(({ name }) => name).filter((name) => name.endsWith(".ipynb") && name.includes(part)).sort();

await using kernels = await installKernels();

/** How each runner is called for a notebook; where it writes to, if it does. */
const RUNNERS: Record<string, (name: string, target: string) => string[]> = {
  nbmake: (name) => [
    ...[
      "-m",
      "pytest",
      "-q",
      "-p",
      "no:cacheprovider",
      "--nbmake",
      `--nbmake-kernel=${OURS}`,
      name,
    ],
  ],
  papermill: (name, target) => [
    ...["-m", "papermill", "--no-progress-bar", "-k", OURS, "--cwd", folder, name, target],
  ],
  nbconvert: (name, target) => [
    ...["-m", "nbconvert", "--execute", "--to", "notebook", "--output", target],
    ...[`--ExecutePreprocessor.kernel_name=${OURS}`, name],
  ],
};

/** Says what is not right with what a runner wrote. */
async function faultIn(path: string): Promise<string> {
  const text = await Deno.readTextFile(path).catch(() => undefined);
  if (text === undefined) return "ok"; // nbmake writes nothing
  const { cells } = parseNotebook(text, path);
  const outputs = cells.flatMap((cell) => cell.outputs ?? []);
  const errors = outputs.filter(({ output_type: type }) => type === "error").length;
  const reports =
    outputs.filter((output) =>
      "data" in output && JSON.stringify(output.data["text/plain"] ?? "").includes("✓")
    ).length;
  return errors === 0 && reports > 0 ? "ok" : `${errors} errors, ${reports} reports`;
}

async function runWith(runner: string, name: string): Promise<string> {
  const target = join(kernels.home, `${runner}-${name}`);
  try {
    await python(RUNNERS[runner]!(name, target), kernels, { cwd: folder });
    return await faultIn(target);
  } catch (error) {
    console.log(`${runner} ${name}\n${(error as Error).message}\n`);
    return "fails";
  }
}

const rows: string[][] = [];
for (const name of names) {
  const runners = Object.keys(RUNNERS).map((runner) => runWith(runner, name));
  rows.push([name, ...await Promise.all(runners)]);
}
console.log(formatTable(["notebook", ...Object.keys(RUNNERS)], rows));
Deno.exit(rows.every((row) => row.slice(1).every((text) => text === "ok")) ? 0 : 1);
