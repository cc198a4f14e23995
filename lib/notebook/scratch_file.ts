import { dirname, join } from "node:path";
import process from "node:process";

/** A place can not be written to, for what the machine says. */
export class PlaceError extends Error {
  /** The name that is shown. */
  override readonly name: string = "PlaceError";
}

/** Files and folders that must not outlive the process. */
const scratch = new Set<string>();

/** Folders in which the files of processes that were killed have been sought. */
const swept = new Set<string>();

/** Creates an empty hidden file in a folder; it goes when {@linkcode removeScratch} is called. */
export async function makeScratch(folder: string, suffix: string): Promise<string> {
  const dir = folder || ".";
  sweepOnce(dir);
  const path = await made(
    dir,
    Deno.makeTempFile({ dir, prefix: `.surprisal-${Deno.pid}-`, suffix }),
  );
  scratch.add(path);
  return path;
}

/** Creates a folder among the machine's temporary ones, or a hidden one in a folder, to be removed in the same way. */
export async function makeScratchFolder(folder?: string): Promise<string> {
  const prefix = `${folder === undefined ? "" : "."}surprisal-${Deno.pid}-`;
  const dir = folder === undefined ? {} : { dir: folder };
  const path = await made(folder, Deno.makeTempDir({ prefix, ...dir }));
  sweepOnce(dirname(path));
  scratch.add(path);
  return path;
}

/** Says in which folder nothing can be made, and why not. */
async function made(folder: string | undefined, making: Promise<string>): Promise<string> {
  try {
    return await making;
  } catch (cause) {
    const where = folder === undefined ? "the folder of temporary files" : `"${folder}"`;
    const why = reasonOf(cause);
    throw new PlaceError(`Cannot write as ${where} must take a file: ${why}`, {
      cause,
    });
  }
}

/** What the machine says of a file, without the name of a scratch file that nobody knows. */
export function reasonOf(error: unknown): string {
  return (error as Error).message.replace(/(\(os error \d+\)):.*/s, "$1");
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
