/** Files being written; the end of the process removes them. */
const unfinished = new Set<string>();

/** Writes a file so that it is there whole or not at all: beside its place first, then renamed. */
export async function writeAtomically(path: string, text: string): Promise<void> {
  const folder = path.replace(/[^/\\]*$/, "") || ".";
  const beside = await Deno.makeTempFile({ dir: folder, prefix: ".surprisal-", suffix: ".tmp" });
  unfinished.add(beside);
  try {
    await Deno.writeTextFile(beside, text);
    const mode = (await Deno.stat(path).catch(() => undefined))?.mode ?? 0o644;
    if (Deno.build.os !== "windows") await Deno.chmod(beside, mode & 0o777);
    await Deno.rename(beside, path);
  } catch (error) {
    Deno.removeSync(beside);
    throw error;
  } finally {
    unfinished.delete(beside);
  }
}

/** Removes what was not finished, for the end of the process. */
export function removeUnfinished(): void {
  for (const path of unfinished) {
    try {
      Deno.removeSync(path);
    } catch { /* renamed at this very moment */ }
  }
}
