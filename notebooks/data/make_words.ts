/**
 * Makes five_letter_words.json: the English words of five letters, in alphabetical order, as one string.
 *
 * The words come from an npm package, unpacked by hand:
 *   npm pack an-array-of-english-words@2.0.0   (MIT)
 *
 * Usage: deno run --allow-read --allow-write make_words.ts PACKAGE_INDEX_JSON
 *
 * @module
 */

const [path] = Deno.args;
if (!path) {
  console.error("Usage: make_words.ts PACKAGE_INDEX_JSON");
  Deno.exit(2);
}
const words: string[] = JSON.parse(await Deno.readTextFile(path));
const five = words.filter((word) => /^[a-z]{5}$/.test(word)).sort();
const data = {
  about: "English words of five letters, from an-array-of-english-words 2.0.0 (MIT)",
  words: five.join(" "),
};
await Deno.writeTextFile(
  new URL("five_letter_words.json", import.meta.url),
  JSON.stringify(data, null, 2) + "\n",
);
