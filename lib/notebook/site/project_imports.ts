import { dirname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

/** The names by which a project's modules find packages, with whole addresses. */
export interface ProjectImports {
  /** Path of the lock file that pins packages, if there is one. */
  readonly lock: string | undefined;
  readonly imports: Readonly<Record<string, string>>;
}

interface Config {
  readonly name?: string;
  readonly exports?: string | Record<string, string>;
  readonly imports?: Record<string, string>;
}

async function readConfig(folder: string): Promise<Config | undefined> {
  for (const name of ["deno.json", "deno.jsonc"]) {
    const text = await Deno.readTextFile(join(folder, name)).catch(() => undefined);
    if (text === undefined) continue;
    return JSON.parse(text.replace(/^\s*\/\/.*$/gm, "").replace(/,(\s*[}\]])/g, "$1"));
  }
  return undefined;
}

/** Looks from a folder upwards, as the kernel does for its working directory. */
export async function projectImports(folder: string): Promise<ProjectImports> {
  const here = resolve(folder);
  const config = await readConfig(here);
  if (config === undefined) {
    const above = dirname(here);
    return above === here ? { lock: undefined, imports: {} } : await projectImports(above);
  }
  const whole = (target: string) =>
    /^\.{0,2}\//.test(target)
      ? pathToFileURL(join(here, target)).href +
        (target.endsWith("/") && !join(here, target).endsWith("/") ? "/" : "")
      : target;
  const imports: Record<string, string> = {};
  for (const [name, target] of Object.entries(config.imports ?? {})) imports[name] = whole(target);
  const own = typeof config.exports === "string" ? { ".": config.exports } : config.exports ?? {};
  if (config.name !== undefined) {
    for (const [entry, target] of Object.entries(own)) {
      imports[config.name + entry.slice(1)] = whole(target);
    }
  }
  const lock = join(here, "deno.lock");
  const locked = await Deno.stat(lock).then(() => true, () => false);
  return { lock: locked ? lock : undefined, imports };
}
