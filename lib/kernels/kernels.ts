import { Site } from "../types/site.ts";
import { MODULE as FUSED } from "./embedded/fused.ts";
import { MODULE as PORTABLE } from "./embedded/portable.ts";
import { moduleEngine } from "./module_engine.ts";
import { tableKernels } from "./table_kernels.ts";

/**
 * What large batches run on: `"portable"`, WebAssembly that gives the same bits on every machine;
 * `"fused"`, faster by multiply-and-add instructions whose last bits differ from machine to machine;
 * `"typescript"`, a table of exponentials in place of `Math.exp`, the same bits everywhere, for softmax
 * and class indices at a temperature of 1; or `"none"`, row by row as single examples are computed.
 */
export type Kernels = "portable" | "fused" | "typescript" | "none";

/** What runs kernels. */
export interface Engine {
  /** Whether it has all kernels; else it has those of {@linkcode SoftmaxKernels}, without temperatures. */
  readonly isComplete: boolean;
  /** Its kernels, at work in a memory. */
  start(memory: KernelMemory): KernelExports;
}

/** Memory for kernels: of WebAssembly, where there is such. */
export interface KernelMemory {
  readonly buffer: ArrayBufferLike;
}

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

const SOURCES = { portable: PORTABLE, fused: FUSED };

/** The engines of compiled modules; null where there is no such WebAssembly. */
const engines: { [name in keyof typeof SOURCES]?: Engine | null } = {};

const NAMES: readonly Kernels[] = ["portable", "fused", "typescript", "none"];

let wanted: Kernels = "portable";

function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
}

function engineOf(name: keyof typeof SOURCES): Engine | null {
  const known = engines[name];
  if (known !== undefined) return known;
  const bytes = typeof WebAssembly === "object" ? bytesOf(SOURCES[name]) : undefined;
  const runs = bytes !== undefined && WebAssembly.validate(bytes);
  return engines[name] = runs ? moduleEngine(bytes) : null;
}

/** Without the kernels that nobody asks an incomplete engine for. */
const TYPESCRIPT: Engine = {
  isComplete: false,
  start: ({ buffer }) => tableKernels(buffer) as KernelExports,
};

/**
 * Chooses what large batches run on from now on, for the whole program.
 *
 * A {@linkcode Matrix} of some size takes a WebAssembly path by itself: `"portable"` by default.
 * `"fused"` is faster by a quarter, as near to the truth, and not reproducible from machine to
 * machine. Where the engine lacks the instructions for the choice, the next slower one is taken, and
 * where there is no such WebAssembly, `"typescript"`.
 *
 * @example The same loss, to the last digits that count
 * ```ts
 * import { alloc, chooseKernels, softmaxCrossEntropy } from "@surprisal/loss";
 * import { assertAlmostEquals, assertEquals } from "@std/assert";
 *
 * const z = alloc(64, 16, "float64");
 * z.data.forEach((_, i) => z.data[i] = i % 7);
 * const labels = new Uint8Array(64);
 * const portable = softmaxCrossEntropy(z, labels);
 * assertEquals(chooseKernels("none"), "portable");
 * assertAlmostEquals(softmaxCrossEntropy(z, labels), portable, 1e-14);
 * chooseKernels("portable");
 * ```
 *
 * @param kernels What to run on.
 * @returns What was chosen before.
 * @throws {RangeError} If `kernels` is none of the four.
 * @see Tang, Table-Driven Implementation of the Exponential Function, ACM Transactions on
 * Mathematical Software 15 (1989), 144-157.
 */
export function chooseKernels(kernels: Kernels): Kernels {
  if (!NAMES.includes(kernels)) {
    new Site("choose kernels", "kernels").refuse(
      `kernels must be "portable", "fused", "typescript" or "none"`,
      kernels,
      "string",
    );
  }
  const before = wanted;
  wanted = kernels;
  return before;
}

/** What was chosen last. */
export function chosenKernels(): Kernels {
  return wanted;
}

/** What to run on; null where each row is for the scalar path. */
export function chosenEngine(): Engine | null {
  if (wanted === "none") return null;
  if (wanted === "typescript") return TYPESCRIPT;
  return (wanted === "fused" ? engineOf("fused") : null) ?? engineOf("portable") ?? TYPESCRIPT;
}
