import { writeAtomically } from "./write_atomically.ts";

/**
 * The text of a file, byte for byte: what is no UTF-8 could not be written back as it was.
 *
 * @throws {TypeError} If it is no file, or holds other bytes than UTF-8.
 */
export async function readText(path: string): Promise<string> {
  const { isFile } = await Deno.stat(path);
  if (!isFile) throw new TypeError(`Cannot read ${path} as it must be a file: it is none`);
  const bytes = await Deno.readFile(path);
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    const before = new TextDecoder().decode(bytes).split("\ufffd", 1)[0]!;
    const line = before.split("\n").length;
    throw new TypeError(`Cannot read ${path} as it must be UTF-8: line ${line} is not`, { cause });
  }
}

/**
 * Writes a notebook anew, whole or not at all.
 *
 * @param path Where it is.
 * @param text What it is to hold.
 * @param was What it held when it was read.
 * @throws {Error} If it holds something else by now: somebody has saved it since.
 */
export async function rewriteText(path: string, text: string, was: string): Promise<void> {
  const now = await readText(path);
  if (now === text) return;
  if (now !== was) {
    throw new Error(`Cannot write ${path} as it must be as it was read: it was saved since`);
  }
  await writeAtomically(path, text);
}
