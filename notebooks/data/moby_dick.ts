/**
 * Reads moby-dick.txt.gz: the text of Herman Melville's novel of 1851, made by make_moby_dick.ts.
 *
 * @module
 */

/** The bytes of the novel, 1,204,997 of them, in UTF-8. */
export async function readMobyDick(): Promise<Uint8Array<ArrayBuffer>> {
  const file = await Deno.readFile(new URL("moby-dick.txt.gz", import.meta.url));
  const stream = new Blob([file]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}
