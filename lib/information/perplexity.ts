import { checkOptions } from "../types/options.ts";
import { Site } from "../types/site.ts";
import { type Bits, type Nats, type Unit, type UnitOption, wantsBits } from "../types/unit.ts";

/**
 * Perplexity of a loss: `e^loss` for nats, `2^loss` for bits; the number of equally likely outcomes
 * that would surprise as much.
 *
 * At most 1 ulp from the correctly rounded answer (tests/accuracy_bounds_test.ts).
 *
 * @example Both units, one answer
 * ```ts
 * import { entropy, perplexity, uniform } from "@surprisal/loss";
 * import { assertAlmostEquals, assertEquals } from "@std/assert";
 *
 * assertEquals(perplexity(entropy(uniform(8), { unit: "bits" }), { unit: "bits" }), 8);
 * assertAlmostEquals(perplexity(entropy(uniform(8))), 8, 1e-14);
 * ```
 *
 * @param loss A loss in nats, or in bits with `{ unit: "bits" }`; the wrong pairing does not compile.
 * @param options Unit of the loss.
 * @returns The perplexity, a plain number; +Infinity for an infinite loss.
 * @throws {TypeError} If `loss` is no number.
 * @throws {RangeError} If `loss` is NaN.
 * @see Jelinek, Mercer, Bahl, Baker, Journal of the Acoustical Society of America 62 (1977), S63.
 */
export function perplexity(loss: Nats, options?: UnitOption<"nats">): number;
/** Perplexity of a loss in bits. */
export function perplexity(loss: Bits, options: { readonly unit: "bits" }): number;
export function perplexity(loss: number, options: UnitOption<Unit> = {}): number {
  const site = new Site("compute perplexity", "loss");
  checkOptions(site.task, options);
  const bits = wantsBits(site.task, options.unit);
  if (typeof loss !== "number" || Number.isNaN(loss)) site.refuse("loss must be a number", loss);
  return bits ? 2 ** loss : Math.exp(loss);
}
