import { assert, assertEquals } from "@std/assert";
import * as schemas from "@surprisal/loss/schemas";

/** The modules of the project, and the packages, that a module loads, at any depth. */
async function loadedBy(path: string): Promise<{ modules: Set<string>; packages: Set<string> }> {
  const modules = new Set<string>();
  const packages = new Set<string>();
  const queue = [new URL(`../../${path}`, import.meta.url).href];
  for (let url = queue.pop(); url !== undefined; url = queue.pop()) {
    if (modules.has(url)) continue;
    modules.add(url);
    for (const specifier of importsOf(await Deno.readTextFile(new URL(url)))) {
      if (specifier.startsWith(".")) queue.push(new URL(specifier, url).href);
      else packages.add(specifier);
    }
  }
  return { modules, packages };
}

function importsOf(source: string): string[] {
  const code = source.replace(/\/\*[\s\S]*?\*\//g, "");
  return [...code.matchAll(/(?:\bfrom\s*|\bimport\s*\(?\s*)["']([^"']+)["']/g)].map((m) => m[1]!);
}

Deno.test("a user of the losses loads no package, a user of the schemas zod only", async () => {
  const losses = await loadedBy("lib/mod.ts");
  assert(losses.modules.size > 30);
  assertEquals([...losses.packages], []);
  assertEquals([...(await loadedBy("lib/schemas/mod.ts")).packages], ["zod"]);
});

/** Types of options that are only what others are made of, or belong to an entry of their own. */
const FOLDERS = ["types", "numerics", "information", "losses", "learning"];

Deno.test("every type of options that the library exports has its schema", async () => {
  const missing: string[] = [];
  for (const folder of FOLDERS) {
    const source = await Deno.readTextFile(
      new URL(`../../lib/${folder}/mod.ts`, import.meta.url),
    );
    for (const [name] of source.matchAll(/\b[A-Z]\w+Options?\b/g)) {
      const schema = name[0]!.toLowerCase() + name.slice(1);
      if (!(schema in schemas)) missing.push(name);
    }
  }
  assertEquals(missing, []);
});
