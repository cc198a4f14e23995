import {
  codeAreas,
  costBars,
  costMatrix,
  kraftBudget,
  narrowingInterval,
  surprisalText,
} from "@surprisal/loss/figures";

const LETTERS = "abcdefghijklmnopqrstuvwxyz ";

/** How often these come in a thousand letters of English, roughly; the space last. */
const COUNTS = [
  ...[65, 13, 22, 34, 102, 18, 16, 49, 56, 1, 6, 33, 19, 56, 61, 15, 1, 48, 51, 73, 22, 8],
  ...[19, 1, 16, 1, 194],
];

/** What each letter of a text costs by these counts, in bits. */
function costs(text: string): number[] {
  const total = COUNTS.reduce((sum, count) => sum + count, 0);
  return [...text].map((letter) => -Math.log2((COUNTS[LETTERS.indexOf(letter)] ?? 1) / total));
}

const LINE = "whenever i find myself growing grim about the mouth whenever it is a damp drizzly " +
  "november in my soul";

/** Drawings under review: codes and what they cost. */
export const CODING_CASES: Record<string, () => SVGSVGElement> = {
  kraftBudget: () =>
    kraftBudget([
      { label: "Bergen", names: ["0", "10", "110", "111"], lengths: [1, 2, 3, 3] },
      { label: "one more short word", names: ["a", "b", "c", "d"], lengths: [1, 2, 2, 2] },
      { label: "six words", names: ["a", "b", "c", "d", "e", "f"], lengths: [2, 2, 3, 3, 4, 4] },
    ]),
  codeAreas: () =>
    codeAreas([["cloud", 0.5, 1], ["drizzle", 0.2, 3], ["rain", 0.1, 3], ["fog", 0.1, 3], [
      "sun",
      0.1,
      3,
    ]].map(([name, p, length]) => ({
      name: name as string,
      p: p as number,
      length: length as number,
    }))),
  narrowingInterval: () => narrowingInterval({ letters: LETTERS, counts: COUNTS, text: "whale" }),
  costBars: () =>
    costBars(
      [
        { label: "Huffman", kind: "one byte at a time", cost: 4.557 },
        { label: "order 0", kind: "one byte at a time", cost: 4.527 },
        { label: "gzip -9", kind: "programs", cost: 3.241 },
        { label: "brotli -11", kind: "programs", cost: 2.622 },
        { label: "order 4", kind: "what came before", cost: 2.301 },
      ],
      { x: "size of the file (bits a byte)", rule: { x: 4.526, label: "entropy of the bytes" } },
    ),
  surprisalText: () => surprisalText(LINE, costs(LINE)),
  costMatrix: () =>
    costMatrix([
      { model: "learnt from Moby-Dick", costs: [2.7579, 2.9341] },
      { model: "learnt from Brown", costs: [2.8515, 2.8221] },
    ], {
      texts: ["Moby-Dick, new part", "Brown, new part"],
      x: "the text (cost in bits a letter)",
    }),
};

/** Legal drawings at the edges of what may be asked for. */
export const AWKWARD_CODING: Record<string, () => SVGSVGElement> = {
  matrixOfOne: () => costMatrix([{ model: "m", costs: [0] }], { texts: ["t"], x: "x" }),
  matrixOfTen: () =>
    costMatrix(
      Array.from({ length: 10 }, (_, i) => ({
        model: `a model ${i}`,
        costs: [i, 10 - i, 5, 0, 9.9999],
      })),
      { texts: ["one", "two", "three", "four", "five"], x: "cost (bits)" },
    ),
  budgetOfOneWord: () => kraftBudget([{ label: "empty word", names: [""], lengths: [0] }]),
  budgetOfManyWords: () =>
    kraftBudget([{
      label: "a hundred words of six bits, which is too many of them",
      names: Array.from({ length: 100 }, (_, i) => String(i)),
      lengths: Array(100).fill(6),
    }]),
  areasOfOne: () => codeAreas([{ name: "certain", p: 1, length: 0 }]),
  areasOfRare: () =>
    codeAreas([{ name: "common", p: 0.999, length: 1 }, { name: "rare", p: 0.001, length: 1 }]),
  areasOfTwenty: () =>
    codeAreas(Array.from({ length: 20 }, (_, i) => ({ name: `${i}`, p: 0.05, length: 1 + i % 7 }))),
  intervalOfRareLetters: () =>
    narrowingInterval({ letters: LETTERS, counts: COUNTS, text: "zqzq" }),
  intervalOfOneLetter: () => narrowingInterval({ letters: "a", counts: [3], text: "a" }),
  barsWithoutCost: () => costBars([{ label: "nothing", kind: "one", cost: 0 }], { x: "x (bits)" }),
  barsOfThreeKinds: () =>
    costBars(["a", "b", "c"].map((kind, i) => ({ label: `a long name ${i}`, kind, cost: i })), {
      x: "x (bits)",
      rule: { x: 0.2, label: "a line" },
    }),
  textOfOne: () => surprisalText("a", [99]),
  textOfManyLines: () => surprisalText("m".repeat(600), Array(600).fill(12)),
};

/** What is drawn, the class of the error, and words that it must hold. */
export const CODING_REFUSALS: [() => unknown, typeof TypeError | typeof RangeError, string][] = [
  [() => kraftBudget([]), RangeError, "number of rows must be at least 1: found 0"],
  [
    () => kraftBudget([{ label: "a", names: [], lengths: [] }]),
    RangeError,
    "number of words in rows[0]",
  ],
  [
    () => kraftBudget([{ label: "a", names: ["b"], lengths: [Infinity] }]),
    RangeError,
    "rows[0].lengths[0] is Infinity",
  ],
  [() => codeAreas([]), RangeError, "number of symbols must be at least 1: found 0"],
  [() => codeAreas([{ name: "a", p: 0, length: 1 }]), RangeError, "must be in (0, 1]: p[0] is 0"],
  [() => codeAreas([{ name: "a", p: 1, length: -1 }]), RangeError, "length[0] is -1"],
  [
    () => narrowingInterval({ letters: "aa", counts: [1, 1], text: "a" }),
    TypeError,
    "letters must be distinct: expected 2, found 1",
  ],
  [
    () => narrowingInterval({ letters: "ab", counts: [1], text: "a" }),
    TypeError,
    "counts must have one entry per letter: expected 2, found 1",
  ],
  [
    () => narrowingInterval({ letters: "a", counts: [0], text: "a" }),
    RangeError,
    "counts[0] is 0",
  ],
  [
    () => narrowingInterval({ letters: "a", counts: [1], text: "ab" }),
    RangeError,
    "place of text[1] is -1",
  ],
  [
    () => narrowingInterval({ letters: "a", counts: [1], text: "" }),
    RangeError,
    "number of letters of the word must be 1 to 8: found 0",
  ],
  [
    () => narrowingInterval({ letters: LETTERS, counts: COUNTS, text: "zqzqzqzq" }),
    RangeError,
    "the last interval must be at least 1e-13 wide: the last interval is 1.0",
  ],
  [() => costBars([], { x: "x" }), RangeError, "number of bars must be at least 1: found 0"],
  [
    () => costBars([{ label: "a", kind: "b", cost: NaN }], { x: "x" }),
    RangeError,
    "cost[0] is NaN",
  ],
  [
    () => costBars(["a", "b", "c", "d"].map((kind) => ({ label: "", kind, cost: 1 })), { x: "x" }),
    RangeError,
    "number of kinds must be 1 to 3: found 4",
  ],
  [() => costMatrix([], { texts: ["a"], x: "x" }), RangeError, "number of rows must be 1 to 10"],
  [
    () => costMatrix([{ model: "m", costs: [1] }], { texts: [], x: "x" }),
    RangeError,
    "number of texts must be 1 to 5: found 0",
  ],
  [
    () => costMatrix([{ model: "m", costs: [1] }], { texts: ["a", "b"], x: "x" }),
    TypeError,
    "rows[0].costs must have one entry per text: expected 2, found 1",
  ],
  [
    () => costMatrix([{ model: "m", costs: [Infinity] }], { texts: ["a"], x: "x" }),
    RangeError,
    "rows[0].costs[0] is Infinity",
  ],
  [() => surprisalText("", []), RangeError, "number of characters must be 1 to 600: found 0"],
  [() => surprisalText("ab", [1]), TypeError, "a cost for each character: expected 2, found 1"],
  [() => surprisalText("a", [-1]), RangeError, "bits[0] is -1"],
];
