import { entropy } from "@surprisal/loss";
import {
  expectedLength,
  huffmanLengths,
  NGramModel,
  type ProbabilityModel,
  totalSurprisal,
} from "@surprisal/loss/coding";
import { readMobyDick } from "../data/moby_dick.ts";
import { agrees, checker, hasFingerprint } from "../support/exercise.ts";
import { seeded } from "../support/random.ts";

const bits = { unit: "bits" } as const;

/** Bits a digit in words of one length for m digits. */
function perDigit(m: number): number {
  return Math.ceil(m * Math.log2(10)) / m;
}

function twice(bytes: Uint8Array): Uint8Array {
  return Uint8Array.from([...bytes, ...bytes]);
}

function noise(count: number): Uint8Array {
  const random = seeded(2);
  return Uint8Array.from({ length: count }, () => Math.floor(256 * random()));
}

/** Whether a model costs less than every single order, and its probabilities always sum to 1. */
async function beatsOrders(make: () => ProbabilityModel): Promise<boolean> {
  const text = (await readMobyDick()).subarray(0, 100_000);
  const model = make();
  for (const byte of text.subarray(0, 2000)) {
    const sum = Array.from({ length: 256 }, (_, s) => model.probability(s)).reduce((a, b) => a + b);
    if (!agrees(sum, 1)) throw new Error(`the probabilities sum to ${sum}`);
    model.learn(byte);
  }
  const orders = [0, 1, 2, 3, 4, 5, 6].map((order) =>
    totalSurprisal(text, new NGramModel({ order }))
  );
  return totalSurprisal(text, make()) < Math.min(...orders);
}

export const exercises = {
  "E2.1": {
    hint: "a word of l bits is right for a probability of 2 to the power of minus l",
    accepts: (p: number[]) => {
      const mean = expectedLength(p, [1, 2, 3, 3]);
      return p.length === 4 && Math.abs(mean - entropy(p, bits)) < 1e-12;
    },
  },
  "E2.2": {
    hint: "m digits have 10 to the power of m values; compare with powers of 2",
    accepts: (m: number) =>
      Number.isInteger(m) && m > 0 && perDigit(m) < 3.34 &&
      Array.from({ length: m - 1 }, (_, i) => perDigit(i + 1)).every((cost) => cost >= 3.34),
  },
  "E2.3": {
    hint: "one symbol must be nearly certain, and its word still has a bit",
    accepts: (p: number[]) =>
      p.length === 3 && p.every((p_i) => p_i > 0) &&
      expectedLength(p, huffmanLengths(p)) - entropy(p, bits) > 0.9,
  },
  "E2.4": {
    hint: "a program that looks back far enough writes a second half that it knows for nothing",
    accepts: async (isTwice: (bytes: Uint8Array) => boolean) => {
      const text = (await readMobyDick()).subarray(0, 100_000);
      const once = [text, text.subarray(0, 20_000), noise(50_000)];
      return once.every((bytes) => !isTwice(bytes)) && once.every((bytes) => isTwice(twice(bytes)));
    },
  },
  "E2.5": {
    hint: "average several orders, weighted by what they gave to the bytes that came lately",
    accepts: beatsOrders,
  },
  "E2.6": {
    hint: "C2.14: the entropy of which model?",
    accepts: (line: number) => hasFingerprint(line, "7ce780dfd90ba954"),
  },
};

export const check = checker(exercises);
