import { checkOptions } from "../types/options.ts";
import { Site } from "../types/site.ts";
import { type Amount, type Unit, type UnitOption, wantsBits } from "../types/unit.ts";

/**
 * Surprisal of an outcome: `-ln q_t`, in nats unless told otherwise.
 *
 * At most 1 ulp from the correctly rounded answer (tests/golden).
 *
 * @example A predicted probability of 1/8
 * ```ts
 * import { surprisal } from "@surprisal/loss";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(surprisal(0.1), 2.3025850929940455);
 * assertEquals(surprisal(1 / 8, { unit: "bits" }), 3);
 * assertEquals(surprisal(0), Infinity);
 * ```
 *
 * @param q The predicted probability of what happened, in [0, 1].
 * @param options Unit of the answer.
 * @returns The surprisal, >= 0; +Infinity at 0.
 * @throws {TypeError} If `q` is no number.
 * @throws {RangeError} If `q` is not in [0, 1].
 * @see Shannon, A Mathematical Theory of Communication (1948), section 6.
 */
export function surprisal<U extends Unit = "nats">(
  q: number,
  options: UnitOption<U> = {},
): Amount<U> {
  checkOptions(TASK, options);
  const log = wantsBits(TASK, options.unit) ? Math.log2 : Math.log;
  return (0 - log(checkedProbability(q, new Site(TASK, "q")))) as Amount<U>;
}

const TASK = "compute surprisal";

/** Refuses a single number that is no probability. */
export function checkedProbability(q: unknown, site: Site): number {
  if (typeof q === "number" && q >= 0 && q <= 1) return q;
  return site.refuse(`${site.name} must be a probability in [0, 1]`, q);
}
