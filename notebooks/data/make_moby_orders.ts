/**
 * Makes moby_orders.json: what n-gram models of orders 0 to 6, trained on the first 90 percent of the bytes of Moby-Dick,
 * pay for what they were trained on and for the last 10 percent, and how much of the latter relative frequencies deem
 * impossible. Takes about ten seconds.
 *
 * Usage: deno run --allow-read --allow-write make_moby_orders.ts
 *
 * @module
 */
import { LanguageModel } from "@surprisal/loss/coding";
import { readMobyDick } from "./moby_dick.ts";

const bits = { unit: "bits" } as const;
const book = await readMobyDick();
const cut = Math.floor(0.9 * book.length);
const [train, test] = [book.subarray(0, cut), book.subarray(cut)];

/** The share of held-out bytes that never came in training after the bytes that stand before them. */
function unseen(order: number): number {
  const model = new LanguageModel(train, { order, smoothing: "none" });
  return model.surprisals(test).filter((cost) => cost === Infinity).length / test.length;
}

const orders = [0, 1, 2, 3, 4, 5, 6].map((order) => {
  console.log(`order ${order} of 6`);
  const model = new LanguageModel(train, { order });
  const costs = { train: model.crossEntropy(train, bits), test: model.crossEntropy(test, bits) };
  return { order, ...costs, unseen: unseen(order) };
});
await Deno.writeTextFile(
  new URL("moby_orders.json", import.meta.url),
  JSON.stringify({ about: "train and test in bits a byte, unseen as a share", orders }, null, 2) +
    "\n",
);
