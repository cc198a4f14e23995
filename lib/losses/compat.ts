import type { OnZeroPreset } from "../information/on_zero.ts";

/** Options that make a loss answer as a package does. */
export type CompatPreset = OnZeroPreset;

/**
 * What five packages answer at a predicted probability of 0, as options of
 * {@linkcode crossEntropy}, {@linkcode categoricalCrossEntropy} and {@linkcode binaryCrossEntropy}: in
 * place of the options, spread among them, or as their `onZero`. Each was run; the numbers are those of
 * double precision where nothing else is said.
 *
 * | preset    | function of the package                              | rule             | answer  |
 * | --------- | ---------------------------------------------------- | ---------------- | ------- |
 * | `torch`   | PyTorch 2.13 `binary_cross_entropy`                  | log q >= -100    | 100     |
 * | `keras`   | Keras 3.15 `categorical_` and `binary_crossentropy`  | q into [e, 1-e], e = 1e-7    | 16.1181 |
 * | `sklearn` | scikit-learn 1.9 `log_loss`                          | q into [e, 1-e], e = 2^-52   | 36.0437 |
 * | `sklearn` | the same of a `Float32Array`                         | q into [e, 1-e], e = 2^-23   | 15.9424 |
 * | `optax`   | optax 0.2 losses and divergences                     | none             | Infinity |
 * | `tfjs`    | TensorFlow.js 4.22 `losses.logLoss`                  | log(q + 1e-7)    | 16.1181 |
 *
 * PyTorch's `nll_loss` and `cross_entropy` have no such rule: they answer Infinity, as ours do.
 *
 * @example One prediction, five answers
 * ```ts
 * import { compat, crossEntropy } from "@surprisal/loss";
 * import { assertEquals } from "@std/assert";
 *
 * const answers = Object.values(compat).map((preset) => crossEntropy([1, 0], [0, 1], preset));
 * assertEquals(answers.map((x) => x.toFixed(4)), ["100.0000", "16.1181", "36.0437", "Infinity", "16.1181"]);
 * ```
 * @see the packages in these releases, run (2026); what they answered stands in
 * notebooks/data/zero_table.json.
 */
export const compat: {
  readonly torch: CompatPreset;
  readonly keras: CompatPreset;
  readonly sklearn: CompatPreset;
  readonly optax: CompatPreset;
  readonly tfjs: CompatPreset;
} = {
  torch: { onZero: { clampLog: -100 } },
  keras: { onZero: { clip: 1e-7 } },
  sklearn: { onZero: { clip: "epsilon" } },
  optax: { onZero: "infinity" },
  tfjs: { onZero: { add: 1e-7 } },
};
