/** Files and folders that must not outlive the process. */
const scratch = new Set<string>();

/** Creates an empty hidden file in a folder; it goes when {@linkcode removeScratch} is called. */
export async function makeScratch(folder: string, suffix: string): Promise<string> {
  const path = await Deno.makeTempFile({ dir: folder || ".", prefix: ".surprisal-", suffix });
  scratch.add(path);
  return path;
}

/** Creates a folder among the machine's temporary ones, to be removed in the same way. */
export async function makeScratchFolder(): Promise<string> {
  const path = await Deno.makeTempDir({ prefix: "surprisal-" });
  scratch.add(path);
  return path;
}

/** Removes a scratch file or folder, if it is still there. */
export function removeScratch(path: string): void {
  scratch.delete(path);
  try {
    Deno.removeSync(path, { recursive: true });
  } catch { /* renamed, or gone with its folder */ }
}

/** Removes all scratch files, for the end of the process. */
export function removeAllScratch(): void {
  for (const path of scratch) removeScratch(path);
}
