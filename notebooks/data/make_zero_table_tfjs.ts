/**
 * Measures the rows of TensorFlow.js in zero_table.json; see make_zero_table.py for the others.
 *
 * Usage: deno run -A make_zero_table_tfjs.ts FOLDER      (FOLDER/node_modules holds @tensorflow/tfjs)
 *
 * @module
 */
import { createRequire } from "node:module";
import { join, resolve } from "node:path";

const folder = Deno.args[0];
if (!folder) {
  console.error("Usage: make_zero_table_tfjs.ts FOLDER");
  Deno.exit(2);
}
const tf = createRequire(join(resolve(folder), "index.js"))("@tensorflow/tfjs");
await tf.setBackend("cpu");

const path = new URL("zero_table.json", import.meta.url);
const table = JSON.parse(await Deno.readTextFile(path));
const TWICE = [0.2, 1, 0.2, 0.2, 0.4];

/** A loss of the first class, as a scalar tensor of the prediction. */
// deno-lint-ignore no-explicit-any -- a package measured from outside, whose types are not installed
type Loss = (q: any) => any;

/** A number as JSON can hold it. */
function written(x: number): number | string {
  return Number.isFinite(x) ? x : String(x);
}

const oneHot = (classes: number) => tf.oneHot([0], classes).toFloat();

function row(name: string, rule: string, loss: Loss, several: boolean) {
  const value = (q: number[]) => written(loss(tf.tensor2d([q])).dataSync()[0]);
  const slope = tf.grad((q: unknown) => loss(q))(tf.tensor2d([[0, 1]])).dataSync()[0];
  return {
    package: "tfjs",
    function: name,
    rule,
    losses: table.predicted.map((q: number) => value([q, 1 - q])),
    slopeAtZero: written(slope),
    sumOfTwo: several ? value(TWICE) : null,
  };
}

const fresh = [
  row(
    "metrics.categoricalCrossentropy",
    "q divided by its sum, into [1e-7, 1 - 1e-7]",
    (q) => tf.metrics.categoricalCrossentropy(oneHot(q.shape[1]), q).sum(),
    true,
  ),
  row(
    "losses.logLoss",
    "log(q + 1e-7)",
    (q) => tf.losses.logLoss(tf.tensor2d([[1]]), q.slice([0, 0], [1, 1])),
    false,
  ),
];
table.versions.tfjs = tf.version.tfjs;
// deno-lint-ignore no-explicit-any -- rows as they stand in the file
table.rows = [...table.rows.filter((each: any) => each.package !== "tfjs"), ...fresh];
const part = new URL("zero_table.part", import.meta.url);
await Deno.writeTextFile(part, JSON.stringify(table, null, 2) + "\n");
await Deno.rename(part, path);
console.log(`tfjs ${tf.version.tfjs}: ${fresh.length} rows`);
