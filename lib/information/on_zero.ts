import { isMatrix } from "../types/matrix.ts";
import { Site } from "../types/site.ts";
import type { Unit } from "../types/unit.ts";
import { wantsBits } from "../types/unit.ts";

/**
 * What to answer where a predicted probability is 0 although the truth is not:
 *
 * - `"infinity"`, the default: +Infinity, which is what the formula says;
 * - `"throw"`: a RangeError that names the class;
 * - `{ clip: e }`: every predicted probability is first moved into [e, 1 - e]; with `"epsilon"` for e
 *   the machine epsilon of what holds them, 2^-23 for a `Float32Array` and 2^-52 otherwise;
 * - `{ clampLog: l }`: no logarithm counts as less than `l` nats (`l` is negative);
 * - `{ add: e }`: e is added to every predicted probability.
 *
 * `clip`, `clampLog` and `add` change finite losses too; they are here to reproduce what other packages answer.
 */
export type OnZero =
  | "infinity"
  | "throw"
  | { readonly clip: number | "epsilon" }
  | { readonly clampLog: number }
  | { readonly add: number };

/** The option that says what to answer at a predicted 0. */
export interface OnZeroOption {
  /** What to answer where the predicted probability is 0 and the truth is not: a rule, or a preset. */
  readonly onZero?: OnZero | OnZeroPreset;
}

/** Options that hold a rule: a preset of {@linkcode compat}. */
export interface OnZeroPreset {
  /** What the package answers where the predicted probability is 0 and the truth is not. */
  readonly onZero: OnZero;
}

/** Surprisals of predicted probabilities under a rule for 0. */
export interface ZeroRule {
  /** Whether it is the natural logarithm wherever the probability is not 0. */
  readonly isNatural: boolean;
  /** The surprisal of `q`, the entry `j` of the argument under inspection. */
  surprisal(q: number, j: number): number;
  /** The surprisal of `1 - q`. */
  complement(q: number, j: number): number;
}

/**
 * Reads the options `onZero` and `unit`; refusals at a 0 name the argument of `site`.
 *
 * @param q The predicted probabilities, for a rule that depends on what holds them.
 */
export function zeroRule(
  site: Site,
  option: OnZero | OnZeroPreset = "infinity",
  unit?: Unit,
  q?: unknown,
): ZeroRule {
  const onZero = isPreset(option) ? option.onZero : option;
  const exact = wantsBits(site.task, unit) ? BITS : NATS;
  if (onZero === "infinity") return exact;
  if (onZero === "throw") return throwing(exact, site);
  if (typeof onZero === "object" && onZero !== null) {
    if ("clip" in onZero) {
      const e = onZero.clip === "epsilon" ? epsilonOf(q) : onZero.clip;
      return clipping(exact, checked(e, "clip", 0, 0.5, site));
    }
    if ("add" in onZero) return adding(exact, checked(onZero.add, "add", 0, 1, site));
    if ("clampLog" in onZero) {
      return clamping(exact, exact.nats(-checked(onZero.clampLog, "clampLog", -Infinity, 0, site)));
    }
  }
  return new Site(site.task, "onZero").refuse(
    `onZero must be "infinity", "throw", { clip }, { clampLog } or { add }`,
    onZero,
    "string",
  );
}

function isPreset(option: unknown): option is OnZeroPreset {
  return typeof option === "object" && option !== null && "onZero" in option;
}

/** The machine epsilon of what holds numbers: a vector, rows of them, or a matrix. */
function epsilonOf(q: unknown): number {
  const first = Array.isArray(q) ? q[0] : q;
  const holder = isMatrix(first) ? first.data : first;
  return holder instanceof Float32Array ? 2 ** -23 : 2 ** -52;
}

function checked(x: unknown, name: string, low: number, high: number, site: Site): number {
  if (typeof x === "number" && x > low && x < high) return x;
  return new Site(site.task, `onZero.${name}`).refuse(
    `onZero.${name} must be a number between ${low} and ${high}`,
    x,
  );
}

/** A unit's logarithm: the rule that follows the formula to the end. */
interface Exact extends ZeroRule {
  /** Nats in this unit. */
  nats(x: number): number;
}

const NATS: Exact = {
  isNatural: true,
  surprisal: (q) => 0 - Math.log(q),
  complement: (q) => 0 - Math.log1p(-q),
  nats: (x) => x,
};

const BITS: Exact = {
  isNatural: false,
  surprisal: (q) => 0 - Math.log2(q),
  // From 1/2 on the difference is exact, and log2 of powers of two is.
  complement: (q) => 0 - (q >= 0.5 ? Math.log2(1 - q) : Math.log1p(-q) / Math.LN2),
  nats: (x) => x / Math.LN2,
};

function throwing(exact: ZeroRule, site: Site): ZeroRule {
  const refuse = (q: number, j: number) =>
    site.refuseEntry(j, q, "must not rule out what can happen");
  return {
    isNatural: exact.isNatural,
    surprisal: (q, j) => q === 0 ? refuse(q, j) : exact.surprisal(q, j),
    complement: (q, j) => q === 1 ? refuse(q, j) : exact.complement(q, j),
  };
}

function clipping(exact: ZeroRule, e: number): ZeroRule {
  const clip = (q: number) => Math.min(Math.max(q, e), 1 - e);
  return {
    isNatural: false,
    surprisal: (q, j) => exact.surprisal(clip(q), j),
    complement: (q, j) => exact.complement(clip(q), j),
  };
}

function adding(exact: ZeroRule, e: number): ZeroRule {
  return {
    isNatural: false,
    surprisal: (q, j) => exact.surprisal(q + e, j),
    complement: (q, j) => exact.surprisal(1 - q + e, j),
  };
}

function clamping(exact: ZeroRule, largest: number): ZeroRule {
  return {
    isNatural: false,
    surprisal: (q, j) => Math.min(exact.surprisal(q, j), largest),
    complement: (q, j) => Math.min(exact.complement(q, j), largest),
  };
}
