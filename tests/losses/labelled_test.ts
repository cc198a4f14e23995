import { assertEquals } from "@std/assert";
import {
  type Matrix,
  softmaxCrossEntropy,
  softmaxCrossEntropyGradient,
  softmaxCrossEntropyWithGradient,
} from "@surprisal/loss";
import { FAMILIES, Random } from "../kernels/random.ts";

// A small matrix with labels and no options has a way of its own, and so has a vector with a class. Options
// that say what is so anyway lead the general way.

/** What a call is told besides its logits and labels, for the general way. */
const GENERAL = { reduction: "mean" } as const;

type Call = (z: unknown, labels: unknown, options?: unknown) => unknown;

const CALLS: Readonly<Record<string, Call>> = {
  softmaxCrossEntropy: softmaxCrossEntropy as Call,
  softmaxCrossEntropyGradient: softmaxCrossEntropyGradient as Call,
  softmaxCrossEntropyWithGradient: softmaxCrossEntropyWithGradient as Call,
};

/** An answer with the bits of its numbers, which tell 0 from -0. */
function bitsOf(answer: unknown): unknown {
  if (typeof answer === "number") return [...new Uint8Array(Float64Array.of(answer).buffer)];
  if (ArrayBuffer.isView(answer)) {
    return [answer.constructor.name, ...new Uint8Array(answer.buffer)];
  }
  return Object.entries(answer as object).map(([name, value]) => [name, bitsOf(value)]);
}

/** What a call gives or refuses, with all that it wrote. */
function outcome(call: () => unknown, written: readonly Matrix[]): unknown {
  const copies = () => written.map(({ data }) => bitsOf(data));
  try {
    return { answer: bitsOf(call()), written: copies() };
  } catch (error) {
    return { error: (error as Error).name, message: (error as Error).message, written: copies() };
  }
}

/** Both ways, with `out` and without, on copies of the logits and on top of them. */
function assertSame(z: Matrix, labels: unknown, out?: () => unknown): void {
  for (const [name, call] of Object.entries(CALLS)) {
    const run = (options: object | undefined, place?: "out" | "z") => {
      const own = { ...z, data: z.data.slice() };
      const target = place === "z" ? own : place && out?.();
      const given = target === undefined ? options : { ...options, out: target };
      return outcome(() => call(own, labels, given), [own, ...target ? [target as Matrix] : []]);
    };
    assertEquals(run(undefined), run(GENERAL), name);
    assertEquals(run({ unit: "bits" }), run({ ...GENERAL, unit: "bits" }), name);
    if (name === "softmaxCrossEntropy") continue;
    for (const place of ["out", "z"] as const) {
      for (const unit of ["nats", "bits"]) {
        assertEquals(
          run({ unit }, place),
          run({ ...GENERAL, unit }, place),
          `${name} into ${place}`,
        );
      }
    }
  }
}

function zerosOf(type: typeof Float64Array | typeof Float32Array, rows: number, columns: number) {
  return { data: new type(rows * columns).fill(7), rows, columns };
}

Deno.test("a small matrix with labels: the numbers of the general way, to the last bit", () => {
  const random = new Random(20261126);
  const types = [Float64Array, Float32Array];
  for (let n = 0; n < 3000; n++) {
    const [rows, columns] = [random.whole(1, 5), random.whole(1, 12)];
    const z = zerosOf(types[n & 1]!, rows, columns);
    for (let i = 0; i < rows; i++) {
      const row = new Float64Array(columns);
      FAMILIES[random.whole(0, FAMILIES.length - 1)]!(random, row);
      z.data.set(row, i * columns);
    }
    const special = [NaN, Infinity, -Infinity, -0, 1e308, -1e308][random.whole(0, 11)];
    if (special !== undefined) z.data[random.whole(0, z.data.length - 1)] = special;
    const labels = Array.from({ length: rows }, () => random.whole(0, columns - 1));
    const outType = types[random.whole(0, 1)]!;
    const kinds = [Int32Array, Uint8Array, Float64Array];
    const target = n % 4 === 3 ? labels : kinds[n % 4]!.from(labels);
    assertSame(z, target, () => zerosOf(outType, rows, columns));
  }
});

Deno.test("a small matrix with labels refuses what the general way refuses, in its words and order", () => {
  const z = { data: Float64Array.of(1, 2, 3, 0, 0, 0), rows: 2, columns: 3 };
  const bad = { ...z, data: Float64Array.of(1, 2, 3, 0, NaN, 0) };
  const labels: unknown[] = [[0, 2], Int32Array.of(0, 2), Uint8Array.of(0, 2), [0], [0, 3], [
    -1,
    0,
  ]];
  labels.push([0, 0.5], ["0", 0], [0, undefined], [, 0], [0n, 0n], [NaN, "x"], [], "01", 1, null);
  labels.push(
    undefined,
    Int32Array.of(0, 3),
    Int32Array.of(0),
    [[1, 0, 0], [0, 0, 1]],
    z,
    new Set(),
  );
  labels.push(BigInt64Array.of(0n, 1n), new DataView(new ArrayBuffer(2)), {
    length: 2,
    0: 1,
    1: 2,
  });
  const other = zerosOf(Float64Array, 2, 3);
  const outs: unknown[] = [other, null, 1, { ...other, columns: 2 }, { ...other, rows: 3 }];
  outs.push(Float64Array.of(1), { ...other, data: new Float64Array(5) }, { ...other, data: [0] });
  outs.push({ ...other, rows: 3, columns: 2 });
  const matrices: unknown[] = [z, bad, { ...z, rows: 3 }, { ...z, data: new Float64Array() }];
  matrices.push({ ...z, columns: "3" }, { ...z, rows: 0 }, { ...z, data: [1, 2, 3, 0, 0, 0] });
  matrices.push({ ...z, rows: 1.5, columns: 4 }, { ...z, rows: -2, columns: -3 });
  for (const given of matrices) {
    for (const label of labels) {
      for (const [name, call] of Object.entries(CALLS)) {
        for (const out of outs) {
          const run = (options: object) =>
            outcome(() => call(given as Matrix, label, { ...options, out }), []);
          assertEquals(run({}), run(GENERAL), name);
        }
        const run = (options?: object) => outcome(() => call(given as Matrix, label, options), []);
        assertEquals(run(), run(GENERAL), name);
      }
    }
  }
});

Deno.test("a vector with a class gives and refuses what the general way does, into out and on top of it", () => {
  const random = new Random(20261127);
  const vectors: unknown[] = [[1, 2, 3], [1, NaN, 3], [1, "2", 3], [1, , 3], [], "123", null, 7];
  vectors.push([-Infinity, -Infinity, -Infinity], [0, Infinity, 0], new Set([1, 2, 3]), {
    length: 3,
  });
  vectors.push({ length: 3, 0: 1, 1: 2, 2: 3 }, new Int8Array(3), new BigInt64Array(3));
  for (const family of FAMILIES) {
    for (const type of [Float64Array, Float32Array]) {
      const row = new Float64Array(3);
      family(random, row);
      vectors.push(new type(row));
    }
  }
  const outs: (() => unknown)[] = [
    () => new Float64Array(3),
    () => new Float32Array(3),
    () => null,
  ];
  outs.push(() => new Float64Array(4), () => [0, 0, 0], () => zerosOf(Float64Array, 1, 3));
  const labels = [0, 1, 2, 3, -1, 0.5, NaN, "1", undefined, null, 1n, [0], [0, 1, 0]];
  for (const [name, call] of Object.entries(CALLS)) {
    for (const vector of vectors) {
      for (const label of labels) {
        const run = (options?: object) => outcome(() => call(vector, label, options), []);
        assertEquals(run(), run(GENERAL), name);
        for (const unit of ["nats", "bits", "bit", null]) {
          assertEquals(run({ unit }), run({ ...GENERAL, unit }), name);
          for (const out of outs) {
            const into = (options: object) => run({ ...options, unit, out: out() });
            assertEquals(into({}), into(GENERAL), name);
          }
        }
        if (!(vector instanceof Float64Array) || name === "softmaxCrossEntropy") continue;
        const onTop = (options: object) => {
          const own = vector.slice();
          return outcome(() => call(own, label, { ...options, out: own }), []);
        };
        assertEquals(onTop({}), onTop(GENERAL), name);
      }
    }
  }
});

Deno.test("every option of a small matrix with labels counts, and none may be null", () => {
  const z = { data: Float64Array.of(1, 2, 3, 0, 0, 0), rows: 2, columns: 3 };
  const options: Record<string, unknown> = {
    unit: "bits",
    reduction: "sum",
    labelSmoothing: 0.1,
    classWeights: [1, 2, 3],
    sampleWeights: [1, 2],
    ignoreIndex: 0,
    classMask: [true, false, true],
    temperature: 2,
    zLoss: 0.1,
    focal: { gamma: 1 },
  };
  for (const [name, call] of Object.entries(CALLS)) {
    const run = (more: object) => outcome(() => call(z, [0, 2], more), []);
    const plain = JSON.stringify(run({}));
    for (const [option, value] of Object.entries(options)) {
      if (name === "softmaxCrossEntropyGradient" && option === "unit") continue;
      assertEquals(JSON.stringify(run({ [option]: value })) === plain, false, `${name}: ${option}`);
    }
    for (const option of [...Object.keys(options), "tolerance"]) {
      const answer = run({ [option]: null }) as { message?: string };
      assertEquals(answer.message?.includes(option), true, `${name}: ${option}: null`);
    }
    for (const wrong of [null, 1, "bits", true]) {
      const answer = outcome(() => call(z, [0, 2], wrong), []) as { message?: string };
      assertEquals(answer.message?.includes("options must be an object"), true);
    }
  }
});

Deno.test("rows in arrays, with labels, give and are refused what the general way gives and refuses", () => {
  const tables: unknown[] = [[[1, 2, 3], [0, 0, 0]], [Float32Array.of(1, 2, 3), [0, 40, 0]]];
  tables.push([[1, 2, 3], [0, 0]], [[1, 2, 3], [0, "0", 0]], [[1, 2, 3], [0, , 0]], [[1, 2, 3], 7]);
  tables.push([[1, 2, 3], null], [[], []], [[1, NaN, 3], [0, 0, 0]], [[1, 2, 3]], [], [1, 2]);
  tables.push([[300, 2, 3], [-Infinity, -Infinity, -Infinity]], [[300, -Infinity, 3], [1, 2, 3]]);
  const labels = [[0, 2], Int32Array.of(1, 0), [0, 3], [0], [0, "1"], [[1, 0, 0], [0, 1, 0]]];
  const outs = [() => zerosOf(Float32Array, 2, 3), () => zerosOf(Float64Array, 3, 2), () => null];
  for (const [name, call] of Object.entries(CALLS)) {
    for (const table of tables) {
      for (const target of labels) {
        const run = (options?: object) => outcome(() => call(table, target, options), []);
        assertEquals(run(), run(GENERAL), name);
        assertEquals(run({ unit: "bits" }), run({ ...GENERAL, unit: "bits" }), name);
        for (const out of outs) {
          assertEquals(run({ out: out() }), run({ ...GENERAL, out: out() }), name);
        }
      }
    }
  }
});
