import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { runDeno } from "./run_deno.ts";

/** What a result rests on: it still holds when all of this is as it was. */
export interface ContentStamp {
  /** Hash of Deno's version, of this tool, and of what was asked. */
  readonly asked: string;
  /** Files with the hashes of their content; null where there was none. */
  readonly files: readonly (readonly [path: string, hash: string | null])[];
  /** Variables of the environment with the hashes of their values; null where there was none. */
  readonly variables: readonly (readonly [name: string, hash: string | null])[];
}

/** Files that change how modules are found and checked. */
const CONFIGS = ["deno.json", "deno.jsonc", "deno.lock", "package.json"];

/** A hash of texts, in which none can run into the next. */
export function hashTexts(texts: readonly string[]): string {
  return createHash("sha256").update(JSON.stringify(texts)).digest("hex");
}

/** Stamps what was asked about a notebook in a folder, which imports the given local files. */
export function makeStamp(
  asked: readonly string[],
  folder: string,
  imported: readonly string[],
  variables: readonly string[] = [],
): ContentStamp {
  const files = [...new Set([...configsAbove(folder), ...imported])];
  return {
    asked: hashAsked(asked),
    files: files.map((path) => [path, hashFile(path)]),
    variables: variables.map((name) => [name, hashVariable(name)]),
  };
}

/** Whether everything is as it was when the stamp was made. */
export function holds(stamp: ContentStamp, asked: readonly string[]): boolean {
  return stamp.asked === hashAsked(asked) &&
    stamp.files.every(([path, hash]) => hashFile(path) === hash) &&
    stamp.variables.every(([name, hash]) => hashVariable(name) === hash);
}

/** The local files that modules import, directly or through others; data by `import` too. */
export async function importedFiles(modules: readonly string[], cwd: string): Promise<string[]> {
  const own = new Set(modules);
  const found = new Set<string>();
  for (const module of modules) {
    const { stdout } = await runDeno(["info", "--json", module], { cwd });
    const graph = JSON.parse(stdout || "{}") as { modules?: { local?: string }[] };
    for (const { local } of graph.modules ?? []) {
      if (local !== undefined && !own.has(local)) found.add(local);
    }
  }
  return [...found].sort();
}

function configsAbove(folder: string): string[] {
  const paths: string[] = [];
  for (let at = resolve(folder);; at = dirname(at)) {
    paths.push(...CONFIGS.map((name) => join(at, name)));
    if (at === dirname(at)) return paths;
  }
}

/** A hash of a file's content, or of the names in a folder. */
function hashFile(path: string): string | null {
  try {
    if (statSync(path).isDirectory()) return hashTexts(readdirSync(path).sort());
    return createHash("sha256").update(readFileSync(path)).digest("hex");
  } catch {
    return null; // no such file, which is an answer too
  }
}

function hashVariable(name: string): string | null {
  const value = Deno.env.get(name);
  return value === undefined ? null : hashTexts([value]);
}

function hashAsked(asked: readonly string[]): string {
  return hashTexts([Deno.version.deno, toolHash(), ...asked]);
}

let hashOfTool: string | undefined;

/** A hash of this tool's own files, so that no other version's results are taken for its own. */
function toolHash(): string {
  if (!import.meta.url.startsWith("file:")) return import.meta.url;
  const folder = fileURLToPath(new URL(".", import.meta.url));
  return hashOfTool ??= hashTexts(
    readdirSync(folder).sort().filter((name) => name.endsWith(".ts"))
      .map((name) => readFileSync(join(folder, name), "utf8")),
  );
}
