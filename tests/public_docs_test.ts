import { assertEquals } from "@std/assert";

// What stands in front of a user of the library: no `any`, and documentation of one form.

interface Tag {
  readonly kind: string;
  readonly doc?: string;
}

interface Declaration {
  readonly kind: string;
  readonly jsDoc?: { readonly doc?: string; readonly tags?: readonly Tag[] };
}

interface Documented {
  readonly name: string;
  readonly declarations: readonly Declaration[];
}

interface Face {
  readonly nodes: Record<string, { readonly symbols: readonly Documented[] }>;
}

const ENTRIES = ["lib/mod.ts", "lib/exact/mod.ts", "lib/coding/mod.ts", "lib/schemas/mod.ts"];

const ignore = (await Deno.permissions.query({ name: "run" })).state !== "granted";

async function faceOf(entry: string): Promise<Face> {
  const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["doc", "--json", entry],
    cwd: new URL("..", import.meta.url),
  }).output();
  if (!success) throw new Error(new TextDecoder().decode(stderr));
  return JSON.parse(new TextDecoder().decode(stdout));
}

function symbolsOf(face: Face): Documented[] {
  return Object.values(face.nodes).flatMap(({ symbols }) => symbols);
}

/** The paths at which the keyword `any` stands in a part of the face. */
function* anys(x: unknown, path: string): Generator<string> {
  if (typeof x !== "object" || x === null) return;
  if ((x as { keyword?: unknown }).keyword === "any") yield path;
  for (const [key, part] of Object.entries(x)) yield* anys(part, `${path}.${key}`);
}

/** Functions whose answer owes nothing to rounding, or is made of what others round. */
const WITHOUT_BOUND = [
  ...["alloc", "chooseKernels", "matrix", "nats", "bits", "oneHot"],
  ...["checkGradient", "forwardDifference", "centralDifference"],
];

for (const entry of ENTRIES) {
  Deno.test({
    name: `${entry} has no any in its public types`,
    ignore,
    fn: async () => {
      const found = symbolsOf(await faceOf(entry)).flatMap((symbol) => [
        ...anys(symbol.declarations, symbol.name),
      ]);
      assertEquals(found, []);
    },
  });
}

for (const entry of ["lib/mod.ts", "lib/exact/mod.ts"]) {
  Deno.test({
    name: `every function of ${entry} has an example, what it gives, and how exact it is`,
    ignore,
    fn: async () => {
      const missing: string[] = [];
      for (const { name, declarations: [first] } of symbolsOf(await faceOf(entry))) {
        if (first!.kind !== "function") continue;
        const { doc = "", tags = [] } = first!.jsDoc ?? {};
        for (const kind of ["example", "param", "return"]) {
          if (!tags.some((tag) => tag.kind === kind)) missing.push(`${name}: ${kind}`);
        }
        const words = doc + tags.find((tag) => tag.kind === "return")?.doc;
        const bound = /\bulp\b|\bexact(ly)?\b|\brounding\b|\brelative\b/.test(words);
        if (!bound && !WITHOUT_BOUND.includes(name)) missing.push(`${name}: error bound`);
      }
      assertEquals(missing, []);
    },
  });
}
