import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { CellStatements } from "./cell_statements_plugin.ts";
import { parseLint } from "./deno_diagnostics.ts";
import { runDeno } from "./run_deno.ts";
import { makeScratchFolder, removeScratch } from "./scratch_file.ts";

/** What the plugin is called in what `deno lint` prints. */
const CODE = "surprisal/statements";

/**
 * The statements of modules, by URL; files that do not parse are missing. The linter is called with
 * a configuration of its own, so that no rule and no ignored folder of the project comes between.
 */
export async function findStatements(
  files: readonly string[],
  cwd: string,
): Promise<Map<string, CellStatements>> {
  const folder = await makeScratchFolder();
  try {
    const plugin = import.meta.resolve("./cell_statements_plugin.ts");
    const path = plugin.startsWith("file:") ? fileURLToPath(plugin) : plugin;
    const config = join(folder, "deno.json");
    const lint = { plugins: [path], rules: { tags: [], include: [] } };
    await Deno.writeTextFile(config, JSON.stringify({ lint }));
    const output = await runDeno(["lint", "--json", "--config", config, ...files], { cwd });
    const told = parseLint(output).diagnostics.filter(({ code }) => code === CODE);
    return new Map(told.map(({ file, message }) => [file, JSON.parse(message) as CellStatements]));
  } finally {
    removeScratch(folder);
  }
}
