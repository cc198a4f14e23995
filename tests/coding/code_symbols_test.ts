import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { crossEntropy } from "@surprisal/loss";
import {
  AdaptiveCounts,
  codeLength,
  decodeSymbols,
  encodeSymbols,
  FixedModel,
  integerFrequencies,
  NGramModel,
  parseBits,
  type SymbolModel,
  totalSurprisal,
} from "@surprisal/loss/coding";
import fc from "fast-check";
import { RUNS } from "./arbitraries.ts";

const MODELS: Record<string, () => SymbolModel> = {
  "AdaptiveCounts": () => new AdaptiveCounts(),
  "FixedModel": () => new FixedModel(new Float64Array(256).fill(1)),
  "NGramModel of order 0": () => new NGramModel({ order: 0 }),
  "NGramModel of order 3": () => new NGramModel({ order: 3 }),
  "NGramModel with little memory": () => new NGramModel({ order: 3, memory: 10 }),
};

for (const [name, model] of Object.entries(MODELS)) {
  Deno.test(`decodeSymbols() reads what encodeSymbols() wrote, with ${name}`, () => {
    const few = fc.uint8Array({ max: 3, maxLength: 100 });
    const any = fc.uint8Array({ maxLength: 100 });
    fc.assert(
      fc.property(fc.oneof(few, any), (bytes) => {
        const bits = encodeSymbols(bytes, model());
        assertEquals(decodeSymbols(bits, bytes.length, model()), [...bytes]);
        const ideal = codeLength(bytes, model());
        assert(bits.length <= ideal + 1 + 1e-3, `${bits.length} bits for ${ideal}`);
      }),
      { ...RUNS, numRuns: 100 },
    );
  });
}

Deno.test("encodeSymbols() makes the cross-entropy of the wrong code book a file size", () => {
  const p = [0.5, 0.25, 0.125, 0.125];
  const q = [0.1, 0.2, 0.3, 0.4];
  const symbols = p.flatMap((mass, s) => new Array<number>(mass * 80_000).fill(s));
  const bits = encodeSymbols(symbols, new FixedModel(integerFrequencies(q)));
  assertAlmostEquals(bits.length, 80_000 * crossEntropy(p, q, { unit: "bits" }), 32);
});

Deno.test("encodeSymbols() takes any model, also one that forgets", () => {
  const lastTwice = (): SymbolModel => {
    let last = 0;
    return {
      cumulative: () => last === 0 ? Uint32Array.of(0, 2, 3) : Uint32Array.of(0, 1, 3),
      learn: (symbol) => void (last = symbol),
    };
  };
  const symbols = [0, 0, 0, 1, 1, 1, 1, 0];
  const bits = encodeSymbols(symbols, lastTwice());
  assertEquals(decodeSymbols(bits, symbols.length, lastTwice()), symbols);
  assertAlmostEquals(codeLength(symbols, lastTwice()), 8 * Math.log2(3) - 6, 1e-12);
});

Deno.test("codeLength() is infinite where a frequency is 0, and encodeSymbols() refuses", () => {
  const model = new FixedModel([1, 0]);
  assertEquals(codeLength([0, 1], model), Infinity);
  assertThrows(() => encodeSymbols([0, 1], model), RangeError, "symbol is 1, of 0");
  assertThrows(() => codeLength([2], model), RangeError, "symbol must be an integer in [0, 2)");
});

Deno.test("totalSurprisal() is what the probabilities say, without rounding to integers", () => {
  const bytes = new TextEncoder().encode("she sells sea shells by the sea shore".repeat(20));
  const ideal = totalSurprisal(bytes, new NGramModel());
  const coded = codeLength(bytes, new NGramModel());
  assert(Math.abs(coded - ideal) < 0.02 * ideal, `${coded} and ${ideal}`);
});

Deno.test("decodeSymbols() refuses a count that is none, and bits that hold fewer", () => {
  const decode = (count: unknown) => () =>
    decodeSymbols(parseBits("1"), count as number, new AdaptiveCounts());
  assertThrows(
    decode(-1),
    RangeError,
    "Cannot decode symbols as count must be an integer in [0, 4294967295]: count is -1",
  );
  assertThrows(decode(1.5), TypeError, "count is 1.5");
  assertThrows(decode("1"), TypeError, `count is the string "1"`);
  assertThrows(decode(100), RangeError, "they ended after 1 bits");
});
