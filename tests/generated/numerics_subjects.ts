import fc from "fast-check";
import * as loss from "@surprisal/loss";
import * as exact from "@surprisal/loss/exact";
import { type Subject, subject } from "./subject.ts";
import * as v from "./values.ts";

const { tolerance, number, positive } = v;

/** The functions of numbers, one or many. */
const elementary: Subject[] = [
  ...([
    ["sigmoid", loss.sigmoid],
    ["logSigmoid", loss.logSigmoid],
    ["softplus", loss.softplus],
  ] as const).map(([name, call]) => subject(name, fc.tuple(fc.oneof(number, v.vector)), call)),
  subject("log1mExp", fc.tuple(number.map((x) => -Math.abs(x))), loss.log1mExp),
  subject("xLogX", fc.tuple(fc.oneof(positive, fc.constant(0))), loss.xLogX),
  subject("xLogY", fc.tuple(number, fc.oneof(positive, fc.constant(0))), loss.xLogY),
  subject("compensatedSum", fc.tuple(v.vector), loss.compensatedSum),
  ...([
    ["nats", loss.nats],
    ["bits", loss.bits],
    ["toBits", loss.toBits],
    ["toNats", loss.toNats],
  ] as const).map(([name, call]) => subject(name, fc.tuple(number), call)),
  subject("matrix", fc.tuple(v.anyTable.filter(Array.isArray)), loss.matrix),
];

const softmaxArgs = fc.tuple(
  fc.oneof(v.anyLogits, v.logitsTable),
  v.some({ temperature: positive }),
);

const ofLogits: Subject[] = [
  subject("softmax", softmaxArgs, loss.softmax),
  subject("logSoftmax", softmaxArgs, loss.logSoftmax),
  subject("logSumExp", fc.tuple(fc.oneof(v.anyLogits, v.logitsTable)), loss.logSumExp),
  subject("exact.softmax", fc.tuple(v.anyLogits), exact.softmax),
  subject("exact.logSoftmax", fc.tuple(v.anyLogits), exact.logSoftmax),
  subject("exact.logSumExp", fc.tuple(v.anyLogits), exact.logSumExp),
  ...([
    ["exact.softmaxCrossEntropy", exact.softmaxCrossEntropy],
    ["exact.softmaxCrossEntropyGradient", exact.softmaxCrossEntropyGradient],
  ] as const).map(([name, call]) =>
    subject(
      name,
      v.logitsTask.filter((t) => !t.batched).map(({ input, target }) => [input, target]),
      call,
    )
  ),
];

const kernels: Subject[] = [
  subject(
    "alloc",
    fc.tuple(
      fc.integer({ min: 1, max: 9 }),
      fc.integer({ min: 1, max: 9 }),
      fc.constantFrom("float32", "float64"),
    ),
    loss.alloc,
  ),
  subject(
    "chooseKernels",
    fc.constant(["portable"]),
    loss.chooseKernels,
  ),
];

const point = fc.array(fc.double({ min: -9, max: 9, noNaN: true }), { minLength: 1, maxLength: 3 });
const step = fc.constantFrom(0.5, 1e-3, 1e-6);
const wave = (x: Float64Array) => Math.sin(x[0]!);
const slopes = (x: ArrayLike<number>) => Array.from(x, (xj, j) => j === 0 ? Math.cos(xj) : 0);
const line = (x: readonly loss.Complex[]) => x[0]!.times(0.5);

const differences: Subject[] = [
  subject("forwardDifference", fc.tuple(fc.constant(wave), point, step), loss.forwardDifference),
  subject("centralDifference", fc.tuple(fc.constant(wave), point, step), loss.centralDifference),
  subject("complexStep", fc.tuple(fc.constant(line), point), loss.complexStep),
  subject(
    "checkGradient",
    fc.tuple(fc.constant(wave), point, v.some({ tolerance })).map(([f, x, o]) => [
      f,
      x,
      slopes(x),
      o,
    ]),
    loss.checkGradient,
  ),
];

/** The functions of lib/types, lib/kernels and lib/numerics, and the same of the exact tier. */
export const NUMERICS: readonly Subject[] = [
  ...elementary,
  ...ofLogits,
  ...kernels,
  ...differences,
];
