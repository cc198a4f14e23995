import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import {
  binaryCrossEntropy,
  categoricalCrossEntropy,
  compat,
  crossEntropy,
  type OnZeroOption,
} from "@surprisal/loss";
import recorded from "../../notebooks/data/zero_table.json" with { type: "json" };

// What the packages answered when they were run, by notebooks/data/make_zero_table.py and its like.

/** The functions that a preset stands for. */
const PRESETS: Record<keyof typeof compat, readonly string[]> = {
  torch: ["binary_cross_entropy"],
  keras: ["categorical_crossentropy", "binary_crossentropy"],
  sklearn: ["log_loss, float64"],
  optax: ["kl_divergence"],
  tfjs: ["losses.logLoss"],
};

const PACKAGES: Record<keyof typeof compat, string> = {
  torch: "torch",
  keras: "keras",
  sklearn: "scikit-learn",
  optax: "optax",
  tfjs: "tfjs",
};

/** Keras and TensorFlow.js compute in single precision. */
const NEAR = { torch: 1e-14, keras: 2e-7, sklearn: 1e-14, optax: 2e-7, tfjs: 2e-7 };

/** A prediction of the class that came, by each of our functions under a preset. */
function ours(q: number, preset: OnZeroOption): number[] {
  return [
    crossEntropy([1, 0], [q, 1 - q], preset),
    categoricalCrossEntropy([q, 1 - q], 0, preset),
    binaryCrossEntropy(q, 1, preset),
  ];
}

for (const name of ["torch", "keras", "sklearn", "optax", "tfjs"] as const) {
  Deno.test(`compat.${name} answers what the package answered, at 0, beside it and at 1`, () => {
    const rows = recorded.rows.filter((row) =>
      row.package === PACKAGES[name] && PRESETS[name].some((f) => row.function.startsWith(f))
    );
    assertEquals(rows.length, PRESETS[name].length);
    for (const { function: f, losses } of rows) {
      recorded.predicted.forEach((q, i) => {
        const expected = Number(losses[i]);
        for (const loss of ours(q, compat[name])) {
          // Where a package takes 0 log 0 for NaN, ours is still 0.
          if (Number.isNaN(expected)) assertEquals(loss, 0, `${f} of ${q}`);
          else if (!Number.isFinite(expected)) assertEquals(loss, expected, `${f} of ${q}`);
          else assertAlmostEquals(loss, expected, NEAR[name] * (1 + Math.abs(expected)), f);
        }
      });
    }
  });
}

Deno.test("compat.sklearn clips float32 predictions by the epsilon of float32, as log_loss does", () => {
  const row = recorded.rows.find((row) => row.function === "log_loss, float32")!;
  recorded.predicted.forEach((q, i) => {
    const single = Float32Array.of(q, 1 - q);
    const [expected, options] = [Number(row.losses[i]), compat.sklearn];
    const ours = [
      crossEntropy([1, 0], single, options),
      categoricalCrossEntropy([single], [0], options),
      categoricalCrossEntropy({ data: single, rows: 1, columns: 2 }, [0], options),
      binaryCrossEntropy(single, [1, 0], options),
    ];
    for (const loss of ours) assertAlmostEquals(loss, expected, 2e-7 * (1 + expected));
  });
});

Deno.test("a preset is good as the options, among them, and as their onZero", () => {
  for (const preset of Object.values(compat)) {
    const loss = crossEntropy([1, 0], [0, 1], preset);
    assertEquals(crossEntropy([1, 0], [0, 1], { onZero: preset }), loss);
    assertEquals(categoricalCrossEntropy([0, 1], 0, { onZero: preset }), loss);
    assertEquals(binaryCrossEntropy(0, 1, { onZero: preset }), loss);
    assertEquals(crossEntropy([1, 0], [0, 1], { ...preset, tolerance: 0 }), loss);
  }
  const nested = { onZero: { onZero: compat.torch } } as unknown as OnZeroOption;
  assertThrows(() => crossEntropy([1, 0], [0, 1], nested), TypeError, "onZero must be");
});

Deno.test("compat has a preset for each package, and nothing else than the rule for a predicted 0", () => {
  assertEquals(Object.keys(compat).sort(), Object.keys(PRESETS).sort());
  for (const preset of Object.values(compat)) assertEquals(Object.keys(preset), ["onZero"]);
  assert(recorded.rows.length >= 14);
});
