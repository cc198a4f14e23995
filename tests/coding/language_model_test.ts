import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { conditionalEntropyOf } from "./conditional_entropy.ts";
import { toBits } from "@surprisal/loss";
import { LanguageModel, LETTERS, letterSymbols } from "@surprisal/loss/coding";

const TEXT = letterSymbols(
  "Call me Ishmael. Some years ago, never mind how long precisely, having little or no money in my " +
    "purse, and nothing particular to interest me on shore, I thought I would sail about a little " +
    "and see the watery part of the world. It is a way I have of driving off the spleen and " +
    "regulating the circulation.",
);
const [TRAIN, TEST] = [TEXT.subarray(0, 250), TEXT.subarray(250)];
const ORDERS = [0, 1, 2, 3, 4, 5, 6];

Deno.test("LanguageModel fits its own text better with every order, and not a held-out one", () => {
  const models = ORDERS.map((order) => new LanguageModel(TRAIN, { order, symbols: 27 }));
  const own = models.map((model) => model.crossEntropy(TRAIN));
  const heldOut = models.map((model) => model.crossEntropy(TEST));
  for (const order of ORDERS.slice(1)) assert(own[order]! < own[order - 1]!);
  assert(heldOut[6]! > Math.min(...heldOut));
});

Deno.test("LanguageModel without smoothing costs its own text the entropy of what follows what", () => {
  for (const order of ORDERS) {
    const model = new LanguageModel(TRAIN, { order, symbols: 27, smoothing: "none" });
    const surprisals = model.surprisals(TRAIN, { unit: "bits" });
    const total = surprisals.subarray(order).reduce((sum, x) => sum + x, 0);
    assertAlmostEquals(total, conditionalEntropyOf(TRAIN, order), 1e-9);
  }
});

Deno.test("LanguageModel without smoothing is infinite where something new comes, smoothed never", () => {
  const unsmoothed = new LanguageModel(TRAIN, { order: 5, symbols: 27, smoothing: "none" });
  assertEquals(unsmoothed.crossEntropy(TEST), Infinity);
  assert(unsmoothed.surprisals(TEST).some(Number.isFinite));
  const smoothed = new LanguageModel(TRAIN, { order: 5, symbols: 27 });
  assert(smoothed.surprisals(TEST).every(Number.isFinite));
});

Deno.test("LanguageModel crossEntropy() is the mean of surprisals(), in nats and in bits", () => {
  const model = new LanguageModel(TRAIN, { order: 2, symbols: 27 });
  const surprisals = model.surprisals(TEST);
  const mean = surprisals.reduce((sum, x) => sum + x, 0) / TEST.length;
  assertAlmostEquals(model.crossEntropy(TEST), mean, 1e-14);
  assertAlmostEquals(model.crossEntropy(TEST, { unit: "bits" }), toBits(mean), 1e-14);
});

Deno.test("LanguageModel starts each text anew and learns nothing from it", () => {
  const model = new LanguageModel(TRAIN, { symbols: 27 });
  const first = model.surprisals(TEST);
  model.surprisals(TRAIN);
  assertEquals(model.surprisals(TEST), first);
});

Deno.test("LanguageModel of order 0 without smoothing is the counts", () => {
  const model = new LanguageModel([0, 0, 0, 1], { order: 0, symbols: 2, smoothing: "none" });
  assertEquals(model.surprisals([1], { unit: "bits" }), Float64Array.of(2));
  assertAlmostEquals(model.surprisals([1, 0], { unit: "bits" })[1]!, 2 - Math.log2(3), 1e-15);
});

Deno.test("LanguageModel refuses texts that are none, and options out of range", () => {
  assertThrows(
    () => new LanguageModel([0, 27], { symbols: 27 }),
    RangeError,
    "Cannot train a language model as text must be a class index, an integer in [0, 27): " +
      "text[1] is 27",
  );
  assertThrows(() => new LanguageModel([]), TypeError, "text must not be empty");
  assertThrows(() => new LanguageModel("text" as never), TypeError, `text is the string "text"`);
  assertThrows(() => new LanguageModel([0.5]), TypeError, "text[0] is 0.5");
  assertThrows(
    () => new LanguageModel([0], { smoothing: "laplace" as never }),
    RangeError,
    `smoothing must be "witten-bell" or "none": smoothing is the string "laplace"`,
  );
  const noOptions = "Cannot train a language model as options must be an object: options is 3";
  assertThrows(() => new LanguageModel([0], 3 as never), TypeError, noOptions);
  const model = new LanguageModel([0], { symbols: 1 });
  assertThrows(() => model.surprisals([0, 1]), RangeError, "Cannot compute surprisals as text");
  assertThrows(() => model.crossEntropy([]), TypeError, "text must not be empty");
  assertThrows(
    () => model.crossEntropy([0], { unit: "bans" as never }),
    RangeError,
    "unit must be",
  );
  assertThrows(
    () => model.surprisals([0], "bits" as never),
    TypeError,
    'options is the string "bits"',
  );
  assertThrows(() => model.crossEntropy([0], null as never), TypeError, "options is null");
});

Deno.test("letterSymbols() folds case, and runs of other characters into one space", () => {
  const read = (text: string) => Array.from(letterSymbols(text), (s) => LETTERS[s]).join("");
  assertEquals(read("Moby-Dick; or, THE Whale!"), "moby dick or the whale ");
  assertEquals(read(""), "");
  assertEquals(read("é—3"), " ");
  assertEquals(letterSymbols("az "), Uint8Array.of(0, 25, 26));
  assertThrows(() => letterSymbols(3 as never), TypeError, "Cannot read letters as text must be");
});
