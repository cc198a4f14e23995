import { describe, type Site } from "./site.ts";

/** Whether a value is the index of one of `classes` classes. */
export function isClassIndex(t: unknown, classes: number): t is number {
  return typeof t === "number" && Number.isInteger(t) && t >= 0 && t < classes;
}

/** Refuses what is not the index of one of `classes` classes; `row` says where in a batch. */
export function checkClassIndex(
  t: unknown,
  classes: number,
  site: Site,
  row?: number,
): asserts t is number {
  if (isClassIndex(t, classes)) return;
  const must = `${site.name} must be a class index, an integer in [0, ${classes})`;
  const place = row === undefined ? site.name : `${site.name}[${row}]`;
  const found = `${place} is ${describe(t)}`;
  if (Number.isInteger(t)) site.refuseValue(must, found);
  site.refuseType(must, found);
}
