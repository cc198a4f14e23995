/**
 * What `pool_in_browser.ts` runs both in Deno and, bundled, in pages.
 *
 * @module
 */
import { allocShared, createPool } from "@surprisal/loss/parallel";

/** Numbers as text, all bits told apart, in a short sum over them. */
function digest(data: Float32Array | Float64Array): string {
  const words = new Uint32Array(data.buffer, data.byteOffset, data.byteLength / 4);
  let hash = 2166136261;
  for (const word of words) hash = Math.imul(hash ^ word, 16777619);
  return (hash >>> 0).toString(16);
}

/** Losses and digests of gradients on two threads; and how a call ends that is cancelled. */
export async function poolAnswers(module?: URL): Promise<string[]> {
  const pool = createPool({ workers: 2, ...(module && { module }) });
  const answers: string[] = [];
  for (const type of ["float32", "float64"] as const) {
    const [z, out] = [allocShared(3000, 300, type), allocShared(3000, 300, type)];
    z.data.forEach((_, k) => z.data[k] = (k * 7919 % 1999) / 100);
    const labels = Int32Array.from({ length: z.rows }, (_, i) => i % 300);
    const { loss } = await pool.softmaxCrossEntropyWithGradient(z, labels, { out });
    answers.push(`${type} ${loss} ${digest(out.data)}`);
    const plain = { ...z, data: Float64Array.from(z.data) };
    const own = await pool.softmaxCrossEntropyGradient(plain, labels);
    answers.push(`copied ${digest(own.data)}`);
  }
  const large = allocShared(40_000, 200, "float64");
  const controller = new AbortController();
  const { signal } = controller;
  const call = pool.softmaxCrossEntropy(large, new Int32Array(40_000), { signal });
  controller.abort(new Error("enough"));
  answers.push(await call.then(() => "not cancelled", ({ message }) => `cancelled: ${message}`));
  const after = await pool.softmaxCrossEntropy(large, new Int32Array(40_000));
  answers.push(`after it ${after}`);
  pool.close();
  return answers;
}
