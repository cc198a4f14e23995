import { assert, assertEquals } from "@std/assert";

// What stands in front of a user of the library: no `any`, and documentation of one form.

interface Tag {
  readonly kind: string;
  readonly name?: string;
  readonly doc?: string;
}

interface Param {
  readonly name?: string;
  /** Of a parameter with a default. */
  readonly left?: { readonly name: string };
}

interface Declaration {
  readonly kind: string;
  readonly def?: { readonly params?: readonly Param[] };
  readonly jsDoc?: { readonly doc?: string; readonly tags?: readonly Tag[] };
}

interface Documented {
  readonly name: string;
  readonly declarations: readonly Declaration[];
}

interface Face {
  readonly nodes: Record<string, { readonly symbols: readonly Documented[] }>;
}

const ENTRIES = [
  "lib/mod.ts",
  "lib/exact/mod.ts",
  "lib/coding/mod.ts",
  "lib/parallel/mod.ts",
  "lib/schemas/mod.ts",
  "lib/figures/mod.ts",
  "lib/notebook/mod.ts",
];

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

/** Containers: there is no formula in them, and they rest on nobody's work. */
const CONTAINERS = ["matrix", "alloc"];

/** What the documentation of an export lacks. */
function* lacks({ name, declarations: [first] }: Documented): Generator<string> {
  const { kind, jsDoc = {}, def } = first!;
  const { doc = "", tags = [] } = jsDoc;
  const of = (kind: string) => tags.filter((tag) => tag.kind === kind);
  if (of("example").length === 0) yield "an example";
  if (!CONTAINERS.includes(name)) {
    if (!/`[^`]+`/.test(doc)) yield "a formula";
    if (!of("see").some(({ doc }) => /\b(19|20)\d\d\b/.test(doc ?? ""))) yield "a source";
  }
  if (kind !== "function") return;
  const [returned] = of("return");
  if (!returned?.doc) yield "what it gives";
  for (const param of def?.params ?? []) {
    const wanted = param.left?.name ?? param.name;
    const told = of("param").find(({ name }) => name === wanted)?.doc ?? "";
    if (told.split(/\s+/).length < 3) yield `the shape and domain of ${wanted}`;
  }
  if ((def?.params ?? []).length > 0 && of("throws").length === 0) yield "what it refuses";
  const words = doc + returned?.doc;
  const bound = /\bulp\b|\bexact(ly)?\b|\brounding\b|\brelative\b/.test(words);
  if (!bound && !WITHOUT_BOUND.includes(name)) yield "an error bound";
  const hasUnit = /Amount|Reduced|UnitOption|LossWithGradient/.test(JSON.stringify(def));
  if (hasUnit && !/\bnats\b|\bbits\b/.test(words + of("param").map(({ doc }) => doc))) {
    yield "its unit";
  }
}

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
    name: `every export of ${entry} is told with formula, unit, shapes, bound, example and source`,
    ignore,
    fn: async () => {
      const missing: string[] = [];
      let values = 0;
      for (const symbol of symbolsOf(await faceOf(entry))) {
        const { kind, jsDoc } = symbol.declarations[0]!;
        if (!jsDoc?.doc) missing.push(`${symbol.name}: any word`);
        if (!["function", "class", "variable"].includes(kind)) continue;
        values++;
        for (const part of lacks(symbol)) missing.push(`${symbol.name}: ${part}`);
      }
      assertEquals(missing, []);
      assert(values >= 10, `only ${values} were looked at`);
    },
  });
}
