// Rows of float64 logits: their exponentials, and the sums of these with what rounding took.

import { lookAtFirst } from "./ahead";
import { UNTEMPERED } from "./exp64";
import { extent64, guess64, leastOf } from "./extent64";
import { groupOf, peaks, STATS } from "./peaks";
import { isFar, sumQuickly } from "./quick64";
import { sumClamped, sumOthers, sumWithin } from "./sums64";
import { BIAS, DEEPEST } from "./window64";

// Larger logits are left to the caller.
const LARGEST: f64 = 2000.0;
// A share of the largest's exponential below which the others are summed without it.
const SMALL: f64 = 1e-6;
// Columns from which the largest is guessed first where it may be.
const LONG: i32 = 256;

// Sums a row whose peak is known. Where that is a guess, and an entry is far above or far below it, the row's
// largest is looked for; a row with NaN is then left with NaN.
function sum(x: usize, e: usize, columns: i32, stats: usize, t: usize, label: u32, end: usize): void {
  if (isNaN(load<f64>(stats, 8))) return;
  const least = leastOf(stats);
  if (t || least < load<f64>(stats) - DEEPEST) {
    sumClamped(x, e, columns, stats, t ? t : UNTEMPERED);
  } else {
    const isDone = !e && isFar(x, columns, stats, label)
      ? sumQuickly(x, columns, stats, end)
      : sumWithin(x, e, columns, stats, end);
    if (!isDone && isNaN(least)) {
      extent64(x, columns, stats);
      peaks(1, stats, UNTEMPERED, BIAS, LARGEST, false, false);
      sum(x, e, columns, stats, t, label, end);
    }
  }
}

// Finds the largest of some rows, or an entry near it where their labels are known.
// @ts-ignore: decorator
@inline
function find(x: usize, rows: i32, columns: i32, stats: usize, labels: usize): void {
  const bytes = <usize>columns << 3;
  for (const end = stats + <usize>rows * STATS; stats < end; stats += STATS, x += bytes) {
    if (labels) {
      const label = load<u32>(labels);
      labels += 4;
      const own = label < <u32>columns ? load<f64>(x + (<usize>label << 3)) : -Infinity;
      guess64(x, columns, own, stats);
      if (abs(load<f64>(stats)) <= LARGEST) continue;
    }
    extent64(x, columns, stats);
  }
}

// Rows of `columns` >= 2 logits at `x`, over the temperature whose constants lie at `t` (exp64.as); 0
// for a temperature of 1. Writes the statistics of each (peaks.as). Where `e` is not 0, stores the
// exponentials there. A row out of range, or with NaN, gets a NaN for the sum of the others.
//
// Where nothing but losses of one label a row and their gradients is asked for, `labels` tells where these
// are, else it is 0: an entry near the largest, and not below the label's, may then stand for the largest,
// and a loss far from 0 needs no more than its own digits (quick64.as).
export function rows64(
  x: usize,
  e: usize,
  rows: i32,
  columns: i32,
  stats: usize,
  t: usize,
  labels: usize,
): void {
  const bytes = <usize>columns << 3;
  const constants = t ? t : UNTEMPERED;
  const guesses = labels && !t && columns >= LONG;
  const end = guesses ? x + <usize>rows * bytes : 0;
  if (end) lookAtFirst(x, end, stats + 8);
  while (rows > 0) {
    const count = groupOf(bytes, rows);
    find(x, count, columns, stats, guesses ? labels : 0);
    peaks(count, stats, constants, BIAS, LARGEST, false, false);
    for (let row = 0; row < count; row++, x += bytes, stats += STATS) {
      const label = labels ? load<u32>(labels) : u32.MAX_VALUE;
      sum(x, e, columns, stats, t, label, end);
      if (load<f64>(stats, 8) < load<f64>(stats, 24) * SMALL) sumOthers(x, columns, stats, constants);
      if (labels) labels += 4;
      if (e) e += bytes;
    }
    rows -= count;
  }
}
