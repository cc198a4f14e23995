import { dirname } from "node:path";
import { makeScratch, removeScratch } from "./scratch_file.ts";

/** Writes a file so that it is there whole or not at all: beside its place first, then renamed. */
export async function writeAtomically(path: string, content: string | Uint8Array): Promise<void> {
  const beside = await makeScratch(dirname(path), ".tmp");
  try {
    const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
    await Deno.writeFile(beside, bytes);
    const mode = (await Deno.stat(path).catch(() => undefined))?.mode ?? 0o644;
    if (Deno.build.os !== "windows") await Deno.chmod(beside, mode & 0o777);
    await Deno.rename(beside, path);
  } finally {
    removeScratch(beside);
  }
}
