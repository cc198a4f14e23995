import { assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { compensatedSum } from "@surprisal/loss";
import { ExactSum, meanOf } from "../../lib/numerics/exact_sum.ts";
import { LongSum } from "../../lib/numerics/long_sum.ts";
import { settings } from "../support/arbitraries.ts";

const anyDouble = fc.double({ noNaN: true, noDefaultInfinity: true });

/** The exact sum in integers, as a multiple of 2^-1074, rounded by hand to the nearest double. */
function reference(terms: readonly number[]): number {
  let units = 0n;
  for (const x of terms) units += unitsOf(x);
  const negative = units < 0n;
  const size = negative ? -units : units;
  const bits = size.toString(2).length;
  if (bits <= 53) return (negative ? -1 : 1) * Number(size) * 2 ** -1074;
  const cut = BigInt(bits - 53);
  const half = 1n << (cut - 1n);
  const rest = size & ((1n << cut) - 1n);
  let kept = size >> cut;
  if (rest > half || (rest === half && (kept & 1n) === 1n)) kept += 1n;
  // Two factors: the second alone might overflow.
  const value = Number(kept) * 2 ** (bits - 53 - 1074);
  return negative ? -value : value;
}

function unitsOf(x: number): bigint {
  let exponent = 0;
  let y = x;
  while (Math.abs(y) >= 2 ** 53) {
    y /= 2;
    exponent++;
  }
  while (!Number.isInteger(y)) {
    y *= 2;
    exponent--;
  }
  return BigInt(y) << BigInt(exponent + 1074);
}

function sumOf(terms: readonly number[]): ExactSum {
  const sum = new ExactSum();
  for (const x of terms) sum.add(x);
  return sum;
}

Deno.test("ExactSum is the exact sum, rounded once", () => {
  fc.assert(
    fc.property(fc.array(anyDouble, { maxLength: 30 }), (terms) => {
      assertEquals(sumOf(terms).value, reference(terms));
    }),
    settings,
  );
});

Deno.test("ExactSum rounds ties to even", () => {
  assertEquals(sumOf([1, 2 ** -53]).value, 1);
  assertEquals(sumOf([1 + 2 ** -52, 2 ** -53]).value, 1 + 2 ** -51);
  assertEquals(sumOf([1, 2 ** -53, 2 ** -1074]).value, 1 + 2 ** -52);
  assertEquals(sumOf([2 ** 53, 1, 2 ** -1074]).value, 2 ** 53 + 2);
});

Deno.test("ExactSum gives one double in any order and any grouping", () => {
  fc.assert(
    fc.property(fc.array(anyDouble, { maxLength: 20 }), fc.nat(20), (terms, cut) => {
      const whole = sumOf(terms).value;
      assertEquals(sumOf([...terms].reverse()).value, whole);
      const parts = sumOf(terms.slice(cut));
      parts.merge(sumOf(terms.slice(0, cut)));
      assertEquals(parts.value, whole);
    }),
    settings,
  );
});

Deno.test("ExactSum holds millions of terms, both signs, and doubles that cancel", () => {
  const sum = new ExactSum();
  for (let i = 0; i < 1_100_000; i++) sum.add(0.1);
  assertEquals(sum.value, 110000);
  for (let i = 0; i < 1_100_000; i++) sum.add(-0.1);
  assertEquals(sum.value, 0);
  // All bits set, so often that a limb without carries would leave the exact integers.
  const long = new LongSum();
  for (let i = 0; i < 2 ** 22; i++) long.add(1 - 2 ** -53);
  assertEquals(long.scaled(0), 2 ** 22 - 2 ** -31);
});

Deno.test("ExactSum knows infinities, and means of sums that overflow are finite", () => {
  assertEquals(sumOf([1, Infinity]).value, Infinity);
  assertEquals(sumOf([-Infinity, 1]).value, -Infinity);
  const huge = sumOf([1.7e308, 1.7e308]);
  assertEquals(huge.value, Infinity);
  assertEquals(meanOf(huge, 2), 1.7e308);
  huge.add(-1.7e308);
  assertEquals(huge.value, 1.7e308);
});

Deno.test("compensatedSum() overflows only where the sum itself does", () => {
  const largest = Number.MAX_VALUE;
  assertEquals(compensatedSum([largest, largest, -largest]), largest);
  assertEquals(compensatedSum([largest, largest]), Infinity);
  assertEquals(compensatedSum([-largest, -largest, largest, largest, 1]), 1);
  assertEquals(compensatedSum([1, -Infinity, -Infinity]), -Infinity);
  assertThrows(() => compensatedSum([1, Infinity, -Infinity]), RangeError, "x[2] is -Infinity");
  assertThrows(() => compensatedSum([-Infinity, 2, Infinity]), RangeError, "x[2] is Infinity");
});

Deno.test("ExactSum is one long integer, whatever the sizes and signs of the terms", () => {
  let state = 1;
  const next = () => (state = (state * 48271) % 2147483647) / 2147483647;
  for (let n = 0; n < 3000; n++) {
    const spread = [3, 15, 30, 300][n % 4]!;
    const [sum, long] = [new ExactSum(), new LongSum()];
    for (let i = 0; i < 30; i++) {
      const term = (next() - 0.3) * 10 ** (spread * (next() - 0.5));
      sum.add(term);
      long.add(term);
    }
    const value = long.scaled(0);
    assertEquals(sum.value, value);
    // What is left of the sum once its double is taken away.
    sum.add(-value);
    long.add(-value);
    assertEquals(sum.value, long.scaled(0));
  }
});

Deno.test("ExactSum.merge() adds a sum to itself, too", () => {
  for (const terms of [[1, 2 ** -60], [1, 2 ** -60, 2 ** -300, 3], [Infinity, 1]]) {
    const sum = sumOf(terms);
    sum.merge(sum);
    assertEquals(sum.value, sumOf([...terms, ...terms]).value);
    if (terms.includes(Infinity)) continue;
    sum.add(-2 * sumOf(terms).value);
    assertEquals(sum.value, sumOf([...terms, ...terms, -2 * sumOf(terms).value]).value);
  }
});
