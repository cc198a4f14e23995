import {
  chooseKernels,
  type Kernels,
  logSoftmax,
  type Matrix,
  softmax,
  softmaxCrossEntropyGradient,
  softmaxCrossEntropyWithGradient,
} from "@surprisal/loss";
import { assertEquals } from "@std/assert";
import { Random } from "../kernels/random.ts";

const random = new Random(9);
const KERNELS: readonly Kernels[] = ["portable", "typescript", "none"];
const SHAPES = [[1, 6], [3, 4], [40, 16], [5, 300]] as const;
const TYPES = [Float32Array, Float64Array] as const;

/** All arguments in one buffer, with room before, between and after them. */
function layoutOf(rows: number, columns: number, Type: typeof TYPES[number]) {
  const n = rows * columns;
  const gap = 8 * columns + 64;
  const buffer = new ArrayBuffer(5 * (8 * n + gap));
  const at = (k: number) => gap + k * (8 * n + gap);
  const z = new Type(buffer, at(0), n).map(() => Math.fround(20 * random.next() - 10));
  new Type(buffer, at(0), n).set(z);
  const y = new Float64Array(buffer, at(1), n).fill(1 / columns);
  const sampleWeights = new Float64Array(buffer, at(2), rows).fill(1);
  const classWeights = new Float64Array(buffer, at(2) + 8 * rows, columns).fill(2);
  const labels = new Int32Array(buffer, at(3), rows);
  labels.forEach((_, i) => labels[i] = i % columns);
  const matrixOf = <D extends Matrix["data"]>(data: D) => ({ data, rows, columns });
  return {
    z: matrixOf(new Type(buffer, at(0), n)),
    y: matrixOf(y),
    labels,
    options: { sampleWeights, classWeights },
    places: [
      ...[0, 8, -8, 8 * columns, -8 * columns, 4 * n].map((shift) => at(0) + shift),
      ...[0, 8].map((shift) => at(1) + shift),
      at(2),
      at(2) + 8 * rows,
      at(3) - 8 * columns,
    ],
    out: (place: number, Out: typeof TYPES[number]) => matrixOf(new Out(buffer, place, n)),
  };
}

type Layout = ReturnType<typeof layoutOf>;

/** Calls that write into `out`, each with what it answers besides. */
const CALLS: Record<string, (layout: Layout, out: Matrix) => unknown> = {
  softmax: ({ z }, out) => void softmax(z, { out }),
  "softmax at a temperature": ({ z }, out) => void softmax(z, { out, temperature: 1.5 }),
  logSoftmax: ({ z }, out) => void logSoftmax(z, { out }),
  "the gradient by labels": ({ z, labels }, out) =>
    void softmaxCrossEntropyGradient(z, labels, { out }),
  "the gradient by distributions": ({ z, y }, out) =>
    void softmaxCrossEntropyGradient(z, y, { out }),
  "loss and gradient of weighted rows": ({ z, labels, options }, out) =>
    softmaxCrossEntropyWithGradient(z, labels, { out, ...options }).loss,
};

/** The answer with all arguments in memory of their own. */
function apart(layout: Layout, call: typeof CALLS[string], Out: typeof TYPES[number]) {
  const { z, y, labels, options } = layout;
  const out = { ...z, data: new Out(z.data.length) };
  const copies = structuredClone({ z, y, labels, options }); // one buffer, which `out` is not in
  return [call({ ...layout, ...copies }, out), [...out.data]];
}

Deno.test("out may lie across anything that is read: the answers are those of memory apart", () => {
  for (const kernels of KERNELS) {
    const before = chooseKernels(kernels);
    for (const [rows, columns] of SHAPES) {
      for (const Type of TYPES) {
        for (const Out of TYPES) {
          for (const [name, call] of Object.entries(CALLS)) {
            for (const k of layoutOf(rows, columns, Type).places.keys()) {
              const layout = layoutOf(rows, columns, Type);
              const expected = apart(layout, call, Out);
              const out = layout.out(layout.places[k]!, Out);
              const actual = [call(layout, out), [...out.data]];
              assertEquals(
                actual,
                expected,
                `${kernels} ${rows} × ${columns}, ${name}, place ${k}`,
              );
            }
          }
        }
      }
    }
    chooseKernels(before);
  }
});

Deno.test("out may lie across rows that are views", () => {
  const all = Float64Array.from({ length: 20 }, (_, i) => Math.sin(i));
  const rows = [0, 4, 8].map((start) => all.subarray(start, start + 4));
  const expected = softmax(rows.map((row) => row.slice()));
  const out = { data: all.subarray(2, 14), rows: 3, columns: 4 };
  assertEquals(softmax(rows, { out }), out);
  assertEquals([...out.data], [...expected.data]);
});
