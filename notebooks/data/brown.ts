/**
 * Reads brown.txt.gz: the beginnings of the 500 texts of the Brown corpus of American prose, made by make_brown.ts.
 *
 * @module
 */

/** The first 2,000 letters and spaces of each of the 500 texts, lower case. */
export async function readBrown(): Promise<string[]> {
  const file = await Deno.readFile(new URL("brown.txt.gz", import.meta.url));
  const stream = new Blob([file]).stream().pipeThrough(new DecompressionStream("gzip"));
  return (await new Response(stream).text()).trimEnd().split("\n");
}
