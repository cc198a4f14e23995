import { EXACT } from "./exact_openings.ts";
import { INFORMATION } from "./information_openings.ts";
import { LEARNING } from "./learning_openings.ts";
import { LOSSES } from "./losses_openings.ts";
import { NUMERICS } from "./numerics_openings.ts";
import type { Opening, Openings } from "./opening.ts";

const LOSS: Openings = { ...NUMERICS, ...INFORMATION, ...LOSSES, ...LEARNING };

function openingsOf(table: Openings, prefix: string): Opening[] {
  return Object.entries(table).flatMap(([name, args]) =>
    args.map(([argument, kind, call]) => ({ name: prefix + name, argument, kind, call }))
  );
}

/** The functions of the table, as the two entry points export them. */
export const NAMES = { loss: Object.keys(LOSS), exact: Object.keys(EXACT) };

export const OPENINGS: readonly Opening[] = [
  ...openingsOf(LOSS, ""),
  ...openingsOf(EXACT, "exact."),
];
