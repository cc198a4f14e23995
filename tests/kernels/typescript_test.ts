import { assert, assertEquals } from "@std/assert";
import {
  alloc,
  chooseKernels,
  type Matrix,
  softmaxCrossEntropy,
  softmaxCrossEntropyGradient,
  softmaxCrossEntropyWithGradient,
} from "@surprisal/loss";
import { splitPowers } from "../../lib/kernels/exp_table.ts";
import * as table from "../../lib/kernels/table_exp.ts";
import * as knots from "../../lib/kernels/table_knots.ts";
import { ulp } from "../support/ulp.ts";
import { assertNear, onBoth, refusal, type Type, ulp32 } from "./cases.ts";
import { FAMILIES, Random } from "./random.ts";

/** Rows so long that the first idea of their largest is not it, of each family in turn. */
function wideBatch(random: Random, type: Type): { z: Matrix; labels: Int32Array } {
  const z = alloc(18, random.whole(65, 700), type);
  const row = new Float64Array(z.columns);
  for (let i = 0; i < z.rows; i++) {
    FAMILIES[i % FAMILIES.length]!(random, row);
    if (type === "float32") row.forEach((x, j) => row[j] = Math.max(-3e38, Math.min(3e38, x)));
    z.data.set(row, i * z.columns);
  }
  return { z, labels: Int32Array.from({ length: 18 }, () => random.whole(0, z.columns - 1)) };
}

const EACH = { reduction: "none" } as const;

for (const type of ["float32", "float64"] as const) {
  const [unit, most] = type === "float32" ? [ulp32, [1, 2]] as const : [ulp, [4, 6]] as const;
  Deno.test(`the TypeScript kernels agree with the scalar path on 5,000 wide ${type} rows`, () => {
    const random = new Random(19);
    for (let n = 0; n < 5000 / 18; n++) {
      const { z, labels } = wideBatch(random, type);
      const out = alloc(z.rows, z.columns, type);
      const [fast, scalar] = onBoth("typescript", () => {
        const { loss } = softmaxCrossEntropyWithGradient(z, labels, { ...EACH, out });
        return { loss, gradient: out.data.slice() };
      });
      assertNear(fast.loss, scalar.loss, most[0], unit);
      assertNear(fast.gradient, scalar.gradient, most[1], unit);
      assert(fast.loss.every((loss, i) => loss > 0 || scalar.loss[i] === 0), "a loss is lost");
    }
  });
}

Deno.test("what a row gives does not depend on the rows around it", () => {
  const before = chooseKernels("typescript");
  const random = new Random(23);
  for (const type of ["float32", "float64"] as const) {
    const { z, labels } = wideBatch(random, type);
    const all = softmaxCrossEntropyWithGradient(z, labels, EACH);
    for (let i = 0; i < z.rows; i++) {
      const part = (m: Matrix) => m.data.slice(i * z.columns, (i + 1) * z.columns);
      const four = alloc(4, z.columns, type);
      for (let k = 0; k < 4; k++) four.data.set(part(z), k * z.columns);
      const some = softmaxCrossEntropyWithGradient(four, new Int32Array(4).fill(labels[i]!), EACH);
      assertEquals(some.loss[3], all.loss[i]);
      assertEquals<unknown>(some.gradient.data.slice(3 * z.columns), part(all.gradient));
    }
  }
  chooseKernels(before);
});

Deno.test("the TypeScript kernels leave refusals to the scalar path", () => {
  const random = new Random(29);
  for (let n = 0; n < 400; n++) {
    const { z, labels } = wideBatch(random, n % 2 ? "float32" : "float64");
    for (let k = 0; k < 2; k++) {
      const bad = [NaN, Infinity, -Infinity][random.whole(0, 2)]!;
      const start = random.whole(0, z.rows - 1) * z.columns;
      if (bad === -Infinity) z.data.fill(bad, start, start + z.columns);
      else z.data[start + random.whole(0, z.columns - 1)] = bad;
    }
    const [fast, scalar] = onBoth("typescript", () => [
      refusal(() => softmaxCrossEntropy(z, labels)),
      refusal(() => softmaxCrossEntropyGradient(z, labels)),
    ]);
    assertEquals(fast, scalar);
    assert(scalar[0]);
  }
});

Deno.test("the table of the TypeScript kernels is what whole-number arithmetic gives", () => {
  table.prepareTables();
  splitPowers(2048).forEach(({ high, tail }, i) => {
    assertEquals([table.HEADS[i], table.TAILS[i]], [high, tail]);
  });
  for (const k of [-1074, -1022, -1, 0, 1, 512, 524]) {
    assertEquals(table.POWERS[table.POWER_ZERO + k], 2 ** k);
  }
  // n is the nearest step, and what is left of it small enough for the polynomial.
  assertEquals(table.STEP, Math.LN2 / 2048);
  assert(Math.abs(table.INVERSE * table.STEP - 1) <= Number.EPSILON);
  assert(Math.abs(table.STEP_HIGH + table.STEP_LOW - table.STEP) <= Number.EPSILON * table.STEP);
  assert(Number.isInteger(table.STEP_HIGH * 2 ** 40), "29 bits");
});

Deno.test("values of knots have so few bits that their products are exact, and lie at their places", () => {
  knots.prepareKnots();
  const isOf = (bits: number, x: number) =>
    Number.isInteger(x * 2 ** (bits - 1 - Math.floor(Math.log2(x))));
  for (let i = 0; i < 2048; i++) {
    const [knot, value] = [knots.KNOTS[i]!, knots.VALUES[i]!];
    assert(isOf(22, value) && Math.abs(value / Math.exp(knot) - 1) <= 2 ** -52, `step ${i}`);
    assert(Math.abs(knot - ((i + 0.5) / 2048 - 0.5)) < 2 ** -16, `step ${i}`);
  }
  for (let k = -256; k < 256; k++) {
    const place = 0x1100 + k;
    const [knot, value] = [knots.KNOTS[place]!, knots.VALUES[place]! / 2 ** knots.NEAR_DOUBLINGS];
    assert(isOf(31, value) && Math.abs(value / Math.exp(knot) - 1) <= 2 ** -52, `e^${k}`);
    assert(Math.abs(knot - k) < 2 ** -16, `e^${k}`);
  }
});

const MAY_RUN = (await Deno.permissions.query({ name: "run" })).state === "granted";

/** The loss of a batch; before it, anything may be done to the engine. */
const PROGRAM = `
  const { alloc, softmaxCrossEntropyWithGradient } = await import("@surprisal/loss");
  const z = alloc(64, 100, "float64");
  z.data.forEach((_, k) => z.data[k] = 9 * Math.sin(k * k));
  const { loss, gradient } = softmaxCrossEntropyWithGradient(z, new Uint8Array(64));
  console.log(loss, gradient.data.slice(0, 200).join());
`;

async function printed(before: string): Promise<string> {
  const { stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["eval", "--ext=ts", before + PROGRAM],
    cwd: new URL("../..", import.meta.url),
  }).output();
  assertEquals(new TextDecoder().decode(stderr), "");
  return new TextDecoder().decode(stdout);
}

Deno.test({
  name: "where there is no WebAssembly, or none may be compiled, batches run on TypeScript",
  ignore: !MAY_RUN,
  async fn() {
    const choose = (kernels: string) =>
      `(await import("@surprisal/loss")).chooseKernels("${kernels}");`;
    const expected = await printed(choose("typescript"));
    assert(expected !== await printed(choose("none")), "bits that tell which path was taken");
    assertEquals(await printed("delete globalThis.WebAssembly;"), expected);
    const forbidden = `WebAssembly.Module = class {
      constructor() { throw new WebAssembly.CompileError("forbidden by a policy"); }
    };`;
    assertEquals(await printed(forbidden), expected);
  },
});
