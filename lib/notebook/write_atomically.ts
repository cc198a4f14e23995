import { dirname } from "node:path";
import { makeScratch, PlaceError, reasonOf, removeScratch } from "./scratch_file.ts";

/**
 * Writes a file so that it is there whole or not at all: beside its place first, then renamed. Its
 * folder is made if it is missing; a link stays one, and what it leads to is written.
 *
 * @throws {PlaceError} If there is no room for it, or the place is not to be written to.
 */
export async function writeAtomically(path: string, content: string | Uint8Array): Promise<void> {
  try {
    await write(await Deno.realPath(path).catch(() => path), content);
  } catch (cause) {
    if (cause instanceof PlaceError) throw cause;
    throw new PlaceError(`Cannot write ${path} as its place must take it: ${reasonOf(cause)}`, {
      cause,
    });
  }
}

async function write(path: string, content: string | Uint8Array): Promise<void> {
  const mode = (await Deno.stat(path).catch(() => undefined))?.mode ?? 0o644;
  if ((mode & 0o222) === 0) throw new Error("it is read-only");
  await Deno.mkdir(dirname(path), { recursive: true });
  const beside = await makeScratch(dirname(path), ".tmp");
  try {
    const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
    await Deno.writeFile(beside, bytes);
    if (Deno.build.os !== "windows") await Deno.chmod(beside, mode & 0o777);
    await Deno.rename(beside, path);
  } finally {
    removeScratch(beside);
  }
}
