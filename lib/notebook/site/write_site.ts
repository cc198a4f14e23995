import { dirname, join, resolve } from "node:path";

import { makeScratchFolder, removeScratch } from "../scratch_file.ts";
import { exchangeFolders } from "./exchange_folders.ts";

/** The file by which a folder is known to be a site that may be written over. */
const SIGN = "site.json";

/** Whether a folder may be replaced: it is not there, empty, or a site. */
async function mayReplace(folder: string): Promise<string | undefined> {
  let first: string | undefined;
  try {
    for await (const { name } of Deno.readDir(folder)) {
      if (name === SIGN) return undefined;
      first ??= name;
    }
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    if (error instanceof Deno.errors.NotADirectory) return "it is a file";
    throw error;
  }
  return first === undefined ? undefined : `it holds ${first} and no ${SIGN}`;
}

/** Refuses a folder that holds something else. */
export async function checkTarget(folder: string): Promise<void> {
  const why = await mayReplace(folder);
  if (why !== undefined) {
    throw new Error(`Cannot write site as ${folder} must be new, empty or a site: ${why}`);
  }
}

/**
 * Writes all files of a site into a folder beside the wanted one and puts it in its place when it is
 * whole: who stops in the middle has the old site. What a killed run left beside goes with the next.
 * On Linux the two change places in one step; elsewhere a kill between two renames leaves the old site
 * beside, in `.surprisal-…/old`, until the next export.
 *
 * @param folder Where the site goes.
 * @param files Contents by their addresses below the folder, with `/`; one must be `site.json`.
 * @throws {Error} If the folder holds something that is no site.
 */
export async function writeSite(
  folder: string,
  files: ReadonlyMap<string, string | Uint8Array>,
): Promise<void> {
  await checkTarget(folder);
  const place = resolve(folder);
  await Deno.mkdir(dirname(place), { recursive: true });
  const beside = await makeScratchFolder(dirname(place));
  const [fresh, old] = [join(beside, "new"), join(beside, "old")];
  try {
    for (const [address, content] of [...files].sort(([a], [b]) => a < b ? -1 : 1)) {
      const path = join(fresh, ...address.split("/"));
      await Deno.mkdir(dirname(path), { recursive: true });
      if (typeof content === "string") await Deno.writeTextFile(path, content);
      else await Deno.writeFile(path, content);
    }
    const there = await Deno.stat(place).then(() => true, () => false);
    if (there && exchangeFolders(fresh, place)) return; // what was there goes with the folder beside
    if (there) await Deno.rename(place, old);
    try {
      await Deno.rename(fresh, place);
    } catch (error) {
      if (there) await Deno.rename(old, place);
      throw error;
    }
  } finally {
    removeScratch(beside);
  }
}
