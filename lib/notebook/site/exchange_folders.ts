/** What Linux names the working directory, and what tells it to exchange rather than to replace. */
const [AT_FDCWD, RENAME_EXCHANGE] = [-100, 2];

function asPath(path: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(`${path}\0`);
}

/**
 * Has two folders change places in one step, so that there is no moment without the one or the other:
 * `renameat2` of Linux, which `Deno.rename` does not offer.
 *
 * @returns Whether they did; not where the system, its file system or a permission is missing.
 */
export function exchangeFolders(one: string, other: string): boolean {
  if (Deno.build.os !== "linux") return false;
  if (Deno.permissions.querySync({ name: "ffi" }).state !== "granted") return false;
  try {
    const system = Deno.dlopen("libc.so.6", {
      renameat2: { parameters: ["i32", "buffer", "i32", "buffer", "u32"], result: "i32" },
    });
    const { renameat2 } = system.symbols;
    const result = renameat2(AT_FDCWD, asPath(one), AT_FDCWD, asPath(other), RENAME_EXCHANGE);
    system.close();
    return result === 0;
  } catch { // another C library
    return false;
  }
}
