/** jax-js on its WebAssembly backend. Arguments: the folder of inputs, that of npm packages. */
import { serve } from "../serve.ts";

const [folder, packages] = Deno.args as [string, string];
const root = new URL(`file://${packages}/node_modules/@jax-js/jax/`);
const { default: { version } } = await import(`${root}package.json`, { with: { type: "json" } });
const { numpy, nn, jit, valueAndGrad, init, defaultDevice } = await import(`${root}dist/index.js`);

await init("wasm");
defaultDevice("wasm");

await serve(folder, { "jax-js": version }, ({ z, labels, rows, columns, type, op }) => {
  const logits = numpy.array(z, { shape: [rows, columns], dtype: type });
  const classes = numpy.array(labels, { dtype: numpy.int32 });
  // deno-lint-ignore no-explicit-any
  const lossOf = (x: any, t: any) =>
    nn.logSoftmax(x).mul(nn.oneHot(t, columns)).sum().mul(-1 / rows);
  if (op === "loss") {
    const compiled = jit(lossOf);
    return () => ({ loss: compiled(logits.ref, classes.ref).dataSync()[0] });
  }
  const compiled = jit(valueAndGrad(lossOf));
  return () => {
    const [loss, gradient] = compiled(logits.ref, classes.ref);
    return { loss: loss.dataSync()[0], gradient: gradient.dataSync() };
  };
});
