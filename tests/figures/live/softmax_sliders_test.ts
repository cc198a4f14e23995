import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { checkGradient, softmaxCrossEntropy } from "@surprisal/loss";
import { SOFTMAX_SLIDERS, softmaxSliders } from "../../../lib/figures/live/softmax_sliders.ts";

const q = [0.1, 0.5, 0.1, 0.1, 0.2];
const props = { z: q.map(Math.log), target: 0 };

Deno.test("softmaxSliders() gives softmax, and q - y as the gradient that the checker accepts", () => {
  const now = softmaxSliders(props.z, 0);
  now.q.forEach((q_k, k) => assertAlmostEquals(q_k, q[k]!, 1e-15));
  now.gradient.forEach((slope, k) => assertAlmostEquals(slope, q[k]! - Number(k === 0), 1e-15));
  const { ok } = checkGradient((z) => softmaxCrossEntropy(z, 0), props.z, now.gradient);
  assert(ok);
});

Deno.test("softmax-sliders: adding 1 to all logits moves nothing else", () => {
  const more = SOFTMAX_SLIDERS.change(props, props.z, "press", "add 1 to all");
  assertAlmostEquals(more[3]!, props.z[3]! + 1, 1e-15);
  const [before, after] = [props.z, more].map((z) => SOFTMAX_SLIDERS.view(props, z, 616).tiles);
  assertEquals(before, after);
});

Deno.test("softmax-sliders: a gradient step lowers the loss as the notebook says", () => {
  const stepped = SOFTMAX_SLIDERS.change(props, props.z, "press", "one gradient step");
  assertAlmostEquals(softmaxSliders(stepped, 0).loss, 1.290468, 5e-7);
});

Deno.test("softmax-sliders stays inside its sliders", () => {
  let z = SOFTMAX_SLIDERS.change(props, props.z, "1", 99);
  assertEquals(z[1], 5);
  for (let i = 0; i < 3; i++) z = SOFTMAX_SLIDERS.change(props, z, "press", "add 1 to all");
  assertEquals(z[1], 5);
  assertEquals(SOFTMAX_SLIDERS.change(props, z, "press", "start"), props.z);
  assertThrows(
    () => SOFTMAX_SLIDERS.start({ z: [0, 6], target: 0 }),
    RangeError,
    "Cannot start softmax-sliders as each logit must be in [-5, 5]: z[1] is 6",
  );
});
