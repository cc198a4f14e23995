import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { matrix } from "@surprisal/loss";
import { assertTwinsAgree, refusalOfSchema, SEED } from "./agree.ts";
import * as twins from "./twins.ts";

/** What a slip of the keyboard or a wrong column puts among numbers. */
const JUNK = ["0.5", "", 1n, null, undefined, true, {}, [1], NaN, Infinity, -Infinity, -0, -1e-300];

const number = fc.oneof(
  fc.double(),
  fc.double({ min: -40, max: 40 }),
  fc.constantFrom(0, -0, 1, 0.5, -1, NaN, Infinity, -Infinity, 5e-324, 2.5e-7, 1e300),
);

/** Distributions, normalised in double precision. */
const distribution = fc.array(fc.integer({ min: 0, max: 20 }), { minLength: 1, maxLength: 5 })
  .map((counts) => {
    const total = counts.reduce((a, b) => a + b, 0);
    return total === 0 ? counts.map(() => 1 / counts.length) : counts.map((n) => n / total);
  });

/** Numbers of the three kinds, right and slightly wrong. */
const numbers = fc.oneof(
  distribution,
  fc.tuple(distribution, fc.double({ min: -5e-7, max: 5e-7, noNaN: true })).map(([p, shift]) =>
    p.map((mass, j) => j === 0 ? mass + shift : mass)
  ),
  distribution.map((p) => p.map(Math.log)),
  fc.array(number, { minLength: 1, maxLength: 5 }),
  fc.array(fc.integer({ min: -1, max: 3 }), { minLength: 1, maxLength: 5 }),
);

/** Numbers with junk, or a hole, at one place. */
const spoilt = fc.tuple(numbers, fc.constantFrom(...JUNK, "hole"), fc.nat()).map(
  ([x, junk, at]) => {
    const copy: unknown[] = [...x];
    copy[at % x.length] = junk;
    if (junk === "hole") delete copy[at % x.length];
    return copy;
  },
);

/** Whatever may stand where a vector is wanted. */
const vector = fc.oneof(
  { weight: 4, arbitrary: numbers },
  { weight: 1, arbitrary: numbers.map((x) => Float64Array.from(x)) },
  { weight: 1, arbitrary: numbers.map((x) => Float32Array.from(x)) },
  { weight: 1, arbitrary: numbers.map((x) => Int32Array.from(x)) },
  { weight: 1, arbitrary: numbers.map((x) => ({ ...x, length: x.length })) },
  { weight: 3, arbitrary: spoilt },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      ...[[], new Float64Array(), BigInt64Array.of(1n), null, undefined, "0.5", 0.5, new Set([1])],
      ...[{}, { length: -1 }, { length: 2 }, () => 1, new Map()],
    ),
  },
);

/** Whether a function that takes one example or many would take `x` for many. */
function isMany(x: unknown): boolean {
  if (!Array.isArray(x)) return typeof x === "object" && x !== null && "data" in x;
  return typeof x[0] === "object" && x[0] !== null;
}

/** Whatever may stand where one example is wanted. */
const example = vector.filter((x) => !isMany(x));

/** Rows of one length, right and slightly wrong. */
const evenRows = fc.tuple(vector, fc.integer({ min: 1, max: 3 })).map(([x, n]) => Array(n).fill(x));

/** Whatever may stand where many examples are wanted. */
const table = fc.oneof(
  evenRows,
  fc.tuple(evenRows, vector).map(([rows, last]) => [...rows, last]),
  fc.tuple(numbers, fc.integer({ min: 1, max: 3 })).map(([x, n]) => {
    const data = Float64Array.from(Array(n).fill(x).flat());
    return { data, rows: n, columns: x.length };
  }),
  fc.record({
    data: fc.constantFrom(...[new Float64Array(4), new Float32Array(2), [1, 2], null, "1"]),
    rows: fc.constantFrom(...[0, 1, 2, 4, -1, 0.5, NaN, "1", undefined]),
    columns: fc.constantFrom(...[0, 1, 2, 4, -1, 0.5, NaN, "1", undefined]),
  }),
).filter(isMany);

Deno.test("distribution() accepts what the library accepts, and refuses in its words", () => {
  assertTwinsAgree(twins.DISTRIBUTIONS, example);
});

Deno.test("logits() accepts what the library accepts, and refuses in its words", () => {
  assertTwinsAgree(twins.LOGITS, example);
});

Deno.test("logProbabilities() accepts what the library accepts, and refuses in its words", () => {
  assertTwinsAgree(twins.LOG_PROBABILITIES, example);
});

Deno.test("distributionBatch() accepts what the library accepts, and refuses in its words", () => {
  assertTwinsAgree(twins.DISTRIBUTION_BATCHES, table);
});

Deno.test("logitsBatch() accepts what the library accepts, and refuses in its words", () => {
  assertTwinsAgree(twins.LOGITS_BATCHES, table);
});

Deno.test("logProbabilitiesBatch() accepts what the library accepts, and refuses in its words", () => {
  assertTwinsAgree(twins.LOG_PROBABILITIES_BATCHES, table);
});

Deno.test("table() accepts what matrix() accepts, and refuses in its words", () => {
  assertTwinsAgree(twins.TABLES, table.filter((x) => Array.isArray(x)));
});

Deno.test("table() accepts every matrix that the library makes", () => {
  const made = fc.array(fc.double({ noNaN: true }), { minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(made, fc.integer({ min: 1, max: 3 }), (row, n) => {
      const m = matrix(Array(n).fill(row));
      assertEquals(refusalOfSchema(twins.TABLES[0]!.schema, m), undefined);
    }),
    { seed: SEED, numRuns: 1000 },
  );
});

Deno.test("classIndex() accepts what the library accepts, and refuses in its words", () => {
  const index = fc.oneof(fc.integer({ min: -1, max: 3 }), number, fc.constantFrom(...JUNK));
  assertTwinsAgree(twins.CLASS_INDICES, index);
});

Deno.test("labels() accepts what the library accepts, and refuses in its words", () => {
  const indices = fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 1, maxLength: 4 });
  const typed = indices.map((t) => Int32Array.from(t));
  assertTwinsAgree(
    twins.LABELS,
    fc.oneof(indices, typed, example.filter((x) => typeof x === "object")),
  );
  const ignored = fc.array(
    fc.oneof({ weight: 9, arbitrary: fc.integer({ min: -1, max: 2 }) }, number),
    { minLength: 1, maxLength: 4 },
  );
  assertTwinsAgree(twins.LABELS_OR_IGNORED, ignored);
});
