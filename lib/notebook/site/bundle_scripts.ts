import { makeScratchFolder, removeScratch } from "../scratch_file.ts";

/** A script to be built. */
export interface ScriptEntry {
  /** The text of the entry module; it names other modules by their URLs. */
  readonly source: string;
  /** Whole addresses of modules by their names, or by the addresses in whose place they stand. */
  readonly imports?: Readonly<Record<string, string>>;
  /** Path of a lock file that pins packages. */
  readonly lock?: string | undefined;
}

/**
 * Builds one classic script without imports by `deno bundle`: pages opened from a folder may load
 * such scripts, and no modules.
 *
 * @throws {Error} If it cannot be built; the message is what `deno bundle` said.
 */
export async function bundleScript({ source, imports = {}, lock }: ScriptEntry): Promise<string> {
  const folder = await makeScratchFolder();
  try {
    const [entry, output, map] = [`${folder}/entry.ts`, `${folder}/out.js`, `${folder}/deno.json`];
    await Deno.writeTextFile(entry, source);
    await Deno.writeTextFile(map, JSON.stringify({ imports }));
    // A copy beside the configuration: versions are those of the project, and its file stays as it is.
    if (lock !== undefined) await Deno.copyFile(lock, `${folder}/deno.lock`);
    const { success, stderr } = await new Deno.Command(Deno.execPath(), {
      args: [
        "bundle",
        ...["--platform", "browser", "--format", "iife", "--minify", "--config", map],
        ...["--output", output, entry],
      ],
      env: { NO_COLOR: "1" },
      stdout: "null",
      stderr: "piped",
    }).output();
    if (!success) {
      const said = new TextDecoder().decode(stderr).split("\n")
        .filter((line) => !/^⚠️|experimental/.test(line)).join("\n").trim();
      throw new Error(`Cannot build a script as deno bundle must succeed: ${said}`);
    }
    return (await Deno.readTextFile(output)).trim() + "\n";
  } finally {
    removeScratch(folder);
  }
}

/** The URL of a module of the pages, as an entry names it. */
export function pageModule(name: string): string {
  return JSON.stringify(new URL(`page/${name}`, import.meta.url).href);
}
