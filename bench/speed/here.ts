/**
 * The contestants that run in Deno: reads one task a line, answers one trial a line.
 *
 * @module
 */

import {
  alloc,
  chooseKernels,
  type Matrix,
  softmaxCrossEntropy,
  softmaxCrossEntropyWithGradient,
} from "@surprisal/loss";
import { inputFile, inputOf } from "./data.ts";
import { naive } from "./naive.ts";
import { type Task, timed } from "./trial.ts";

interface Batch {
  readonly z: Matrix;
  readonly labels: Int32Array;
  /** Where the gradient goes. */
  readonly out: Matrix;
}

/** Computes a batch's loss, and where asked its gradient; gives the loss and the gradient. */
type Contestant = (batch: Batch, wantsGradient: boolean) => [number, Matrix];

function library({ z, labels, out }: Batch, wantsGradient: boolean): [number, Matrix] {
  if (!wantsGradient) return [softmaxCrossEntropy(z, labels), out];
  const { loss } = softmaxCrossEntropyWithGradient(z, labels, { out });
  return [loss, out];
}

/** A new gradient each call, in ordinary memory. */
function fresh(batch: Batch, wantsGradient: boolean): [number, Matrix] {
  const { rows, columns, data } = batch.z;
  if (!wantsGradient) return library(batch, false);
  const made = data instanceof Float32Array
    ? new Float32Array(rows * columns)
    : new Float64Array(rows * columns);
  return library({ ...batch, out: { data: made, rows, columns } }, true);
}

function loops({ z, labels, out }: Batch, wantsGradient: boolean): [number, Matrix] {
  return [naive(z.data, labels, z.columns, wantsGradient ? out.data : undefined), out];
}

const CONTESTANTS: Readonly<Record<string, Contestant>> = {
  naive: loops,
  typescript: library,
  portable: library,
  fused: library,
  copied: library,
  fresh,
};

function batchOf(who: string, task: Task): Batch {
  const { rows, columns, type } = task;
  const bytes = Deno.readFileSync(inputFile(Deno.args[0]!, rows, columns)).buffer;
  const { z, labels } = inputOf(bytes, rows, columns);
  const [own, out] = [alloc(rows, columns, type), alloc(rows, columns, type)];
  own.data.set(z);
  const ordinary = (m: Matrix): Matrix => ({ ...m, data: m.data.slice() });
  return who === "portable" || who === "fused"
    ? { z: own, labels, out }
    : { z: ordinary(own), labels, out: ordinary(out) };
}

function sumOfSquares(x: Float32Array | Float64Array): number {
  let sum = 0;
  for (let k = 0; k < x.length; k++) sum += x[k]! * x[k]!;
  return sum;
}

let known: { name: string; batch: Batch } | undefined;

function answer(line: string): string {
  const [who, op, type, rows, columns, milliseconds] = line.split(" ") as [string, ...string[]];
  const task = { op, type, rows: Number(rows), columns: Number(columns) } as Task;
  const name = line.slice(0, line.lastIndexOf(" "));
  if (known?.name !== name) known = { name, batch: batchOf(who, task) };
  const { batch } = known;
  chooseKernels(who === "fused" ? "fused" : who === "typescript" ? "none" : "portable");
  const wantsGradient = op === "gradient";
  const run = () => CONTESTANTS[who]!(batch, wantsGradient);
  const [loss, gradient] = run();
  const squares = wantsGradient ? sumOfSquares(gradient.data) : 0;
  timed(run, Number(milliseconds) / 2);
  return `${timed(run, Number(milliseconds))} ${loss} ${squares}`;
}

const lines = Deno.stdin.readable.pipeThrough(new TextDecoderStream());
let rest = "";
for await (const text of lines) {
  const parts = (rest + text).split("\n");
  rest = parts.pop()!;
  for (const line of parts) console.log(answer(line));
}
