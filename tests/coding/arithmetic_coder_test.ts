import { assert, assertEquals, assertThrows } from "@std/assert";
import {
  ArithmeticDecoder,
  ArithmeticEncoder,
  type BitString,
  formatBits,
  parseBits,
} from "@surprisal/loss/coding";
import fc from "fast-check";
import { RUNS, tableAndSymbol } from "./arbitraries.ts";

type Step = readonly [Uint32Array, number];

function encode(steps: Iterable<Step>): BitString {
  const encoder = new ArithmeticEncoder();
  for (const [table, symbol] of steps) encoder.encode(symbol, table);
  return encoder.finish();
}

function cost([table, symbol]: Step): number {
  return -Math.log2((table[symbol + 1]! - table[symbol]!) / table.at(-1)!);
}

/** How much rounding may add to, or take from, the cost of a symbol. */
function rounding([table, symbol]: Step): number {
  return table.at(-1)! / (2 ** 29 * (table[symbol + 1]! - table[symbol]!));
}

function* repeat(step: Step, count: number): Generator<Step> {
  for (let i = 0; i < count; i++) yield step;
}

const QUARTER = Uint32Array.of(0, 3, 4);

Deno.test("ArithmeticEncoder writes the shortest number in the interval", () => {
  assertEquals(formatBits(encode([])), "");
  assertEquals(formatBits(encode([[QUARTER, 0]])), ""); // [0, 3/4) holds 0
  assertEquals(formatBits(encode([[QUARTER, 1]])), "11"); // [3/4, 1)
  assertEquals(formatBits(encode([[QUARTER, 0], [QUARTER, 1]])), "101"); // [9/16, 12/16)
  assertEquals(formatBits(encode([[Uint32Array.of(0, 1, 3), 1]])), "1"); // [1/3, 1)
});

Deno.test("ArithmeticEncoder writes a number in the interval of exact fractions", () => {
  const bytes = fc.array(fc.tuple(fc.nat(255), fc.nat(255)), { maxLength: 3 });
  fc.assert(
    fc.property(bytes, (shares) => {
      let [low, width, whole] = [0n, 1n, 1n];
      const steps = shares.map(([a, b]): Step => {
        const [start, end] = [Math.min(a, b), Math.max(a, b) + 1];
        low = low * 256n + width * BigInt(start);
        width *= BigInt(end - start);
        whole *= 256n;
        return [Uint32Array.of(0, start, end, 256), 1];
      });
      const bits = formatBits(encode(steps));
      const number = BigInt(`0b0${bits}`) * whole;
      const scale = 1n << BigInt(bits.length);
      assert(low * scale <= number && number < (low + width) * scale, bits);
    }),
    RUNS,
  );
});

Deno.test("ArithmeticDecoder reads what was written, at most 1 bit above the code length", () => {
  fc.assert(
    fc.property(fc.array(tableAndSymbol, { maxLength: 200 }), (steps) => {
      const bits = encode(steps);
      const decoder = new ArithmeticDecoder(bits);
      for (const [table, symbol] of steps) assertEquals(decoder.decode(table), symbol);
      const ideal = steps.reduce((sum, step) => sum + cost(step), 0);
      const slack = steps.reduce((sum, step) => sum + rounding(step), 1e-9);
      assert(bits.length <= ideal + 1 + slack, `${bits.length} bits for ${ideal}`);
    }),
    RUNS,
  );
});

Deno.test("ArithmeticEncoder stays within a bit and rounding over a million unlikely symbols", async (t) => {
  for (const total of [2 ** 16, 2 ** 16 - 15, 2 ** 20, 2 ** 20 - 3]) {
    for (const start of [0, 12_345, total >>> 1, total - 1]) {
      await t.step(`1 of ${total}, from ${start}`, () => {
        const step: Step = [Uint32Array.of(0, start, start + 1, total), 1];
        const bits = encode(repeat(step, 1e6));
        const excess = bits.length - 1e6 * cost(step);
        assert(Math.abs(excess) <= 1 + 1e6 * rounding(step), `excess ${excess}`);
        assert(Math.abs(excess) < 1e-4 * bits.length, `excess ${excess}`);
        const decoder = new ArithmeticDecoder(bits);
        for (let i = 0; i < 1e5; i++) assert(decoder.decode(step[0]) === 1);
      });
    }
  }
});

Deno.test("ArithmeticEncoder needs a few bits for a million nearly certain symbols", () => {
  const table = Uint32Array.of(0, 1, 2 ** 20 - 1, 2 ** 20);
  const bits = encode(repeat([table, 1], 1e6));
  assert(bits.length <= 2.76 + 1, `${bits.length} bits`);
  const decoder = new ArithmeticDecoder(bits);
  for (let i = 0; i < 1e6; i++) assert(decoder.decode(table) === 1);
});

Deno.test("ArithmeticEncoder pays nothing for what is certain", () => {
  assertEquals(encode(repeat([Uint32Array.of(0, 7), 0], 1000)).length, 0);
});

Deno.test("ArithmeticEncoder passes a carry on, however many bits it has to wait", () => {
  const around = Uint32Array.of(0, 1, 3, 4); // symbol 1 lies around the middle, again and again
  for (const last of [0, 2]) {
    const steps: Step[] = [...repeat([around, 1], 100_000), [around, last]];
    const bits = encode(steps);
    assert(bits.length <= 100_004);
    const decoder = new ArithmeticDecoder(bits);
    for (const [table, symbol] of steps) assert(decoder.decode(table) === symbol);
  }
});

Deno.test("ArithmeticEncoder finish() can be asked at any time", () => {
  const encoder = new ArithmeticEncoder();
  encoder.encode(1, QUARTER);
  assertEquals(encoder.finish(), encoder.finish());
  encoder.encode(0, QUARTER);
  encoder.encode(1, QUARTER);
  assertEquals(encoder.finish(), encode([[QUARTER, 1], [QUARTER, 0], [QUARTER, 1]]));
});

Deno.test("ArithmeticDecoder refuses bits that no such number of symbols could have written", () => {
  const table = Uint32Array.of(0, 1, 2, 3, 4); // two bits a symbol
  const decoder = new ArithmeticDecoder(parseBits("0110"));
  assertEquals(decoder.decode(table), 1);
  assertEquals(decoder.decode(table), 2);
  assertThrows(
    () => decoder.decode(table),
    RangeError,
    "Cannot decode a symbol as bits must hold all symbols: they ended after 4 bits",
  );
  assertThrows(() => new ArithmeticDecoder("01" as never), TypeError, "bits must be a bit string");
});

Deno.test("ArithmeticDecoder counts the bits that were owed", () => {
  const [around, halves] = [Uint32Array.of(0, 1, 3, 4), Uint32Array.of(0, 1, 2)];
  assertEquals(formatBits(encode([[around, 1], [around, 1], [halves, 1]])), "100");
  const decoder = new ArithmeticDecoder(parseBits("10"));
  assertEquals([decoder.decode(around), decoder.decode(around)], [1, 1]);
  assertThrows(() => decoder.decode(halves), RangeError, "they ended after 2 bits");
});

Deno.test("ArithmeticEncoder refuses a symbol that the table does not expect", () => {
  const encoder = new ArithmeticEncoder();
  const table = Uint32Array.of(0, 2, 2, 4);
  assertThrows(
    () => encoder.encode(1, table),
    RangeError,
    "Cannot encode a symbol as symbol must have a positive frequency: symbol is 1, of 0",
  );
  for (const [wrong, kind] of [[-1, RangeError], [3, RangeError], [0.5, TypeError]] as const) {
    assertThrows(() => encoder.encode(wrong, table), kind, "must be an integer in [0, 3)");
  }
  assertThrows(() => encoder.encode("0" as never, table), TypeError, `symbol is the string "0"`);
  assertEquals(encoder.finish().length, 0);
});

Deno.test("the arithmetic coder refuses a total that it has no room for", () => {
  const found = "cumulative must end in a total in [1, 1048576]: the total is";
  for (const total of [0, 2 ** 20 + 1]) {
    const table = Uint32Array.of(0, total);
    assertThrows(() => new ArithmeticEncoder().encode(0, table), RangeError, `${found} ${total}`);
    const decoder = new ArithmeticDecoder(parseBits("1"));
    assertThrows(() => decoder.decode(table), RangeError, `${found} ${total}`);
  }
  const none = new Uint32Array(0);
  assertThrows(() => new ArithmeticEncoder().encode(0, none), RangeError, `${found} undefined`);
});
