/** TensorFlow.js on its WebAssembly backend. Arguments: the folder of inputs, that of npm packages. */
import { createRequire } from "node:module";
import { type Answer, serve } from "../serve.ts";

const [folder, packages] = Deno.args as [string, string];
const require = createRequire(`${packages}/package.json`);
const tf = require("@tensorflow/tfjs-core");
const { setWasmPaths } = require("@tensorflow/tfjs-backend-wasm");

setWasmPaths(`${packages}/node_modules/@tensorflow/tfjs-backend-wasm/wasm-out/`);
await tf.setBackend("wasm");

await serve(folder, { "tfjs": tf.version_core }, ({ z, labels, rows, columns, op }) => {
  const logits = tf.tensor2d(z, [rows, columns], "float32");
  // Not oneHot(…, "float32"), which this backend fills with the bits of integers.
  const target = tf.cast(tf.oneHot(tf.tensor1d(labels, "int32"), columns), "float32");
  return () => {
    let answer: Answer;
    // Nothing is returned from in there: tidy looks through what is, entry by entry.
    tf.tidy(() => {
      const logs = tf.logSoftmax(logits);
      const loss = -tf.mean(tf.sum(tf.mul(target, logs), 1)).dataSync()[0];
      // As its own softmaxCrossEntropy has it; its tape is not loaded by this package alone.
      const gradient = () => tf.mul(tf.sub(tf.exp(logs), target), 1 / rows).dataSync();
      answer = op === "loss" ? { loss } : { loss, gradient: gradient() };
    });
    return answer!;
  };
});
