import { assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { LossAccumulator, softmaxCrossEntropy } from "@surprisal/loss";
import { settings, within } from "../support/arbitraries.ts";

const parts = fc.array(fc.tuple(fc.oneof(within(-1e300, 1e300), within(0, 1)), within(0, 100)), {
  minLength: 2,
  maxLength: 30,
}).filter((all) => all.some(([, weight]) => weight > 0));

function accumulate(all: readonly (readonly [number, number])[]): LossAccumulator {
  const accumulator = new LossAccumulator();
  for (const [total, weight] of all) accumulator.add(total, weight);
  return accumulator;
}

function read({ mean, total, weight }: LossAccumulator): number[] {
  return [mean, total, weight];
}

Deno.test("LossAccumulator does not depend on order or grouping, to the last bit", () => {
  fc.assert(
    fc.property(parts, fc.nat(30), fc.nat(30), (all, a, b) => {
      const whole = read(accumulate(all));
      assertEquals(read(accumulate([...all].reverse())), whole);
      const [low, high] = [Math.min(a, b), Math.max(a, b)];
      const left = accumulate(all.slice(0, low));
      const middle = accumulate(all.slice(low, high));
      const right = accumulate(all.slice(high));
      assertEquals(read(accumulate([]).merge(right).merge(left).merge(middle)), whole);
    }),
    settings,
  );
});

Deno.test("LossAccumulator of micro-batches is the mean of the whole batch, to the last bit", () => {
  const logits = fc.array(fc.tuple(within(-9, 9), within(-9, 9)), { minLength: 3, maxLength: 30 });
  fc.assert(
    fc.property(logits, fc.integer({ min: 1, max: 7 }), (z, size) => {
      const labels = z.map((_, i) => i % 2);
      const accumulator = new LossAccumulator();
      const losses = softmaxCrossEntropy(z, labels, { reduction: "none" });
      for (let i = 0; i < z.length; i += size) {
        const part = new LossAccumulator();
        losses.slice(i, i + size).forEach((loss) => part.add(loss, 1));
        accumulator.merge(part);
      }
      assertEquals(accumulator.mean, softmaxCrossEntropy(z, labels));
    }),
    settings,
  );
});

Deno.test("LossAccumulator keeps infinite losses, and ignores what weighs nothing", () => {
  const accumulator = new LossAccumulator().add(Infinity, 0).add(1, 2);
  assertEquals(read(accumulator), [0.5, 1, 2]);
  assertEquals(accumulator.add(Infinity, 1).mean, Infinity);
});

Deno.test("LossAccumulator with infinite losses does not depend on order or grouping either", () => {
  const infinite = fc.array(
    fc.tuple(fc.oneof(within(-1e300, 1e300), fc.constant(Infinity)), within(0.1, 9)),
    { minLength: 2, maxLength: 9 },
  );
  fc.assert(
    fc.property(infinite, fc.nat(9), (all, at) => {
      const whole = read(accumulate(all));
      assertEquals(read(accumulate([...all].reverse())), whole);
      const right = accumulate(all.slice(at));
      assertEquals(read(right.merge(accumulate(all.slice(0, at)))), whole);
      assertEquals(whole[1] === Infinity, all.some(([total]) => total === Infinity));
    }),
    settings,
  );
});

Deno.test("LossAccumulator takes infinite losses of both signs in any order, and refuses to sum them", () => {
  for (const order of [[Infinity, -Infinity, 1], [1, -Infinity, Infinity]]) {
    const sum = accumulate(order.map((total) => [total, 1] as const));
    assertThrows(() => sum.mean, RangeError, "infinite losses must have one sign");
    assertThrows(() => sum.total, RangeError, "infinite losses must have one sign");
    assertEquals(sum.weight, 3);
    assertThrows(() => new LossAccumulator().merge(sum).mean, RangeError, "one sign");
  }
  assertEquals(accumulate([[-Infinity, 1], [-Infinity, 1]]).mean, -Infinity);
  assertThrows(
    () => new LossAccumulator().merge({ total: 1, weight: 1 } as LossAccumulator),
    TypeError,
    "other must be a LossAccumulator: other is an object of class Object",
  );
});

Deno.test("LossAccumulator leaves what it merges as it was, and doubles when merged with itself", () => {
  const one = new LossAccumulator().add(3, 4);
  new LossAccumulator().add(1, 1).merge(one);
  assertEquals(read(one), [0.75, 3, 4]);
  assertEquals(read(one.merge(one)), [0.75, 6, 8]);
});

Deno.test("LossAccumulator refuses NaN, bad weights, and the mean of nothing", () => {
  const empty = new LossAccumulator();
  assertThrows(() => empty.mean, RangeError, "at least one example must count");
  assertThrows(() => empty.add(NaN, 1), RangeError, "total is NaN");
  assertThrows(() => empty.add(NaN, 0), RangeError, "total is NaN");
  for (const weight of [-1, NaN, Infinity]) {
    assertThrows(() => empty.add(1, weight), RangeError, `weight is ${weight}`);
  }
  assertEquals([empty.total, empty.weight], [0, 0]);
});
