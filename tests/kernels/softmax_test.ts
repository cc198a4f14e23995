import { alloc, logSoftmax, logSumExp, softmax } from "@surprisal/loss";
import { ulp } from "../support/ulp.ts";
import { assertNear, caseOf, onBoth, ulp32 } from "./cases.ts";
import { Random } from "./random.ts";

Deno.test("batched softmax, log-softmax and log-sum-exp agree with the scalar path on 50,000 rows", () => {
  const random = new Random(5);
  for (let rows = 0; rows < 50_000;) {
    const { z, type } = caseOf(random, rows % 2 ? "float32" : "float64");
    const narrow = type === "float32";
    const kernels = (["portable", "fused", "typescript"] as const)[random.whole(0, 2)]!;
    const temperature = random.next() < 0.3 ? 4 * random.next() + 1e-3 : 1;
    rows += z.rows;
    const [fast, scalar] = onBoth(kernels, () => ({
      softmax: softmax(z, { temperature }).data,
      logSoftmax: logSoftmax(z, { temperature }).data,
      logSumExp: logSumExp(z),
    }));
    assertNear(fast.softmax, scalar.softmax, 6, ulp);
    assertNear(fast.logSoftmax, scalar.logSoftmax, 4, ulp);
    const largest = (i: number) => Math.max(...z.data.subarray(i * z.columns, (i + 1) * z.columns));
    const parts = (i: number) => Math.max(Math.abs(largest(i)), fast.logSumExp[i]! - largest(i));
    assertNear(fast.logSumExp, scalar.logSumExp, narrow ? 1 : 3, narrow ? ulp32 : ulp, parts);
    if (!narrow) continue;
    const out = alloc(z.rows, z.columns, "float32");
    const [soft] = onBoth(kernels, () => softmax(z, { temperature, out }).data.slice());
    assertNear(soft, scalar.softmax, 2, ulp32);
    const [logs] = onBoth(kernels, () => logSoftmax(z, { temperature, out }).data.slice());
    assertNear(logs, scalar.logSoftmax.map(Math.fround), 1, ulp32);
  }
});
