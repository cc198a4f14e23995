import { assert, assertEquals } from "@std/assert";

/** What each folder of lib may import besides itself (ARCHITECTURE.md draws the same table). */
const LOSSES = ["types", "kernels", "numerics", "information"];
const BELOW: Record<string, readonly string[]> = {
  types: [],
  // WebAssembly and its memory, below numerics, whose functions hand large batches to it.
  kernels: ["types"],
  numerics: ["types", "kernels"],
  information: ["types", "kernels", "numerics"],
  losses: LOSSES,
  exact: LOSSES,
  coding: LOSSES,
  learning: [...LOSSES, "losses"],
  // A pool hands rows to threads, which compute them as one thread does.
  parallel: [...LOSSES, "losses"],
  // A schema calls the readers of the functions it speaks for, so that both refuse the same.
  schemas: [...LOSSES, "losses", "learning"],
  figures: [...LOSSES, "losses", "coding", "learning"],
  notebook: ["types", "schemas"],
};

/** Bare packages that a folder may use; the loss library uses none. */
const PACKAGES: Record<string, readonly string[]> = {
  schemas: ["zod"],
  kernels: ["assemblyscript"], // build.ts only; what it builds is committed
  figures: ["@observablehq/plot", "linkedom", "node"],
  notebook: [
    "zod",
    "node",
    // the site: Markdown, mathematics, highlighting, sanitising
    "markdown-it",
    "temml",
    "highlight.js",
    "sanitize-html",
    "sucrase",
    "acorn",
    "@noble/hashes",
    "minisearch",
  ],
};

interface Import {
  readonly from: string;
  readonly specifier: string;
}

/** Every import, static or dynamic, type or value, that a source text makes. */
function importsOf(path: string, source: string): Import[] {
  const code = source.replace(/\/\*[\s\S]*?\*\//g, "").replace(/^\s*\/\/.*$/gm, "");
  const pattern = /(?:\bfrom\s*|\bimport\s*\(?\s*)["']([@\w.][^"'\s]*)["']/g;
  return [...code.matchAll(pattern)].map((match) => ({ from: path, specifier: match[1]! }));
}

/** The file of the project that an import names. */
function targetOf({ from, specifier }: Import): string {
  return new URL(specifier, `file:///${from}`).pathname.slice(1);
}

/** Says why an import breaks the layers, or undefined when it is fine. */
function fault(found: Import): string | undefined {
  const { from, specifier } = found;
  const folder = from.match(/^lib\/([^/]+)\//)?.[1];
  if (folder === undefined) return undefined; // lib/mod.ts re-exports the loss library
  if (!specifier.startsWith(".")) {
    const name = specifier.startsWith("node:")
      ? "node"
      : specifier.match(/^(@[^/]+\/[^/]+|[^/]+)/)![1]!;
    if (PACKAGES[folder]?.includes(name)) return undefined;
    return `${from} imports ${specifier}: lib/${folder} may use ${
      PACKAGES[folder]?.join(", ") ?? "no package"
    }`;
  }
  const target = targetOf(found);
  const targetFolder = target.match(/^lib\/([^/]+)\//)?.[1];
  if (targetFolder === folder || BELOW[folder]?.includes(targetFolder ?? "")) return undefined;
  return `${from} imports ${target}: lib/${folder} may import ${
    BELOW[folder]?.join(", ") || "nothing"
  }`;
}

async function* sources(folder: string): AsyncGenerator<string> {
  for await (const entry of Deno.readDir(folder)) {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory) yield* sources(path);
    else if (path.endsWith(".ts")) yield path;
  }
}

Deno.test("every import in lib points down", async () => {
  const faults: string[] = [];
  for await (const path of sources("lib")) {
    for (const found of importsOf(path, await Deno.readTextFile(path))) {
      const why = fault(found);
      if (why) faults.push(why);
    }
  }
  assertEquals(faults, []);
});

/** A way along imports from a file back to itself, or nothing. */
function circleIn(imports: ReadonlyMap<string, readonly string[]>): string[] | undefined {
  const done = new Set<string>();
  const follow = (path: string, way: readonly string[]): string[] | undefined => {
    if (way.includes(path)) return [...way.slice(way.indexOf(path)), path];
    if (done.has(path)) return undefined;
    for (const next of imports.get(path) ?? []) {
      const circle = follow(next, [...way, path]);
      if (circle) return circle;
    }
    done.add(path);
    return undefined;
  };
  for (const path of imports.keys()) {
    const circle = follow(path, []);
    if (circle) return circle;
  }
  return undefined;
}

Deno.test("no file of lib imports itself by way of others, not even for a type", async () => {
  const imports = new Map<string, string[]>();
  for await (const path of sources("lib")) {
    const found = importsOf(path, await Deno.readTextFile(path));
    imports.set(path, found.filter(({ specifier }) => specifier.startsWith(".")).map(targetOf));
  }
  assertEquals(circleIn(imports), undefined);
  const planted = new Map([["a", ["b"]], ["b", ["c", "d"]], ["c", []], ["d", ["b"]]]);
  assertEquals(circleIn(planted), ["b", "d", "b"]);
});

Deno.test("every folder of lib has its place in the layers", async () => {
  for await (const entry of Deno.readDir("lib")) {
    if (entry.isDirectory) assert(entry.name in BELOW, `lib/${entry.name} has no layer`);
  }
});

Deno.test("the layer check refuses an upward import, a sideways one and a foreign package", () => {
  const planted = (from: string, source: string) => importsOf(from, source).map(fault);
  assertEquals(
    planted("lib/numerics/sum.ts", `import { entropy } from "../information/entropy.ts"`),
    [
      "lib/numerics/sum.ts imports lib/information/entropy.ts: lib/numerics may import types, kernels",
    ],
  );
  assertEquals(planted("lib/figures/theme.ts", `export * from "../notebook/mod.ts"`), [
    "lib/figures/theme.ts imports lib/notebook/mod.ts: lib/figures may import types, kernels, numerics, information, losses, coding, learning",
  ]);
  assertEquals(planted("lib/losses/a.ts", `const z = await import("zod");`), [
    "lib/losses/a.ts imports zod: lib/losses may use no package",
  ]);
  assertEquals(planted("lib/losses/a.ts", `import { x } from "../numerics/x.ts"`), [undefined]);
});
