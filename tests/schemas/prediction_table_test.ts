import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import {
  categoricalCrossEntropy,
  negativeLogLikelihood,
  softmaxCrossEntropy,
} from "@surprisal/loss";
import type { Logits, LogProbabilities, Probabilities } from "@surprisal/loss";
import { predictionTable } from "@surprisal/loss/schemas";
import { refusalOfLibrary, SEED } from "./agree.ts";

interface Row {
  readonly prediction: unknown;
  readonly label: unknown;
}

/** The loss of a table in each of its three kinds. */
const LOSSES = {
  "probabilities": (q: Probabilities[], t: number[]) => categoricalCrossEntropy(q, t),
  "logits": (z: Logits[], t: number[]) => softmaxCrossEntropy(z, t),
  "log-probabilities": (logq: LogProbabilities[], t: number[]) => negativeLogLikelihood(logq, t),
};

type Kind = keyof typeof LOSSES;

function refusals(kind: Kind, table: unknown, options = {}): string[] {
  const { error } = predictionTable(kind, options).safeParse(table);
  return error?.issues.map(({ path, message }) =>
    `${path.join("/")} | ${message.replace("Cannot read a prediction table as ", "")}`
  ) ?? [];
}

Deno.test("predictionTable() says what is wrong in each row, and where", () => {
  const rows = [
    { prediction: [0.5, 0.5], label: 1 },
    { prediction: [0.5, 0.25], label: 2 },
    { prediction: [0.5, "0.5"], label: "1" },
    { prediction: [1], label: 0 },
    { label: 0 },
    null,
  ];
  const oneOfTwo = "must be a class index, an integer in [0, 2)";
  assertEquals(refusals("probabilities", rows), [
    "1/prediction | table[1].prediction must sum to 1 within 2.5e-7: the sum of table[1].prediction is 0.75",
    `1/label | table[1].label ${oneOfTwo}: table[1].label is 2`,
    '2/prediction/1 | table[2].prediction must contain numbers only: table[2].prediction[1] is the string "0.5"',
    `2/label | table[2].label ${oneOfTwo}: table[2].label is the string "1"`,
    "3/prediction | the predictions of table must have one length: table[3].prediction has 1 entries, expected 2",
    "4/prediction | table[4].prediction must be an array of numbers: table[4].prediction is undefined",
    "5 | table[5] must be an object with a prediction and a label: table[5] is null",
  ]);
});

Deno.test("predictionTable() refuses what is no table, and a table without rows", () => {
  assertEquals(refusals("logits", []), [" | table must have at least one row: table has no rows"]);
  assertEquals(refusals("logits", { rows: [] }), [
    " | table must be an array of rows: table is an object of class Object",
  ]);
});

Deno.test("predictionTable() takes NaN, sums and logarithms as the kind of the predictions says", () => {
  const table = (prediction: number[]) => [{ prediction, label: 0 }];
  assertEquals(refusals("logits", table([3, -Infinity])), []);
  assertEquals(refusals("logits", table([3, NaN])).length, 1);
  assertEquals(refusals("log-probabilities", table([Math.log(0.5), Math.log(0.5)])), []);
  assertEquals(refusals("log-probabilities", table([3, -1])).length, 1);
  assertEquals(refusals("probabilities", table([0.5, 0.4])).length, 1);
  assertEquals(refusals("probabilities", table([0.5, 0.4]), { tolerance: 0.2 }), []);
});

Deno.test("predictionTable() accepts the ignored label where it is named", () => {
  const rows = [{ prediction: [1, 2], label: -100 }, { prediction: [1, 2], label: 0 }];
  assertEquals(refusals("logits", rows, { ignoreIndex: -100 }), []);
  assertEquals(refusals("logits", rows).length, 1);
});

Deno.test("predictionTable() stops after 20 issues", () => {
  const rows = Array.from({ length: 1000 }, () => ({ prediction: [NaN], label: 0 }));
  assertEquals(refusals("logits", rows).length, 20);
});

Deno.test("predictionTable() hands on the table itself, other columns and all", () => {
  const rows = [{ prediction: Float32Array.of(1, 2), label: 1, id: "a" }];
  assert(Object.is(predictionTable("logits").parse(rows), rows));
});

Deno.test("predictionTable() marks predictions: probabilities are no logits", () => {
  const table = predictionTable("probabilities").parse([{ prediction: [0.5, 0.5], label: 0 }]);
  const predictions = table.map((row) => row.prediction);
  assertEquals(categoricalCrossEntropy(predictions, [0], { unit: "bits" }), 1);
  // @ts-expect-error probabilities where logits are wanted
  assertEquals(softmaxCrossEntropy(predictions, [0], { unit: "bits" }), 1);
});

const entry = fc.oneof(
  { weight: 40, arbitrary: fc.double({ min: -5, max: 0, noNaN: true }) },
  { weight: 1, arbitrary: fc.constantFrom<unknown>(NaN, Infinity, "1", null, 1n) },
);

const half = Math.log(0.5);

const prediction = fc.oneof(
  { weight: 9, arbitrary: fc.constantFrom([0.5, 0.5], [1, 0], [0, -Infinity], [half, half]) },
  { weight: 9, arbitrary: fc.tuple(entry, entry) },
  { weight: 1, arbitrary: fc.array(entry, { maxLength: 3 }) },
  { weight: 1, arbitrary: fc.constantFrom(undefined, null, "11", new Float64Array(2)) },
);

const label = fc.oneof(
  { weight: 9, arbitrary: fc.constantFrom(0, 1) },
  fc.constantFrom(2, -1, "0"),
);

const tables = fc.array(fc.record<Row>({ prediction, label }), { maxLength: 3 });

for (const kind of Object.keys(LOSSES) as Kind[]) {
  Deno.test(`predictionTable("${kind}") accepts the tables of which there is a loss`, () => {
    let accepted = 0;
    const property = fc.property(tables, (rows) => {
      const byLibrary = refusalOfLibrary(() => {
        const targets = rows.map((row) => row.label) as number[];
        LOSSES[kind](rows.map((row) => row.prediction) as never[], targets);
      }, undefined);
      assertEquals(refusals(kind, rows).length === 0, byLibrary === undefined, byLibrary);
      if (byLibrary === undefined) accepted++;
    });
    fc.assert(property, { seed: SEED, numRuns: 4000 });
    assert(accepted > 200 && accepted < 3800, `${accepted} accepted`);
  });
}
