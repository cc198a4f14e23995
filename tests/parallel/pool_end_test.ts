import { assert, assertEquals, assertRejects } from "@std/assert";
import { softmaxCrossEntropy } from "@surprisal/loss";
import { allocShared, createPool } from "@surprisal/loss/parallel";
import { batchOf } from "./batches.ts";

Deno.test("a call can be ended by its signal, and others go on", async () => {
  await using pool = createPool({ workers: 2 });
  const z = allocShared(20_000, 200, "float64");
  const labels = batchOf(z);
  const expected = softmaxCrossEntropy(z, labels);
  const controller = new AbortController();
  const out = allocShared(20_000, 200, "float64");
  const ended = pool.softmaxCrossEntropyGradient(z, labels, { signal: controller.signal, out });
  const other = pool.softmaxCrossEntropy(z, labels);
  setTimeout(() => controller.abort(new Error("enough")), 5);
  await assertRejects(() => ended, Error, "enough");
  const then = out.data.slice();
  assertEquals(await other, expected);
  assertEquals(out.data, then, "nobody writes into it any more");
  const signal = AbortSignal.abort(new Error("before"));
  await assertRejects(() => pool.softmaxCrossEntropy(z, labels, { signal }), Error, "before");
});

Deno.test("calls of a pool that is closed fail", async () => {
  const pool = createPool({ workers: 1 });
  const z = allocShared(20_000, 200, "float64");
  const labels = batchOf(z);
  const call = pool.softmaxCrossEntropy(z, labels);
  const closed = assertRejects(() => call, Error, "its pool must be open: it was closed");
  pool.close();
  await closed;
  const words = "Cannot compute softmax cross-entropy as the pool must be open: it was closed";
  await assertRejects(() => pool.softmaxCrossEntropy(z, labels), TypeError, words);
  pool.close();
});

const MAY_RUN = (await Deno.permissions.query({ name: "run" })).state === "granted";

/** A program that uses a pool, and forgets it. */
const FORGETFUL = `
  import { allocShared, createPool } from "@surprisal/loss/parallel";
  const pool = createPool({ workers: 2 });
  const z = allocShared(12_000, 100, "float32");
  console.log(await pool.softmaxCrossEntropy(z, new Int32Array(12_000)));
`;

Deno.test({
  name: "a forgotten pool ends by itself, and so does the program",
  ignore: !MAY_RUN,
  async fn() {
    const args = ["eval", "--ext=ts", FORGETFUL];
    const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
      args,
      cwd: new URL("../..", import.meta.url),
      signal: AbortSignal.timeout(60_000),
    }).output();
    assert(success, new TextDecoder().decode(stderr));
    assertEquals(Number(new TextDecoder().decode(stdout)), Math.log(100));
  },
});
