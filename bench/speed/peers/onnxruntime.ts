/**
 * ONNX Runtime's SoftmaxCrossEntropyLoss on the CPU. Arguments: the folder of inputs, that of npm
 * packages, the number of threads.
 */
import { createRequire } from "node:module";
import { serve } from "../serve.ts";
import { softmaxCrossEntropyModel } from "./onnx_model.ts";

const [folder, packages, threads] = Deno.args as [string, string, string];
const { InferenceSession, Tensor, env } = createRequire(`${packages}/package.json`)(
  "onnxruntime-node",
);

const options = { intraOpNumThreads: Number(threads), interOpNumThreads: 1 };
const [narrow, wide] = await Promise.all(
  (["float32", "float64"] as const).map((type) =>
    InferenceSession.create(softmaxCrossEntropyModel(type), options)
  ),
);

await serve(folder, { "onnxruntime-node": env.versions.node }, (input) => {
  const { z, labels, rows, columns, type } = input;
  const session = type === "float32" ? narrow : wide;
  const feeds = {
    scores: new Tensor(type, z, [rows, columns]),
    labels: new Tensor("int32", labels, [rows]),
  };
  return async () => ({ loss: (await session.run(feeds)).loss.data[0] });
});
