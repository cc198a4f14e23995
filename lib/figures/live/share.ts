/**
 * Sets one part of a whole and scales the others, so that the sum stays: they keep their
 * proportions, and share evenly where all of them are 0.
 *
 * @param parts Amounts >= 0.
 * @param index Which part is set.
 * @param value To what, in [0, total].
 * @param total What all parts add up to.
 */
export function share(
  parts: readonly number[],
  index: number,
  value: number,
  total: number,
): number[] {
  const set = Math.min(Math.max(value, 0), total);
  const rest = total - set;
  const others = parts.reduce((sum, part, k) => k === index ? sum : sum + part, 0);
  return parts.map((part, k) => {
    if (k === index) return set;
    return others > 0 ? rest * (part / others) : rest / (parts.length - 1);
  });
}
