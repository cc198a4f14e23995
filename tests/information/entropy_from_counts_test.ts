import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { type EntropyEstimator, entropyFromCounts } from "@surprisal/loss";

const METHODS: readonly EntropyEstimator[] = [
  "plugin",
  "miller-madow",
  "grassberger",
  "chao-shen",
  "shrinkage",
  "dirichlet",
  "nsb",
];

interface Expected {
  readonly counts: readonly number[];
  readonly classes?: number;
  /** By {@linkcode METHODS}; the formulas of the papers in mpmath 1.3 at 40 digits, nsb by quadrature. */
  readonly expected: readonly number[];
}

const EXPECTED: readonly Expected[] = [
  {
    counts: [4, 2, 3, 0, 2, 4, 0, 0, 2, 1, 1],
    expected: [
      1.9683824087283812,
      2.1525929350441707,
      2.1446263860314274,
      2.2011371012795848,
      2.3796028953099559,
      2.1060982420315022,
      2.1877744630920817,
    ],
  },
  {
    counts: [1, 1, 1, 1],
    expected: [
      1.3862943611198906,
      1.7612943611198906,
      2.6566572065813688,
      3.046482035086619,
      1.3862943611198906,
      1.2178571428571429,
      1.2678121527028848,
    ],
  },
  {
    counts: [1, 0, 2, 0],
    classes: 100,
    expected: [
      0.63651416829481282,
      0.80318083496147949,
      1.0356418007962545,
      1.0662472192320789,
      2.8862930366290317,
      4.1828105846470634,
      1.8022002891368192,
    ],
  },
  {
    counts: [500, 300, 120, 50, 20, 7, 3, 0],
    expected: [
      1.2423844745884567,
      1.2453844745884567,
      1.2445247153539196,
      1.2433242044999046,
      1.2495271205163037,
      1.258308451461297,
      1.2456947151793373,
    ],
  },
];

Deno.test("entropyFromCounts() agrees with each estimator's formula at 40 digits", async (t) => {
  for (const { counts, classes, expected } of EXPECTED) {
    for (const [i, method] of METHODS.entries()) {
      await t.step(`${method} of ${counts}`, () => {
        const options = classes === undefined ? { method } : { method, classes };
        assertAlmostEquals(entropyFromCounts(counts, options), expected[i]!, 1e-12);
      });
    }
  }
});

Deno.test("entropyFromCounts() in bits is the estimate in nats over ln 2", () => {
  for (const method of METHODS) {
    const nats = entropyFromCounts([3, 1, 4], { method });
    assertEquals(entropyFromCounts([3, 1, 4], { method, unit: "bits" }), nats / Math.LN2);
  }
});

Deno.test("entropyFromCounts() does not change when unseen classes are listed or only counted", () => {
  for (const method of METHODS) {
    const listed = entropyFromCounts([3, 0, 1, 0], { method });
    assertAlmostEquals(entropyFromCounts([3, 1], { method, classes: 4 }), listed, 1e-14);
  }
});

Deno.test("one class seen alone has no entropy by every estimator that knows there is no other", () => {
  for (const method of ["plugin", "miller-madow", "chao-shen", "shrinkage", "nsb"] as const) {
    assert(Object.is(entropyFromCounts([7], { method }), 0), method);
  }
  assertAlmostEquals(entropyFromCounts([7], { method: "dirichlet" }), 0, 1e-15);
});

Deno.test("every estimator tends to the entropy of the source as counts grow", () => {
  const truth = entropyFromCounts([500, 300, 150, 50], { method: "plugin" });
  for (const method of METHODS) {
    const large = entropyFromCounts([5e8, 3e8, 1.5e8, 5e7], { method });
    assertAlmostEquals(large, truth, 1e-7);
  }
});

Deno.test("the bayesian estimates lie between 0 and ln K", () => {
  const counts = fc.array(fc.nat(50), { minLength: 2, maxLength: 12 })
    .filter((x) => x.some((n) => n > 0));
  fc.assert(
    fc.property(counts, (x) => {
      for (const method of ["plugin", "shrinkage", "dirichlet", "nsb"] as const) {
        const estimate = entropyFromCounts(x, { method });
        assert(estimate >= 0 && estimate <= Math.log(x.length) + 1e-12, `${method}: ${estimate}`);
      }
    }),
    { seed: 20260107, numRuns: 100 },
  );
});

Deno.test("entropyFromCounts() refuses what are no counts", () => {
  const cases: [() => unknown, string][] = [
    [() => entropyFromCounts([1, 2.5], { method: "plugin" }), "counts[1] is 2.5"],
    [() => entropyFromCounts([1, -1], { method: "plugin" }), "counts[1] is -1"],
    [() => entropyFromCounts([0, 0], { method: "nsb" }), "every count is 0"],
    [() => entropyFromCounts([1, 1], { method: "nsb", classes: 1 }), "classes must be"],
    [() => entropyFromCounts([1], { method: "dirichlet", prior: 0 }), "prior must be"],
    [() => entropyFromCounts([1], { method: "best" as "nsb" }), "method must be one of"],
  ];
  for (const [call, message] of cases) assertThrows(call, RangeError, message);
});
