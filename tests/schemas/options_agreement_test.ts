import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { refusalOfLibrary, refusalOfSchema, SEED } from "./agree.ts";
import { keysOf, OPTIONS, type Twin } from "./twins.ts";

/** No number, and nothing else that an option takes. */
const JUNK = fc.constantFrom<unknown>(
  "x",
  "1",
  1n,
  true,
  {},
  [],
  ["1"],
  [1n, 1],
  [true, "x"],
  null,
  false,
  0,
  "",
  NaN,
  // What random and complex may be, and nothing else.
  (x?: readonly unknown[]) => x ? x[0] : 0.5,
);

const number = fc.oneof(
  fc.double(),
  fc.constantFrom(0, -0, 1, 0.5, -1, 1.5, NaN, Infinity, -Infinity, 5e-324, 1e308),
);

const integer = fc.constantFrom(1, 2, 10, 1000, 0, -1, 1.5, NaN, Infinity);

/** As many weights as the twins have classes and examples. */
const weights = fc.oneof(
  fc.tuple(number, number),
  fc.tuple(number, number).map((pair) => Float32Array.from(pair)),
  fc.tuple(fc.double({ min: 0, max: 9, noNaN: true }), fc.constant(1)),
);

const positive = fc.double({ min: 0, max: 9, noNaN: true });

const focal = fc.oneof(
  fc.record({ gamma: positive, alpha: fc.oneof(positive, weights, JUNK) }, {
    requiredKeys: ["gamma"],
  }),
  fc.record({ gamma: fc.oneof(number, JUNK), alpha: fc.oneof(number, fc.constant(undefined)) }),
);

/** Values of each option, good and bad. */
const VALUES: Record<string, fc.Arbitrary<unknown>> = {
  unit: fc.constantFrom("nats", "bits", "bit", "NATS"),
  reduction: fc.constantFrom("mean", "sum", "none", "batchmean"),
  method: fc.constantFrom(
    ...["plugin", "miller-madow", "grassberger", "chao-shen", "shrinkage", "dirichlet", "nsb"],
    "toString",
  ),
  tolerance: number,
  temperature: number,
  labelSmoothing: fc.oneof(number, fc.double({ min: 0, max: 1, noNaN: true })),
  zLoss: number,
  positiveWeight: number,
  prior: number,
  classes: integer,
  bins: integer,
  classWeights: weights,
  sampleWeights: weights,
  classMask: fc.tuple(
    fc.constantFrom(true, false, 0, 1, -0, 2, NaN, "1"),
    fc.constantFrom(true, 1),
  ),
  onZero: fc.oneof(
    fc.constantFrom("infinity", "throw", "clip", {}),
    fc.record({ clip: number }),
    fc.record({ clampLog: number }),
    fc.record({ add: number }),
  ),
  focal,
  normalize: fc.boolean(),
  ignoreIndex: fc.oneof(fc.constantFrom(-100, -1, 5), number),
  rate: number,
  batchSize: integer,
  random: fc.constantFrom(() => 0, () => 0.5),
  complex: fc.constantFrom((x: readonly unknown[]) => x[0]),
};

/** Options whose shape data decide. What schemas refuse of them is in refusals_test.ts. */
const OF_SHAPE: Record<string, fc.Arbitrary<unknown>> = {
  out: fc.constant(undefined),
};

/** What only data can tell: the schema cannot know it. */
const OF_DATA = /^at least one example must count/;

/** One option of a name, good more often than not. */
function option(key: string): fc.Arbitrary<unknown> {
  const values = VALUES[key];
  return values ? fc.oneof({ weight: 9, arbitrary: values }, JUNK) : OF_SHAPE[key]!;
}

/** Objects of up to three options of a schema, and of those that have to be there. */
function optionsOf(schema: Twin["schema"]): fc.Arbitrary<object> {
  const keys = keysOf(schema);
  const needed = keys.filter((key) => key === "method" || key === "rate");
  return fc.subarray(keys, { maxLength: Math.min(3, keys.length) }).chain((chosen) =>
    fc.record(Object.fromEntries([...needed, ...chosen].map((key) => [key, option(key)])))
  );
}

/** Asks both; gives whether they accept, or undefined where only data decide. */
function agreed({ name, schema, call }: Twin, options: unknown): boolean | undefined {
  const byLibrary = refusalOfLibrary(call, options);
  if (byLibrary !== undefined && OF_DATA.test(byLibrary)) return undefined;
  const bySchema = refusalOfSchema(schema, options);
  const found = `${name} of ${Deno.inspect(options)}: ${byLibrary} | ${bySchema}`;
  assertEquals(bySchema === undefined, byLibrary === undefined, found);
  return bySchema === undefined;
}

for (const twin of OPTIONS) {
  Deno.test(`the schema of its options accepts what ${twin.name}() accepts`, () => {
    let accepted = 0;
    let refused = 0;
    fc.assert(
      fc.property(optionsOf(twin.schema), (options) => {
        const both = agreed(twin, options);
        if (both === true) accepted++;
        if (both === false) refused++;
      }),
      { seed: SEED, numRuns: 2000 },
    );
    assert(accepted > 100 && refused > 100, `${accepted} accepted, ${refused} refused`);
  });
}
