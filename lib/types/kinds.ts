/** A vector: any plain or typed array of numbers. */
export type Vector = ArrayLike<number>;

/**
 * Logits: unnormalised log-probabilities, any numbers below +Infinity; -Infinity masks a class.
 *
 * Plain arrays and arrays of floats count as logits, as probabilities and as log-probabilities. What
 * the library returns is marked as one of the kinds, and the marks exclude each other: a softmax
 * applied twice, or an entropy of logits, does not compile. Nor do arrays of integers (`Int32Array`,
 * `Uint8Array`, …) as logits: they hold labels, counts or flags. No value carries the mark at run
 * time.
 *
 * @typeParam C What holds the numbers: a vector unless said otherwise, or a single `number`.
 */
export type Logits<C = Vector> = C & {
  readonly "~kind"?: "logits";
  readonly [Symbol.toStringTag]?: "Float64Array" | "Float32Array" | "Float16Array";
};

/** Probabilities: numbers >= 0 with sum 1. See {@linkcode Logits} for how the kinds are kept apart. */
export type Probabilities<C = Vector> = C & { readonly "~kind"?: "probabilities" };

/** Natural logarithms of probabilities: numbers <= 0. See {@linkcode Logits} for the kinds. */
export type LogProbabilities<C = Vector> = C & { readonly "~kind"?: "log-probabilities" };

/**
 * Chances: numbers in [0, 1], each the probability of its own yes, whatever they sum to: what
 * {@linkcode sigmoid} gives. See {@linkcode Logits} for the kinds.
 */
export type Chances<C = Vector> = C & { readonly "~kind"?: "chances" };

/** Labels: class indices, integers in [0, K). See {@linkcode Logits} for the kinds. */
export type Labels<C = Vector> = C & { readonly "~kind"?: "labels" };
