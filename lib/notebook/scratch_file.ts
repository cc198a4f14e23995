import { dirname, join } from "node:path";
import process from "node:process";

/** Files and folders that must not outlive the process. */
const scratch = new Set<string>();

/** Folders in which the files of processes that were killed have been sought. */
const swept = new Set<string>();

/** Creates an empty hidden file in a folder; it goes when {@linkcode removeScratch} is called. */
export async function makeScratch(folder: string, suffix: string): Promise<string> {
  const dir = folder || ".";
  sweepOnce(dir);
  const path = await Deno.makeTempFile({ dir, prefix: `.surprisal-${Deno.pid}-`, suffix });
  scratch.add(path);
  return path;
}

/** Creates a folder among the machine's temporary ones, or a hidden one in a folder, to be removed in the same way. */
export async function makeScratchFolder(folder?: string): Promise<string> {
  const path = await Deno.makeTempDir({
    prefix: `${folder === undefined ? "" : "."}surprisal-${Deno.pid}-`,
    ...(folder === undefined ? {} : { dir: folder }),
  });
  sweepOnce(dirname(path));
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

/** Removes what a process that is no more has left in a folder: one that is killed can not. */
export function sweepOnce(folder: string): void {
  if (swept.has(folder)) return;
  swept.add(folder);
  try {
    for (const { name } of Deno.readDirSync(folder)) {
      const pid = name.match(/^\.?surprisal-(?:kernel-)?(\d+)-/)?.[1];
      if (pid !== undefined && !isAlive(Number(pid))) removeScratch(join(folder, name));
    }
  } catch { /* not to be read: it stays as it is */ }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0); // asks, and kills nothing
    return true;
  } catch (error) {
    return (error as { code?: string }).code === "EPERM";
  }
}
