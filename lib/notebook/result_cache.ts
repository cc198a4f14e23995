import { join, resolve } from "node:path";
import { type ContentStamp, hashTexts, holds } from "./content_stamp.ts";
import { writeAtomically } from "./write_atomically.ts";

/** A result with what it rests on. */
interface Entry<T> {
  readonly stamp: ContentStamp;
  readonly result: T;
}

/** The folder for what can be made again; none where the system names none. */
export function cacheFolder(): string | undefined {
  const env = (name: string) => Deno.env.get(name) || undefined;
  const home = env("HOME");
  const base = env("XDG_CACHE_HOME") ??
    (Deno.build.os === "windows"
      ? env("LOCALAPPDATA")
      : home && join(home, Deno.build.os === "darwin" ? "Library/Caches" : ".cache"));
  return base && join(base, "surprisal");
}

function entryPath(kind: string, path: string): string | undefined {
  const folder = cacheFolder();
  return folder && join(folder, `${kind}-${hashTexts([resolve(path)]).slice(0, 32)}.json`);
}

/** The result for a notebook, if one is kept and everything that it rests on is as it was. */
export async function readResult<T>(
  kind: string,
  path: string,
  asked: readonly string[],
): Promise<T | undefined> {
  const file = entryPath(kind, path);
  if (file === undefined) return undefined;
  try {
    const { stamp, result } = JSON.parse(await Deno.readTextFile(file)) as Entry<T>;
    return holds(stamp, asked) ? result : undefined;
  } catch {
    return undefined; // none, or one that can not be read
  }
}

/** Keeps a result; a machine on which nothing can be kept works without. */
export async function keepResult<T>(
  kind: string,
  path: string,
  entry: Entry<T>,
): Promise<void> {
  const file = entryPath(kind, path);
  if (file === undefined) return;
  try {
    await Deno.mkdir(cacheFolder()!, { recursive: true });
    await writeAtomically(file, JSON.stringify(entry));
  } catch { /* it is made again next time */ }
}
