import { describe, type Site } from "./site.ts";

/** Refuses what is not the index of one of `classes` classes; `place` says where it stands. */
export function checkClassIndex(
  t: unknown,
  classes: number,
  site: Site,
  place = site.name,
): asserts t is number {
  if (typeof t === "number" && Number.isInteger(t) && t >= 0 && t < classes) return;
  const must = `${site.name} must be a class index, an integer in [0, ${classes})`;
  const found = `${place} is ${describe(t)}`;
  if (Number.isInteger(t)) site.refuseValue(must, found);
  site.refuseType(must, found);
}
