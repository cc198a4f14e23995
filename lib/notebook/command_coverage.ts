import { dirname, resolve } from "node:path";
import { cellsModule, codeCells } from "./cells_module.ts";
import type { Command } from "./command.ts";
import { findNotebooks, type FoundNotebook } from "./find_notebooks.ts";
import { parseNotebook } from "./nbformat.ts";
import { readText } from "./notebook_file.ts";
import { paint } from "./paint.ts";
import { runDeno } from "./run_deno.ts";
import { makeScratch, makeScratchFolder, removeScratch } from "./scratch_file.ts";
import { writeAtomically } from "./write_atomically.ts";

/** What `deno test` lacks of a kernel: displays that show nothing. */
const KERNEL_SHIM = `const Deno = (() => {
  const nothing = () => Promise.resolve();
  const bundle = (type) => (parts, ...values) =>
    ({ [Symbol.for("Jupyter.display")]: () => ({ [type]: String.raw({ raw: parts }, ...values) }) });
  const jupyter = {
    $display: Symbol.for("Jupyter.display"),
    display: nothing,
    broadcast: nothing,
    html: bundle("text/html"),
    md: bundle("text/markdown"),
    svg: bundle("image/svg+xml"),
  };
  // Outside of a kernel Deno.jupyter throws when it is read, and can not be defined anew.
  return new Proxy(globalThis.Deno, {
    get: (deno, key) => key === "jupyter" ? jupyter : deno[key],
  });
})();
`;

/** `nb coverage`: which lines of imported files the notebooks execute. */
export const coverageCommand: Command = {
  summary: "tell which lines of the files that notebooks import they execute",
  help: `Usage: deno task nb coverage [options] <file or folder>...

Runs the cells of each notebook as one module under deno test, without a kernel, as the kernel can
not measure coverage, and prints what they execute of the files that they import. A notebook that
declares a name twice can not be run so.

Options:
  --lcov FILE         write the coverage in the form of lcov, too
  --json              print one JSON value instead of the table
  -h, --help          show this

Exit code: 0 all right, 1 a notebook can not be read or a check of one fails, 2 used wrongly.`,
  options: { lcov: { type: "string" }, json: { type: "boolean" } },
  async run(values, operands) {
    const notebooks = await findNotebooks(operands);
    const lcov = values.lcov as string | undefined;
    if (values.json !== true) {
      return await measureCoverage(notebooks, { lcov, say: console.log }) ? 0 : 1;
    }
    const kept = lcov ?? await makeScratch(".", ".lcov");
    const told: string[] = [];
    const ok = await measureCoverage(notebooks, { lcov: kept, say: (line) => told.push(line) });
    const files = coveredLines(await Deno.readTextFile(kept));
    if (lcov === undefined) removeScratch(kept);
    console.log(JSON.stringify({ ok, files, ...(!ok && { errors: told }) }, null, 1));
    return ok ? 0 : 1;
  },
};

/** For each file of a report in lcov, how many lines it has and how many were executed. */
function coveredLines(lcov: string): { path: string; lines: number; executed: number }[] {
  return lcov.split("end_of_record").flatMap((record) => {
    const path = record.match(/^SF:(.*)$/m)?.[1];
    if (path === undefined) return [];
    const counts = [...record.matchAll(/^DA:\d+,(\d+)/gm)].map(([, count]) => Number(count));
    return [{ path, lines: counts.length, executed: counts.filter((count) => count > 0).length }];
  });
}

/** Measures the coverage of what notebooks import and tells of it; false if a notebook fails. */
export async function measureCoverage(
  notebooks: readonly FoundNotebook[],
  { lcov, say }: { lcov: string | undefined; say: (line: string) => void },
): Promise<boolean> {
  const folders = Map.groupBy(notebooks, ({ path }) => resolve(dirname(path)));
  const profile = await makeScratchFolder();
  try {
    let right = true;
    for (const [folder, inside] of folders) {
      right = await measure(folder, inside, profile, say) && right;
    }
    await report(profile, lcov, say);
    return right;
  } finally {
    removeScratch(profile);
  }
}

/** Runs the notebooks of a folder; false if one fails. */
async function measure(
  folder: string,
  notebooks: readonly FoundNotebook[],
  profile: string,
  say: (line: string) => void,
): Promise<boolean> {
  const modules: string[] = [];
  try {
    for (const { path } of notebooks) {
      const cells = codeCells(parseNotebook(await readText(path), path));
      const module = await makeScratch(folder, ".ts");
      modules.push(module);
      await Deno.writeTextFile(module, KERNEL_SHIM + cellsModule(cells).text);
    }
    const args = ["test", "-A", "--no-check", "--quiet", `--coverage=${profile}`, ...modules];
    const { success, stdout, stderr } = await runDeno(args, { cwd: folder });
    if (!success) say(paint("red", named(stdout + stderr, modules, notebooks)));
    return success;
  } catch (error) {
    say(paint("red", (error as Error).message));
    return false;
  } finally {
    modules.forEach(removeScratch);
  }
}

/** Puts the notebooks' names for those of their modules. */
function named(
  text: string,
  modules: readonly string[],
  notebooks: readonly FoundNotebook[],
): string {
  return modules.reduce((text, module, i) => {
    const name = module.replace(/^.*[/\\]/, "");
    return text.replaceAll(module, notebooks[i]!.path).replaceAll(name, notebooks[i]!.place);
  }, text);
}

async function report(
  profile: string,
  lcov: string | undefined,
  say: (line: string) => void,
): Promise<void> {
  const without = ["--exclude=\\.surprisal-"];
  const table = await runDeno(["coverage", ...without, profile]);
  say(table.stdout.trimEnd() || "Nothing was executed of files that the notebooks import");
  if (lcov === undefined) return;
  await writeAtomically(lcov, (await runDeno(["coverage", "--lcov", ...without, profile])).stdout);
  say(`The coverage is in ${lcov}`);
}
