import { assert, assertEquals } from "@std/assert";
import * as schemas from "@surprisal/loss/schemas";
import { refusalOfLibrary, refusalOfSchema } from "./agree.ts";
import * as twins from "./twins.ts";

/** Bad values of one option each: the end of the message, and the path below the option. */
const BAD_OPTIONS: readonly [string, unknown, string, ...(string | number)[]][] = [
  ["unit", "bit", 'the string "bit"'],
  ["unit", null, "null"],
  ["reduction", "batchmean", 'the string "batchmean"'],
  ["tolerance", -1, "-1"],
  ["tolerance", NaN, "NaN"],
  ["temperature", 0, "0"],
  ["temperature", "1", 'the string "1"'],
  ["labelSmoothing", 1.5, "1.5"],
  ["labelSmoothing", "0.1", 'the string "0.1"'],
  ["zLoss", Infinity, "Infinity"],
  ["positiveWeight", -0.5, "-0.5"],
  ["classWeights", [1, -2], "classWeights[1] is -2", 1],
  ["classWeights", [1, "2"], 'classWeights[1] is the string "2"', 1],
  ["sampleWeights", [NaN, 1], "sampleWeights[0] is NaN", 0],
  ["sampleWeights", "11", 'sampleWeights is the string "11"'],
  ["classMask", [true, 2], "classMask[1] is 2", 1],
  ["classMask", [false, 0], "no flag is set"],
  ["focal", { gamma: -1 }, "-1", "gamma"],
  ["focal", {}, "undefined", "gamma"],
  ["focal", { gamma: 2, alpha: "1" }, 'the string "1"', "alpha"],
  ["focal", { gamma: 2, alpha: [1, -1] }, "focal.alpha[1] is -1", "alpha", 1],
  ["onZero", "clip", 'the string "clip"'],
  ["onZero", { clip: 0.5 }, "0.5", "clip"],
  ["onZero", { clampLog: 100 }, "100", "clampLog"],
  ["onZero", { add: 0 }, "0", "add"],
  ["onZero", {}, "an object of class Object"],
  ["method", "jackknife", 'the string "jackknife"'],
  ["prior", 0, "0"],
  ["classes", 1.5, "1.5"],
  ["bins", 0, "0"],
  ["labelSmoothing", null, "null"],
  ["zLoss", null, "null"],
  ["positiveWeight", null, "null"],
  ["tolerance", null, "null"],
  ["classes", null, "null"],
  ["classWeights", null, "classWeights is null"],
  ["classWeights", 0, "classWeights is 0"],
  ["sampleWeights", "", 'sampleWeights is the string ""'],
  ["classMask", false, "classMask is false"],
  ["focal", null, "focal is null"],
  ["focal", NaN, "focal is NaN"],
  ["focal", { gamma: 2, alpha: null }, "null", "alpha"],
  ["ignoreIndex", 1.5, "1.5"],
  ["ignoreIndex", NaN, "NaN"],
  ["ignoreIndex", "0", 'the string "0"'],
  ["normalize", 1, "1"],
  ["normalize", null, "null"],
  ["complex", 1, "complex is 1"],
  ["rate", "1", 'rate is the string "1"'],
  ["batchSize", null, "batchSize is null"],
  ["random", 0.5, "random is 0.5"],
];

for (const [key, value, found, ...path] of BAD_OPTIONS) {
  Deno.test(`schemas refuse ${key}: ${Deno.inspect(value)} in the words of the library`, () => {
    const known = twins.OPTIONS.filter((twin) => twins.keysOf(twin.schema).includes(key));
    assert(known.length > 0);
    for (const { name, schema, call } of known) {
      const keys = twins.keysOf(schema);
      const method = keys.includes("method") ? { method: "plugin" } : {};
      const rate = keys.includes("rate") ? { rate: 1 } : {};
      const options = { ...method, ...rate, [key]: value };
      const byLibrary = refusalOfLibrary(call, options);
      assertEquals(refusalOfSchema(schema, options), byLibrary, name);
      assert(byLibrary!.startsWith(key), byLibrary);
      const told = [`: ${found}`, ` is ${found}`].some((end) => byLibrary!.endsWith(end));
      assert(told, byLibrary);
      assertEquals(schema.safeParse(options).error!.issues[0]!.path, [key, ...path]);
    }
  });
}

Deno.test("schemas refuse a place for an answer that can be none, whatever the data", () => {
  const refused = (schema: schemas.Schema<unknown>, options: unknown) =>
    schema.safeParse(options).error?.issues.map(({ path, message }) =>
      `${path.join(".")}: ${message}`
    );
  assertEquals(refused(schemas.softmaxOptions, { out: [0, 0] }), [
    "out: Cannot read options as out must be a Float64Array, a Float32Array or a matrix: " +
    "out is an object of class Array",
  ]);
});

Deno.test("schemas refuse null for every option, which is not the same as left out", () => {
  for (const { name, schema } of twins.OPTIONS) {
    for (const key of twins.keysOf(schema)) {
      const { error } = schema.safeParse({ [key]: null });
      assert(error?.issues.some(({ path }) => path[0] === key), `${name} accepts null as ${key}`);
    }
  }
});

Deno.test("schemas refuse a key that is no option, and what is no object", () => {
  assertEquals(
    refusalOfSchema(schemas.measureOptions, { units: "bits", tol: 1 }),
    "options may have the keys tolerance, unit: found units, tol",
  );
  assertEquals(
    refusalOfSchema(schemas.focal, { gamma: 2, beta: 1 }),
    "focal may have the keys alpha, gamma: found beta",
  );
  for (const { schema } of twins.OPTIONS) {
    assertEquals(
      refusalOfSchema(schema, "bits"),
      'options must be an object: options is the string "bits"',
    );
  }
});

Deno.test("schemas name all bad options at once, each at its place", () => {
  const { error } = schemas.softmaxCrossEntropyOptions.safeParse({
    labelSmoothing: 2,
    temperature: -1,
    focal: { gamma: -1, alpha: -1 },
  });
  const paths = error!.issues.map((issue) => issue.path.join("."));
  assertEquals(paths.sort(), ["focal.alpha", "focal.gamma", "labelSmoothing", "temperature"]);
});

Deno.test("a place for an answer may be a typed array or a matrix whose parts fit", () => {
  const accepts = (out: unknown) => schemas.softmaxOptions.safeParse({ out }).success;
  assert(accepts(new Float32Array(2)));
  assert(accepts({ data: new Float64Array(4), rows: 2, columns: 2 }));
  assert(!accepts({ data: new Float64Array(4), rows: 3, columns: 2 }));
  assert(!accepts(new Float64Array()));
});
