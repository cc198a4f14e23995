import { type OnZero, type OnZeroPreset, zeroRule } from "../information/on_zero.ts";
import { maskOf, numberWithin, weightsOf } from "../losses/option_values.ts";
import { toleranceOf } from "../numerics/distribution.ts";
import type { Out } from "../numerics/rows.ts";
import { temperatureOf } from "../numerics/temperature.ts";
import type { Vector } from "../types/kinds.ts";
import { checkMatrix, isMatrix } from "../types/matrix.ts";
import { type Reduction, reductionOf } from "../types/reduction.ts";
import { describe, Site } from "../types/site.ts";
import { type Unit, wantsBits } from "../types/unit.ts";
import { checkVector } from "../types/vector.ts";
import { type Optional, optional } from "./options_schema.ts";

export const unit: Optional<Unit> = optional<Unit>("unit", wantsBits);

export const reduction: Optional<Reduction> = optional<Reduction>("reduction", reductionOf);

export const tolerance: Optional<number> = optional<number>("tolerance", toleranceOf);

export const temperature: Optional<number> = optional<number>("temperature", temperatureOf);

export const onZero: Optional<OnZero | OnZeroPreset> = optional<OnZero | OnZeroPreset>(
  "onZero",
  (task, x) => zeroRule(new Site(task, "q"), x),
);

/** A place for an answer: a typed array, or a matrix whose parts fit together. */
export const out: Optional<Out> = optional<Out>("out", (task, x) => {
  const site = new Site(task, "out");
  if (isMatrix(x)) return checkMatrix(x, site);
  if (x instanceof Float64Array || x instanceof Float32Array) return checkVector(x, site);
  const must = "out must be a Float64Array, a Float32Array or a matrix";
  site.refuseType(must, `out is ${describe(x)}`);
});

/** An option that is a number in [low, high]; with `high` Infinity, a finite one from `low` on. */
export function within(name: string, low: number, high: number): Optional<number> {
  return optional<number>(name, (task, x) => numberWithin(task, name, x, low, high));
}

/** An option of one weight a class or an example; how many is for the function to say. */
export function weights(name: string): Optional<Vector> {
  return optional<Vector>(name, (task, x) => weightsOf(task, name, x, lengthOf(x), ""));
}

/** The option that leaves out classes; how many there are is for the function to say. */
export const classMask: Optional<ArrayLike<boolean | number>> = optional<
  ArrayLike<boolean | number>
>("classMask", (task, x) => maskOf(task, x, lengthOf(x)));

/** The length of what the reader will refuse if it has none. */
export function lengthOf(x: unknown): number {
  return (x as Vector | null)?.length as number;
}
