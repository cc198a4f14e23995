import { embedded, embeddedUrl } from "../../lib/kernels/build.ts";

/** Changes of the kernels' source that let float64's rounding errors go. */
const CHANGES: readonly (readonly [from: RegExp, to: string])[] = [
  // What additions lose.
  [/^ +lost = f64x2\.add\(.*\n/gm, ""],
  // What the table's entries lack.
  [
    /mad64\(f64x2\.mul\(r, r\), (mad64\(mad64\(c4, r, c3\), r, c2\)), tails\)/g,
    "f64x2.mul(f64x2.mul(r, r), $1)",
  ],
];

/**
 * Builds the portable kernels without that care, and gives an import map under which the library runs
 * on them: to tell what keeping the digits costs.
 */
export async function carelessMap(folder: string): Promise<string> {
  const made = new Set<RegExp>();
  const source = await embedded("portable", (text) =>
    CHANGES.reduce((changed, [from, to]) => {
      if (changed.search(from) >= 0) made.add(from);
      return changed.replace(from, to);
    }, text));
  const missing = CHANGES.find(([from]) => !made.has(from));
  if (missing) throw new Error(`the kernels have no ${missing[0]}`);
  await Deno.writeTextFile(`${folder}/careless.ts`, source);
  const lib = new URL("../../lib/", import.meta.url).href;
  const imports = {
    "@surprisal/loss": `${lib}mod.ts`,
    "@surprisal/loss/parallel": `${lib}parallel/mod.ts`,
    [embeddedUrl("portable").href]: `file://${folder}/careless.ts`,
  };
  await Deno.writeTextFile(`${folder}/careless.json`, JSON.stringify({ imports }));
  return `${folder}/careless.json`;
}
