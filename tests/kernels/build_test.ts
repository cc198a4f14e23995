import { assert, assertEquals } from "@std/assert";
import { type Build, BUILDS, embedded, embeddedUrl, TABLES } from "../../lib/kernels/build.ts";
import { bitsOf, expTable, STEPS } from "../../lib/kernels/exp_table.ts";
import { LOG_STEPS, logTable } from "../../lib/kernels/log_table.ts";
import { DoubleDouble } from "../../lib/numerics/double_double.ts";
import { takeLog } from "../../lib/numerics/logarithm.ts";

const MAY_BUILD = ["read", "write", "run", "env", "sys"].every((name) =>
  Deno.permissions.querySync({ name } as Deno.PermissionDescriptor).state === "granted"
);

for (const build of Object.keys(BUILDS) as Build[]) {
  Deno.test({
    name: `the ${build} kernels are what their source builds: else run deno task kernels`,
    ignore: !MAY_BUILD,
    async fn() {
      assert(await embedded(build) === await Deno.readTextFile(embeddedUrl(build)));
    },
  });
}

Deno.test("the tables of the kernels are what whole-number arithmetic gives", async () => {
  for (const { url, source } of TABLES) assertEquals(await Deno.readTextFile(url), source());
});

Deno.test("expTable() holds powers of two: squares of roots, and halves of what they add up to", () => {
  const table = expTable();
  const head = (i: number) => {
    const view = new DataView(new ArrayBuffer(8));
    view.setBigUint64(0, table[2 * i]! + (BigInt(i) << 44n));
    return view.getFloat64(0);
  };
  assertEquals([head(0), head(STEPS / 2), head(STEPS / 4)], [1, Math.SQRT2, Math.sqrt(Math.SQRT2)]);
  for (let i = 1; i < STEPS; i++) {
    assert(Math.abs(head(i) * head(STEPS - i) - 2) <= 2 * Number.EPSILON, `entry ${i}`);
    const tail = new DataView(new ArrayBuffer(8));
    tail.setBigUint64(0, table[2 * i + 1]!);
    const share = tail.getFloat64(0);
    assert(share !== 0 && Math.abs(share) <= Number.EPSILON / 2, `tail ${i}: ${share}`);
  }
  assertEquals(bitsOf(1), 0x3ff0000000000000n);
});

Deno.test("logTable() holds logarithms in two parts, the upper a multiple of 2^-16", () => {
  const table = logTable();
  for (let i = 0; i < LOG_STEPS; i++) {
    const [inverse, low, high, c] = table.slice(4 * i) as [number, number, number, number];
    const lost = takeLog(new DoubleDouble(c)).add(-high).add(-low).high;
    assert(Math.abs(lost) <= 2 ** -70, `ln ${c} is off by ${lost}`);
    assertEquals([inverse, Number.isInteger(high * 2 ** 16)], [1 / c, true]);
    assert(c * c > 0.498 && c * c < 2);
  }
});
