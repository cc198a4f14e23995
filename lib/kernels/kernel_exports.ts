/** Numbers that a kernel reports of a row of logits. */
export const STATS = 8;

/** Numbers a row that a kernel is told for its last pass. */
export const PARAMS = 4;

/** Numbers that a kernel reports of a row of coefficients. */
export const DOTS = 4;

/** The kernels of softmax with class indices. Addresses and sizes are in bytes. */
export interface SoftmaxKernels {
  rows32: RowsKernel;
  rows64: RowsKernel;
  scale32: ScaleKernel;
  scale64: ScaleKernel;
  logarithms32: LogarithmsKernel;
  logarithms64: LogarithmsKernel;
}

/** What the module exports; see `assembly/`. */
export interface KernelExports extends SoftmaxKernels {
  labelledRows32(x: number, rows: number, columns: number, stats: number, labels: number): void;
  labelled32: LabelledKernel;
  labelled64: LabelledKernel;
  coefficients32: CoefficientsKernel;
  coefficients64: CoefficientsKernel;
  dots32: DotsKernel;
  dots64: DotsKernel;
  slopes32: SlopesKernel;
  slopes64: SlopesKernel;
  sigmoidLosses(z: number, y: number, to: number, count: number, weight: number): void;
  sigmoidSlopes(
    z: number,
    y: number,
    to: number,
    count: number,
    weight: number,
    scale: number,
  ): void;
  divergence(p: number, q: number, count: number, pairs: number, result: number): number;
  divergence32: SurprisalKernel;
  farDivergence: SurprisalKernel;
  farDivergence32: SurprisalKernel;
  gaps(pairs: number, count: number, lift: number, result: number): void;
  surprisal: SurprisalKernel;
  surprisal32: SurprisalKernel;
}

/**
 * Exponentials of logits `x`, stored at `e` unless that is 0, and statistics of each row. Where only losses of
 * one label a row and their gradients are asked for, an engine that is not complete is told where the labels
 * are, else 0: an entry near the largest, and not below the label's, may then stand for the largest.
 */
export type RowsKernel = (
  x: number,
  e: number,
  rows: number,
  columns: number,
  stats: number,
  temperature: number,
  labels: number,
) => void;

/** Losses of rows with one label each; where `e` is not 0, what their gradients need. */
export type LabelledKernel = (
  x: number,
  e: number,
  rows: number,
  columns: number,
  stats: number,
  labels: number,
  params: number,
  scale: number,
) => void;

/** Each row of exponentials `e` times a factor, to `g`. */
export type ScaleKernel = (
  e: number,
  g: number,
  rows: number,
  columns: number,
  params: number,
  labels: number,
) => void;

/** Sums of `y (-ln q)`, or of `y ln(y / q)`, and what `y` and `q` sum to. */
export type SurprisalKernel = (y: number, q: number, count: number, result: number) => void;

/** Logarithms of the softmax of logits `x`, to `g`. */
export type LogarithmsKernel = (
  x: number,
  g: number,
  rows: number,
  columns: number,
  stats: number,
  params: number,
  temperature: number,
) => void;

/** Coefficients `a` of distributions `y`, and what these sum to. */
export type CoefficientsKernel = (
  y: number,
  a: number,
  rows: number,
  columns: number,
  keep: number,
  spreads: number,
  weights: number,
  sums: number,
) => void;

/** Of each row of coefficients: its sum, and that times the depth of the logits. */
export type DotsKernel = (
  x: number,
  a: number,
  stride: number,
  rows: number,
  columns: number,
  stats: number,
  results: number,
) => void;

/** Gradients from exponentials `e` and coefficients `a`, to `g`. */
export type SlopesKernel = (
  e: number,
  g: number,
  rows: number,
  columns: number,
  params: number,
  a: number,
  stride: number,
  stats: number,
  labels: number,
) => void;
