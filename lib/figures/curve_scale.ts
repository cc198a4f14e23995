import type * as Plot from "@observablehq/plot";
import { powerOfTen } from "./format.ts";

/** An axis of {@linkcode curves}. */
export interface CurveAxis {
  /** What it measures, with the unit in brackets. */
  readonly label: string;
  /** Powers of ten; on y a height of 0 then stands on a line of its own. Default: `false`. */
  readonly log?: boolean;
}

/** What an axis does with its numbers, and the ticks it needs. */
export interface Scale {
  place(value: number): number;
  readonly domain: readonly [number, number];
  readonly options: Plot.ScaleOptions;
}

function plainScale(values: readonly number[], label: string, air: number): Scale {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const floor = air > 0 && low > 0 && low < high / 2 ? 0 : low;
  const domain = [floor, high + air * (high - floor || 1)] as const;
  return { place: (value) => value, domain, options: { domain: [...domain], label } };
}

/** Whole decades; a 0, which has no logarithm, stands one tick below the lowest. */
function decadeScale(values: readonly number[], label: string): Scale {
  const logs = values.filter((value) => value > 0).map(Math.log10);
  const [least, high] = [Math.floor(Math.min(...logs)), Math.ceil(Math.max(...logs))];
  const pace = Math.max(1, Math.ceil((high - least) / 8));
  const low = values.includes(0) ? least - pace : least;
  const ticks = Array.from(
    { length: Math.floor((high - least) / pace) + 1 },
    (_, i) => high - i * pace,
  );
  const place = (value: number) => value === 0 ? low : Math.log10(value);
  const options = {
    domain: [low, high],
    ticks: low < least ? [...ticks, low] : ticks,
    tickFormat: (at: number) => at < least ? "0" : powerOfTen(at),
    label,
  };
  return { place, domain: [low, high], options };
}

/** The scale of an axis for these values; `air` is the share of the height left free above. */
export function scaleOf(values: readonly number[], { label, log }: CurveAxis, air: number): Scale {
  return log ? decadeScale(values, label) : plainScale(values, label, air);
}

/** Where grid lines stand, where the scale has chosen them. */
export function gridOf({ options }: Scale): { ticks?: number[] } {
  return options.ticks === undefined ? {} : { ticks: options.ticks as number[] };
}
