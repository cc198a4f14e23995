import { fixed, short } from "../format.ts";

/** A number with exactly `decimals` decimals, and ∞ where there is no such number. */
export function amount(x: number, decimals: number): string {
  return Number.isFinite(x) ? fixed(x, decimals) : short(x);
}

/** Numbers as a list to be read aloud. */
export function list(values: readonly number[]): string {
  return values.map((value) => short(value, 3)).join(", ");
}
