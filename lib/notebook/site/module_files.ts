import { relative, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

/** A module that reads files beside it, as it can run in a page. */
export interface MovedModule {
  /** Its text, in which its own address is one of {@linkcode PLACE}. */
  readonly text: string;
  /** Paths of the files that it names, by the addresses at which the page has them. */
  readonly files: ReadonlyMap<string, string>;
}

/** Where the modules of the project are, as seen in a page: an address that leads nowhere. */
export const PLACE = "https://notebooks.invalid/";

/** A file larger than this is not made part of a site. */
const LARGEST = 4_000_000;

const OWN_FILE = /new URL\(\s*["']([^"']+)["']\s*,\s*import\.meta\.url\s*\)/g;

/**
 * A module with a made-up address for `import.meta.url`, which a classic script has not, and the files
 * that it names by it. Its imports are written out, since it will stand elsewhere.
 *
 * @param url Where the module is.
 * @param text Its source.
 * @param root The folder that its made-up address is below.
 */
export function moveModule(url: string, text: string, root: string): MovedModule {
  const files = new Map<string, string>();
  const place = PLACE +
    relative(root, fileURLToPath(url)).replaceAll("\\", "/").replace(/^(?:\.\.\/)+/, "");
  for (const [, name] of text.matchAll(OWN_FILE)) {
    const path = fileURLToPath(new URL(name!, url));
    const info = statOf(path);
    if (info?.isFile && info.size <= LARGEST) files.set(new URL(name!, place).href, path);
  }
  const written = text.replaceAll("import.meta.url", JSON.stringify(place))
    .replace(
      /(\bfrom\s*|\bimport\s*\(?\s*)(["'])(\.{1,2}\/[^"']+)\2/g,
      (_, start, _quote, name) => start + JSON.stringify(new URL(name, url).href),
    );
  return { text: written, files };
}

function statOf(path: string): Deno.FileInfo | undefined {
  try {
    return Deno.statSync(path);
  } catch {
    return undefined;
  }
}

interface Graph {
  readonly modules: readonly {
    readonly specifier: string;
    readonly local?: string;
    readonly error?: string;
  }[];
}

/** The modules on this machine that an entry loads and that ask where they are. */
export async function modulesWithFiles(entry: string, config: string): Promise<string[]> {
  const { stdout } = await new Deno.Command(Deno.execPath(), {
    args: ["info", "--json", "--no-lock", "--config", config, entry],
    stdout: "piped",
    stderr: "null",
  }).output();
  const { modules } = JSON.parse(new TextDecoder().decode(stdout)) as Graph;
  const own = pathToFileURL(resolve(entry)).href;
  const asking: string[] = [];
  for (const { specifier } of modules) {
    if (!specifier.startsWith("file:") || specifier === own || !/\.[mc]?[jt]s$/.test(specifier)) {
      continue;
    }
    const text = await Deno.readTextFile(fileURLToPath(specifier)).catch(() => "");
    if (text.includes("import.meta.url")) asking.push(specifier);
  }
  return asking.sort();
}
