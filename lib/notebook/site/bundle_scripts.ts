import { makeScratchFolder, removeScratch } from "../scratch_file.ts";

/** A script to be built. */
export interface ScriptEntry {
  /** The text of the entry module; it names other modules by their URLs. */
  readonly source: string;
  /** Where other modules stand in for some, by URL. */
  readonly replaced?: Readonly<Record<string, string>>;
  /** The configuration by which names of packages are found; none if left out. */
  readonly config?: string | undefined;
}

/**
 * Builds one classic script without imports by `deno bundle`: pages opened from a folder may load
 * such scripts, and no modules.
 *
 * @throws {Error} If it cannot be built; the message is what `deno bundle` said.
 */
export async function bundleScript({ source, replaced, config }: ScriptEntry): Promise<string> {
  const folder = await makeScratchFolder();
  try {
    const [entry, output, map] = [`${folder}/entry.ts`, `${folder}/out.js`, `${folder}/deno.json`];
    await Deno.writeTextFile(entry, source);
    await Deno.writeTextFile(map, JSON.stringify({ imports: replaced ?? {} }));
    const { success, stderr } = await new Deno.Command(Deno.execPath(), {
      args: [
        "bundle",
        ...["--platform", "browser", "--format", "iife", "--minify", "--config", config ?? map],
        ...["--output", output, entry],
      ],
      env: { NO_COLOR: "1" },
      stdout: "null",
      stderr: "piped",
    }).output();
    if (!success) throw new Error(new TextDecoder().decode(stderr).trim());
    return (await Deno.readTextFile(output)).trim() + "\n";
  } finally {
    removeScratch(folder);
  }
}

/** The URL of a module of the pages, as an entry names it. */
export function pageModule(name: string): string {
  return JSON.stringify(new URL(`page/${name}`, import.meta.url).href);
}
