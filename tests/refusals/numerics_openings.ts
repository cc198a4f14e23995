import * as loss from "@surprisal/loss";
import type { Openings } from "./opening.ts";

const half = [0.5, 0.5];
const z = [[0, 1], [2, 3]];
const one = [0, 1];
const flat = (x: ArrayLike<number>) => x[0]!;

/** The functions of lib/types, lib/kernels and lib/numerics, and each of their arguments in each of its forms. */
export const NUMERICS: Openings = {
  Complex: [],
  alloc: [
    ["rows", "integer", (x) => loss.alloc(x, 2, "float64")],
    ["columns", "integer", (x) => loss.alloc(2, x, "float64")],
    ["type", "choice", (x) => loss.alloc(2, 2, x)],
  ],
  bits: [["x", "number", loss.bits]],
  centralDifference: [
    ["f", "callable", (f) => loss.centralDifference(f, [1], 0.5)],
    ["x", "vector", (x) => loss.centralDifference(flat, x, 0.5)],
    ["h", "number", (h) => loss.centralDifference(flat, [1], h)],
  ],
  checkGradient: [
    ["f", "callable", (f) => loss.checkGradient(f, [1], [1])],
    ["x", "vector", (x) => loss.checkGradient(flat, x, [1, 0])],
    ["options", "options", (x) => loss.checkGradient(flat, [1], [1], x)],
  ],
  chooseKernels: [["kernels", "choice", loss.chooseKernels]],
  compensatedSum: [["x", "vector", loss.compensatedSum]],
  complexStep: [
    ["f", "callable", (f) => loss.complexStep(f, [1])],
    ["x", "vector", (x) => loss.complexStep((w) => w[0]!, x)],
    ["h", "number", (h) => loss.complexStep((w) => w[0]!, [1], h)],
  ],
  forwardDifference: [
    ["f", "callable", (f) => loss.forwardDifference(f, [1], 0.5)],
    ["x", "vector", (x) => loss.forwardDifference(flat, x, 0.5)],
    ["h", "number", (h) => loss.forwardDifference(flat, [1], h)],
  ],
  log1mExp: [["x", "vector", loss.log1mExp]],
  logSigmoid: [["x", "vector", loss.logSigmoid]],
  logSoftmax: [
    ["z", "logits", (x) => loss.logSoftmax(x)],
    ["z", "table", (x) => loss.logSoftmax(x)],
    ["temperature", "number", (x) => loss.logSoftmax(one, { temperature: x })],
    ["out", "options", (x) => loss.logSoftmax(z, { out: x })],
    ["options", "options", (x) => loss.logSoftmax(one, x)],
  ],
  logSumExp: [
    ["z", "logits", (x) => loss.logSumExp(x)],
    ["z", "table", (x) => loss.logSumExp(x)],
  ],
  matrix: [["rows", "rows", loss.matrix]],
  nats: [["x", "number", loss.nats]],
  sigmoid: [["x", "vector", loss.sigmoid]],
  softmax: [
    ["z", "logits", (x) => loss.softmax(x)],
    ["z", "table", (x) => loss.softmax(x)],
    ["temperature", "number", (x) => loss.softmax(one, { temperature: x })],
    ["out", "options", (x) => loss.softmax(z, { out: x })],
    ["options", "options", (x) => loss.softmax(one, x)],
  ],
  softplus: [["x", "vector", loss.softplus]],
  toBits: [["x", "number", loss.toBits]],
  toNats: [["x", "number", loss.toNats]],
  xLogX: [["x", "vector", loss.xLogX]],
  xLogY: [
    ["x", "vector", (x) => loss.xLogY(x, half)],
    ["y", "vector", (x) => loss.xLogY(half, x)],
  ],
};
