import { dirname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { joinText } from "../output.ts";
import { makeScratchFolder, removeScratch } from "../scratch_file.ts";
import { bundleScript } from "./bundle_scripts.ts";
import { type CellScope, cellScope } from "./cell_scope.ts";
import { exerciseOf } from "./exercise.ts";
import { modulesWithFiles, moveModule } from "./module_files.ts";
import { projectImports } from "./project_imports.ts";
import type { PageSource } from "./read_page.ts";

/** What exercises need to run in a page. */
export interface ExerciseContent {
  /** The script that hands it to the page. */
  readonly script: string;
  /** Scripts that hand over one file each, by their address below the site. */
  readonly files: ReadonlyMap<string, string>;
}

/** A notebook with exercises and the address of its page. */
export interface ExerciseSource extends PageSource {
  readonly address: string;
}

/** Modules that stay out: Node's own, and what draws. */
const WITHHELD = /^node:|\/figures$|^@observablehq\/plot$|^linkedom$/;

/** The scope of a notebook's cells, exercises left out. */
function scopeOf({ notebook }: PageSource): CellScope {
  const scopes = notebook.cells
    .filter((cell) => cell.cell_type === "code" && exerciseOf(cell) === undefined)
    .map((cell) => cellScope(joinText(cell.source)));
  return {
    imports: scopes.flatMap(({ imports }) => imports),
    statements: scopes.flatMap(({ statements }) => statements),
  };
}

/** A module name as an entry elsewhere has to write it. */
function wholeName(name: string, folder: string): string {
  return /^\.{1,2}\//.test(name) ? new URL(name, pathToFileURL(join(folder, "/"))).href : name;
}

/** The entry: every module that the notebooks import, by notebook and by the name it has there. */
function entryOf(sources: readonly (ExerciseSource & { scope: CellScope })[]): string {
  const numbers = new Map<string, number>();
  const lines: string[] = [];
  const tables = sources.map(({ address, path, scope }) => {
    const names = [...new Set(scope.imports.map(({ from }) => from))].filter((name) =>
      !WITHHELD.test(name)
    );
    const entries = names.map((name) => {
      const whole = wholeName(name, resolve(dirname(path)));
      const json = whole.endsWith(".json");
      if (!numbers.has(whole)) {
        numbers.set(whole, numbers.size);
        const local = `m${numbers.get(whole)}`;
        lines.push(
          json
            ? `import ${local} from ${JSON.stringify(whole)} with { type: "json" };`
            : `import * as ${local} from ${JSON.stringify(whole)};`,
        );
      }
      const local = `m${numbers.get(whole)}`;
      return `${JSON.stringify(name)}: ${json ? `{ default: ${local} }` : local}`;
    });
    return `${JSON.stringify(address)}: { ${entries.join(", ")} }`;
  });
  lines.push(`Object.assign(globalThis, { siteModules: { ${tables.join(",\n")} } });`);
  return lines.join("\n") + "\n";
}

/** The address of a file's script: its place in the project, or its name where that leads out of it. */
function fileScript(address: string): string {
  return `assets/files/${new URL(address).pathname.slice(1).replace(/[^\w./-]/g, "_")}.js`;
}

/**
 * Builds what exercises need: the modules that the notebooks import, as one script for a worker; the
 * statements of the cells, of which a run takes those that it needs; the files that the modules read.
 *
 * @param given The notebooks with exercises.
 * @param prelude The script that a worker runs before the modules.
 * @throws {Error} If the modules cannot be made to run in a browser.
 */
export async function exerciseContent(
  given: readonly ExerciseSource[],
  prelude: string,
): Promise<ExerciseContent> {
  const sources = given.map((source) => ({ ...source, scope: scopeOf(source) }));
  const folder = await makeScratchFolder();
  try {
    const { imports, lock } = await projectImports(dirname(given[0]!.path));
    const source = entryOf(sources);
    const [entry, config] = [join(folder, "entry.ts"), join(folder, "deno.json")];
    await Deno.writeTextFile(entry, source);
    await Deno.writeTextFile(config, JSON.stringify({ imports }));
    const replaced: Record<string, string> = {};
    const paths = new Map<string, string>();
    const root = resolve(dirname(given[0]!.path));
    for (const [k, url] of (await modulesWithFiles(entry, config)).entries()) {
      const moved = moveModule(url, await Deno.readTextFile(new URL(url)), root);
      const place = join(folder, `moved-${k}.ts`);
      await Deno.writeTextFile(place, moved.text);
      replaced[url] = pathToFileURL(place).href;
      for (const [address, path] of moved.files) paths.set(address, path);
    }
    const modules = await bundleScript({ source, imports: { ...imports, ...replaced }, lock });
    const files = new Map<string, string>();
    for (const [address, path] of [...paths].sort()) {
      const base64 = (await Deno.readFile(path)).toBase64();
      files.set(fileScript(address), `siteFile(${JSON.stringify(address)},"${base64}");\n`);
    }
    const notebooks = Object.fromEntries(sources.map(({ address, scope }) => [address, scope]));
    const content = {
      program: prelude + modules,
      notebooks,
      files: Object.fromEntries(
        [...paths.keys()].sort().map((
          address,
        ) => [address, fileScript(address).slice("assets/".length)]),
      ),
    };
    return { script: `globalThis.siteExercises=${JSON.stringify(content)};\n`, files };
  } finally {
    removeScratch(folder);
  }
}
