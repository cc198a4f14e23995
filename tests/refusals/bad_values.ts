/** What an argument is, which decides what must be refused in its place. */
export type Kind =
  | "vector"
  | "distribution"
  | "logits"
  | "chances"
  | "log-probabilities"
  | "counts"
  | "table"
  | "joint"
  | "log-probability table"
  | "rows"
  | "number"
  | "integer"
  | "choice"
  | "probability"
  | "class index"
  | "labels"
  | "flags"
  | "callable"
  | "options";

/** A value that must be refused. */
export interface Bad {
  readonly what: string;
  readonly value: unknown;
  readonly error: typeof TypeError | typeof RangeError;
  /** What the message must say was found, with the argument as X. */
  readonly found: string;
}

function type(what: string, value: unknown, found: string): Bad {
  return { what, value, error: TypeError, found };
}

function value(what: string, value: unknown, found: string): Bad {
  return { what, value, error: RangeError, found };
}

function detached(): Float64Array {
  const vector = Float64Array.of(0.5, 0.5);
  structuredClone(vector, { transfer: [vector.buffer] });
  return vector;
}

function holed(): number[] {
  const vector = [0, 1];
  delete vector[1];
  return vector;
}

/** What no function of vectors takes. */
const NO_VECTOR: readonly Bad[] = [
  type("an empty array", [], "X has length 0"),
  type("a zero-length typed array", new Float64Array(), "X has length 0"),
  type("a detached buffer", detached(), "X has a detached"),
  type("null", null, "X is null"),
  type("a string", "0.5", 'X is the string "0.5"'),
  type("a set", new Set([1]), "X is an object of class Set"),
  type("an array of strings", [0.5, "0.5"], 'X[1] is the string "0.5"'),
  type("BigInts", [1n, 0n], "X[0] is the BigInt 1n"),
  type("a BigInt64Array", BigInt64Array.of(1n, 0n), "X[0] is the BigInt 1n"),
  type("a hole", holed(), "X[1] is a hole"),
  type("a length with one number behind it", { 0: 1, length: 2e15 }, "X[1] is a hole"),
];

const NAN: readonly Bad[] = [
  value("NaN", [0, NaN], "X[1] is NaN"),
  value("NaN in float32", Float32Array.of(NaN, 0.5), "X[0] is NaN"),
];

const NO_NUMBER: readonly Bad[] = [
  type("a string", "0.5", 'the string "0.5"'),
  type("a BigInt", 1n, "the BigInt 1n"),
  type("null", null, "null"),
  type("a boolean", true, "true"),
  value("NaN", NaN, "NaN"),
];

/** What no function of nested rows takes, after a first row that is good. */
function noRows(good: readonly number[]): Bad[] {
  return [
    type("null", null, "X is null"),
    type("no row", [], "X"),
    type("an empty row", [[]], "X[0] has length 0"),
    type("ragged rows", [good, [0]], "X[1] has 1 entries, expected 2"),
    type("a row that is none", [good, null], "X[1] is null"),
    type("strings", [good, [0, "0"]], 'X[1][1] is the string "0"'),
    type("BigInts", [good, [1n, 0n]], "X[1][0] is the BigInt 1n"),
    type("a hole", [good, holed()], "X[1][1] is a hole"),
    value("NaN", [good, [NaN, 0]], "X[1][0] is NaN"),
  ];
}

/** What is no matrix. */
const NO_MATRIX: readonly Bad[] = [
  type("a matrix of plain numbers", { data: [0, 1], rows: 1, columns: 2 }, "X.data is an object"),
  type("a matrix without entries", { data: new Float64Array(), rows: 0, columns: 2 }, "X.data has"),
  type("a detached matrix", { data: detached(), rows: 1, columns: 2 }, "X.data has a detached"),
  type("a matrix of another shape", { data: new Float64Array(2), rows: 1, columns: 3 }, "found 2"),
];

const NO_DISTRIBUTION: readonly Bad[] = [
  value("a negative", [-0.5, 1.5], "X[0] is -0.5"),
  value("+Infinity", [0, Infinity], "X[1] is Infinity"),
  value("a sum of 0.9", [0.4, 0.5], "the sum of X is 0.9"),
  value("a sum of 1.1", [0.6, 0.5], "the sum of X is 1.1"),
  value("a sum off by 3e-7", [0.5, 0.5 + 3e-7], "the sum of X is 1.0000003"),
];

/** Everything that must be refused, by the kind of argument in whose place it stands. */
export const BAD: Readonly<Record<Kind, readonly Bad[]>> = {
  vector: [...NO_VECTOR, ...NAN],
  distribution: [...NO_VECTOR, ...NAN, ...NO_DISTRIBUTION],
  logits: [...NO_VECTOR, ...NAN, value("+Infinity", [0, Infinity], "X[1] is Infinity")],
  chances: [
    ...NO_VECTOR,
    ...NAN,
    value("above 1", [0.5, 1.5], "X[1] is 1.5"),
    value("below 0", [-0.5, 0.5], "X[0] is -0.5"),
  ],
  "log-probabilities": [
    ...NO_VECTOR,
    ...NAN,
    value("a probability above 1", [0.5, -1], "X[0] is 0.5"),
    value("a sum that is off", [-1, -2], "the sum of those of X is 0.503"),
  ],
  counts: [
    ...NO_VECTOR,
    ...NAN,
    value("a negative", [-1, 2], "X[0] is -1"),
    value("half a count", [1, 0.5], "X[1] is 0.5"),
    value("no observation", [0, 0], "every count is 0"),
  ],
  table: [...noRows([0, 1]), ...NO_MATRIX],
  "log-probability table": [...noRows([0, -Infinity]), ...NO_MATRIX],
  rows: noRows([0, 1]),
  joint: [
    ...noRows([0, 1]),
    ...NO_MATRIX,
    type("a vector", [0.5, 0.5], "X"),
    value("a negative", [[0.5, 0.6], [-0.1, 0]], "X[1][0] is -0.1"),
    value("a sum of 2", [[0.5, 0.5], [0.5, 0.5]], "the sum of X is 2"),
  ],
  number: NO_NUMBER,
  integer: [...NO_NUMBER.slice(0, -1), type("NaN", NaN, "NaN"), type("a half", 0.5, "0.5")],
  choice: [value("another word", "0.5", 'the string "0.5"'), ...NO_NUMBER.slice(1, -1)],
  probability: [
    ...NO_NUMBER,
    value("above 1", 1.5, "1.5"),
    value("below 0", -0.1, "-0.1"),
    value("Infinity", Infinity, "Infinity"),
  ],
  "class index": [
    value("the number of classes", 2, "X is 2"),
    value("-1", -1, "X is -1"),
    value("-100", -100, "X is -100"),
    type("a half", 0.5, "X is 0.5"),
    type("NaN", NaN, "X is NaN"),
    type("a string", "1", 'X is the string "1"'),
    type("a BigInt", 1n, "X is the BigInt 1n"),
    type("null", null, "X is null"),
    type("a boolean", true, "X is true"),
  ],
  labels: [
    type("too few", [0], "expected 2, found 1"),
    type("too many", [0, 1, 1], "expected 2, found 3"),
    type("null", null, "X is null"),
    type("one number", 1, "X is 1"),
    type("a string", "01", 'X is the string "01"'),
    type("an empty array", [], "X has length 0"),
    type("a detached buffer", detached(), "X has a detached"),
    type("strings", [0, "1"], 'X[1] is the string "1"'),
    type("BigInts", [0n, 1n], "X[0] is the BigInt 0n"),
    type("a hole", holed(), "X[1] is a hole"),
    type("a half", [0, 0.5], "X[1] is 0.5"),
    type("NaN", [NaN, 0], "X[0] is NaN"),
    value("the number of classes", [0, 2], "X[1] is 2"),
    value("-100, which is nothing special", [-100, 0], "X[0] is -100"),
  ],
  flags: [
    type("too few", [true], "expected 2, found 1"),
    type("null", null, "X is null"),
    type("an empty array", [], "X has length 0"),
    type("a string", [true, "yes"], 'X[1] is the string "yes"'),
    type("another number", [0, 2], "X[1] is 2"),
  ],
  callable: [
    type("null", null, "X is null"),
    type("a number", 1, "X is 1"),
    type("a string", "f", 'X is the string "f"'),
  ],
  options: [
    type("null", null, "X is null"),
    type("a number", 2, "X is 2"),
    type("a string", "bits", 'X is the string "bits"'),
  ],
};
