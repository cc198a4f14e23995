/**
 * The contestants of this library, and the loops it is held against: one process each, so that none
 * sees another's types. Arguments: the folder of inputs, the contestant.
 *
 * @module
 */

import {
  alloc,
  chooseKernels,
  entropy,
  type Kernels,
  klDivergence,
  type Matrix,
  softmaxCrossEntropy,
  softmaxCrossEntropyWithGradient,
} from "@surprisal/loss";
import { allocShared, createPool } from "@surprisal/loss/parallel";
import { naive, naiveArrays, naiveMeasure } from "./naive.ts";
import { type Answer, type Input, type Prepare, serve, zeros } from "./serve.ts";
import { isMeasure } from "./trial.ts";

/** Computes a batch by the library, the gradient into `out()`. */
function library({ op, labels }: Input, z: Matrix, out: () => Matrix): () => Answer {
  if (op === "loss") return () => ({ loss: softmaxCrossEntropy(z, labels) });
  return () => {
    const { loss, gradient } = softmaxCrossEntropyWithGradient(z, labels, { out: out() });
    return { loss, gradient: gradient.data };
  };
}

function ordinary(input: Input, data = input.z): Matrix {
  return { data, rows: input.rows, columns: input.columns };
}

/** On ordinary arrays, the gradient into one that is used again. */
function copied(input: Input): () => Answer {
  const out = ordinary(input, zeros(input));
  return library(input, ordinary(input), () => out);
}

/** On ordinary arrays, the gradient into a new one each call. */
function fresh(input: Input): () => Answer {
  return library(input, ordinary(input), () => ordinary(input, zeros(input)));
}

/** Where the kernels work in place. */
function allocated(input: Input): () => Answer {
  const { rows, columns, type } = input;
  const [z, out] = [alloc(rows, columns, type), alloc(rows, columns, type)];
  z.data.set(input.z);
  return library(input, z, () => out);
}

/** By a pool of two threads, on matrices that all threads see. */
function pooled(input: Input): () => Promise<Answer> {
  const { rows, columns, type, labels, op } = input;
  const [z, out] = [allocShared(rows, columns, type), allocShared(rows, columns, type)];
  z.data.set(input.z);
  if (op === "loss") return async () => ({ loss: await pool.softmaxCrossEntropy(z, labels) });
  return async () => {
    const { loss, gradient } = await pool.softmaxCrossEntropyWithGradient(z, labels, { out });
    return { loss, gradient: gradient.data };
  };
}

function loops(input: Input): () => Answer {
  const { z, labels, columns } = input;
  if (input.op === "loss") return () => ({ loss: naive(z, labels, columns) });
  const gradient = zeros(input);
  return () => ({ loss: naive(z, labels, columns, gradient), gradient });
}

function arrayLoops({ z, labels, columns, op, type }: Input): () => Answer {
  const rows = Array.from(labels, (_, i) => [...z.subarray(i * columns, (i + 1) * columns)]);
  const classes = [...labels];
  const kind = type === "float32" ? Float32Array : Float64Array;
  return () => {
    const { loss, gradient } = naiveArrays(rows, classes);
    return op === "loss" ? { loss } : { loss, gradient: kind.from(gradient.flat()) };
  };
}

/** Measures of rows of probabilities, in ordinary memory. */
function measured({ z, rows, columns, op }: Input): () => Answer {
  const p = Array.from({ length: rows }, (_, i) => z.subarray(i * columns, (i + 1) * columns));
  const row = (i: number) =>
    op === "entropy" ? entropy(p[i]!) : klDivergence(p[i]!, p[(i + 1) % rows]!);
  return () => {
    let total = 0;
    for (let i = 0; i < rows; i++) total += row(i);
    return { loss: total / rows };
  };
}

function measuredByLoops({ z, columns, op }: Input): () => Answer {
  return () => ({ loss: naiveMeasure(z, columns, op === "divergence") });
}

const KERNELS: Readonly<Record<string, Kernels>> = {
  scalar: "none",
  typescript: "typescript",
  fused: "fused",
  "fused-2": "fused",
};

const CONTESTANTS: Readonly<Record<string, Prepare>> = {
  "naive-arrays": arrayLoops,
  naive: loops,
  scalar: copied,
  typescript: allocated,
  portable: allocated,
  fused: allocated,
  "portable-2": pooled,
  "fused-2": pooled,
  careless: allocated,
  copied,
  fresh,
};

const prepare: Prepare = (input) => {
  const ofMasses = who === "naive" ? measuredByLoops : measured;
  return (isMeasure(input) ? ofMasses : CONTESTANTS[who]!)(input);
};

const [folder, who] = Deno.args as [string, string];
chooseKernels(KERNELS[who] ?? "portable");
await using pool = createPool({ workers: 2 });
await serve(folder, { Deno: Deno.version.deno, V8: Deno.version.v8 }, prepare);
