import { assert, assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { matrix } from "@surprisal/loss";
import { refusalOf } from "../../lib/schemas/refusal.ts";
import * as schemas from "@surprisal/loss/schemas";
import { refusalOfLibrary, refusalOfSchema } from "./agree.ts";
import * as twins from "./twins.ts";

/** Something refused: how both say what was found, with the argument as X, and where it stands. */
interface Bad {
  readonly value: unknown;
  readonly found: string;
  readonly path: (string | number)[];
}

function bad(value: unknown, found: string, ...path: (string | number)[]): Bad {
  return { value, found, path };
}

function holed(): number[] {
  const vector = [0, 1];
  delete vector[1];
  return vector;
}

function detached(): Float64Array {
  const vector = Float64Array.of(0.5, 0.5);
  structuredClone(vector, { transfer: [vector.buffer] });
  return vector;
}

const NO_VECTOR: readonly Bad[] = [
  bad([], "X has length 0"),
  bad(new Float64Array(), "X has length 0"),
  bad(detached(), "X has a detached buffer, so its length is 0"),
  bad(null, "X is null"),
  bad("0.5", 'X is the string "0.5"'),
  bad(new Set([1]), "X is an object of class Set"),
  bad([0.5, "0.5"], 'X[1] is the string "0.5"', 1),
  bad([1n, 0n], "X[0] is the BigInt 1n", 0),
  bad([0, null], "X[1] is null", 1),
  bad(holed(), "X[1] is a hole in a sparse array", 1),
  bad([0, NaN], "X[1] is NaN", 1),
  bad(Float32Array.of(NaN, 0.5), "X[0] is NaN", 0),
];

const NO_DISTRIBUTION: readonly Bad[] = [
  bad([-0.5, 1.5], "X[0] is -0.5", 0),
  bad([0, Infinity], "X[1] is Infinity", 1),
  bad([0.4, 0.4], "the sum of X is 0.8"),
];

const NO_LOGITS: readonly Bad[] = [
  bad([0, Infinity], "X[1] is Infinity", 1),
  bad([-Infinity, -Infinity], "every entry of X is -Infinity"),
];

const NO_LOG_PROBABILITIES: readonly Bad[] = [
  bad([-1, 0.5], "X[1] is 0.5", 1),
  bad([-Infinity, -Infinity], "the sum of those of X is 0"),
];

const NO_TABLE: readonly Bad[] = [
  bad([[0, 1], [1]], "X[1] has 1 entries, expected 2", 1),
  bad([[0, 1], []], "X[1] has length 0", 1),
  bad([[0, 1], null], "X[1] is null", 1),
  bad([[0, 1], [0, "1"]], 'X[1][1] is the string "1"', 1, 1),
  bad([[0, 1], [NaN, 0]], "X[1][0] is NaN", 1, 0),
];

const NO_MATRIX: readonly Bad[] = [
  bad(
    { data: [1, 2], rows: 1, columns: 2 },
    "X.data is an object of class Array",
    "data",
  ),
  bad({ data: new Float64Array(), rows: 1, columns: 0 }, "X.data has length 0", "data"),
  bad({ data: new Float64Array(2), rows: 2, columns: 2 }, "found 2 entries for 2 × 2", "data"),
  bad({ ...matrix([[0, 1], [0, 1]]), data: Float64Array.of(0, 1, NaN, 0) }, "X[1][0] is NaN", 1, 0),
];

const NO_DISTRIBUTIONS: readonly Bad[] = [
  bad([[0, 1], [-1, 2]], "X[1][0] is -1", 1, 0),
  bad([[0, 1], [0.25, 0.25]], "the sum of X[1] is 0.5", 1),
];

const NO_LOGITS_BATCH: readonly Bad[] = [
  bad([[0, 1], [0, Infinity]], "X[1][1] is Infinity", 1, 1),
  bad([[0, 1], [-Infinity, -Infinity]], "every entry of X[1] is -Infinity", 1),
];

const NO_LABELS: readonly Bad[] = [
  bad([0, 3], "X[1] is 3", 1),
  bad([-1, 0], "X[0] is -1", 0),
  bad([0, 1.5], "X[1] is 1.5", 1),
  bad(["1"], 'X[0] is the string "1"', 0),
];

const NO_CLASS: readonly Bad[] = [
  bad(3, "X is 3"),
  bad(1.5, "X is 1.5"),
  bad("1", 'X is the string "1"'),
  bad(null, "X is null"),
];

/** Both refuse in the same words, which end in what was found; the schema says where. */
function assertRefusedAlike({ name, schema, call }: twins.Twin, { value, found, path }: Bad): void {
  const byLibrary = refusalOfLibrary(call, value);
  const words = `${name} of ${Deno.inspect(value)}: ${byLibrary}`;
  assertEquals(refusalOfSchema(schema, value), byLibrary, words);
  const argument = name.match(/\((\w+)/)?.[1] ?? "";
  assertStringIncludes(byLibrary ?? "", `: ${found.replaceAll("X", argument)}`, words);
  assertEquals(schema.safeParse(value).error!.issues[0]!.path, path, words);
}

const TABLES: readonly [string, readonly twins.Twin[], readonly Bad[]][] = [
  ["distribution()", twins.DISTRIBUTIONS, [...NO_VECTOR, ...NO_DISTRIBUTION]],
  ["logits()", twins.LOGITS, [...NO_VECTOR, ...NO_LOGITS]],
  ["logProbabilities()", twins.LOG_PROBABILITIES, [...NO_VECTOR, ...NO_LOG_PROBABILITIES]],
  [
    "distributionBatch()",
    twins.DISTRIBUTION_BATCHES,
    [...NO_TABLE, ...NO_MATRIX, ...NO_DISTRIBUTIONS],
  ],
  ["logitsBatch()", twins.LOGITS_BATCHES, [...NO_TABLE, ...NO_MATRIX, ...NO_LOGITS_BATCH]],
  ["table()", twins.TABLES, NO_TABLE],
  ["labels()", twins.LABELS, NO_LABELS],
  ["classIndex()", twins.CLASS_INDICES, NO_CLASS],
];

for (const [name, all, refused] of TABLES) {
  Deno.test(`${name} refuses in the words of the library, at the position`, async (t) => {
    for (const one of refused) {
      await t.step(Deno.inspect(one.value), () => {
        for (const twin of all) assertRefusedAlike(twin, one);
      });
    }
  });
}

Deno.test("every message of a schema follows the wording of the house", () => {
  const all = TABLES.flatMap(([, all, refused]) =>
    all.flatMap(({ schema }) => refused.map(({ value }) => schema.safeParse(value).error!))
  );
  const messages = all.flatMap((error) => error.issues.map((issue) => issue.message));
  assert(messages.length > 100);
  for (const message of messages) assert(/^Cannot read .* as .*: .*[^.]$/.test(message), message);
});

Deno.test("schemas hand on numbers as they were given, and options without what is undefined", () => {
  const q = Float32Array.of(0.25, 0.75);
  assert(schemas.distribution().parse(q) === q);
  const z = matrix([[1, 2], [3, 4]]);
  assert(schemas.logitsBatch().parse(z) === z);
  const classWeights = [1, 2];
  const given = { unit: undefined, temperature: 2, classWeights, focal: undefined };
  const options = schemas.softmaxCrossEntropyOptions.parse(given);
  assertEquals(Object.keys(options).sort(), ["classWeights", "temperature"]);
  assert(options.classWeights === classWeights);
  assert(Object.isFrozen(options) && !Object.isFrozen(given));
});

Deno.test("schemas are not made of bad parameters", () => {
  const attempts = [
    () => schemas.distribution({ tolerance: -1 }),
    () => schemas.distributionBatch({ tolerance: NaN }),
    () => schemas.logProbabilities({ tolerance: -1 }),
    () => schemas.labels(0),
    () => schemas.classIndex(2.5),
    () => schemas.predictionTable("scores" as "logits"),
  ];
  for (const attempt of attempts) {
    assert(/(tolerance|K|kind) must/.test(refusalOfLibrary(attempt, undefined) ?? ""));
  }
});

Deno.test("an error that is no refusal of the reader's is thrown on, not told as one", () => {
  const refusal = new RangeError("Cannot read logits as z must be finite: z[0] is NaN");
  const fail = (error: Error) => () =>
    refusalOf("read logits", () => {
      throw error;
    });
  assertEquals(fail(refusal)(), refusal.message);
  assertThrows(fail(new RangeError("Invalid array length")), RangeError, "Invalid array length");
  assertThrows(fail(new Error(refusal.message)), Error, refusal.message);
});
