/** A vector: any plain or typed array of numbers. */
export type Vector = ArrayLike<number>;

/**
 * Logits: unnormalised log-probabilities, any numbers below +Infinity; -Infinity masks a class.
 *
 * Plain and typed arrays count as logits, as probabilities and as log-probabilities. What the
 * library returns is marked as one of the three, and the marks exclude each other: a softmax applied
 * twice, or an entropy of logits, does not compile. No value carries the mark at run time.
 *
 * @typeParam C What holds the numbers: a vector unless said otherwise.
 */
export type Logits<C = Vector> = C & { readonly "~kind"?: "logits" };

/** Probabilities: numbers >= 0 with sum 1. See {@linkcode Logits} for how the kinds are kept apart. */
export type Probabilities<C = Vector> = C & { readonly "~kind"?: "probabilities" };

/** Natural logarithms of probabilities: numbers <= 0. See {@linkcode Logits} for the kinds. */
export type LogProbabilities<C = Vector> = C & { readonly "~kind"?: "log-probabilities" };
