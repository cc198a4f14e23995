type Numbers = Float32Array | Float64Array;

/** What most write first: three loops of Math.exp over typed arrays, shifted by the largest logit. */
export function naive(z: Numbers, labels: Int32Array, columns: number, out?: Numbers): number {
  const rows = labels.length;
  let total = 0;
  for (let i = 0; i < rows; i++) {
    const start = i * columns;
    const end = start + columns;
    let max = -Infinity;
    for (let k = start; k < end; k++) if (z[k]! > max) max = z[k]!;
    let sum = 0;
    for (let k = start; k < end; k++) {
      const e = Math.exp(z[k]! - max);
      sum += e;
      if (out) out[k] = e;
    }
    total += Math.log(sum) + max - z[start + labels[i]!]!;
    if (!out) continue;
    for (let k = start; k < end; k++) out[k]! /= sum * rows;
    out[start + labels[i]!]! -= 1 / rows;
  }
  return total / rows;
}

/** The same on arrays of arrays, as map and reduce; the gradient is made anew. */
export function naiveArrays(
  z: readonly (readonly number[])[],
  labels: readonly number[],
): { loss: number; gradient: number[][] } {
  let total = 0;
  const gradient = z.map((row, i) => {
    const max = row.reduce((a, b) => Math.max(a, b));
    const exps = row.map((x) => Math.exp(x - max));
    const sum = exps.reduce((a, b) => a + b);
    total += Math.log(sum) + max - row[labels[i]!]!;
    return exps.map((e, j) => (e / sum - (j === labels[i] ? 1 : 0)) / z.length);
  });
  return { loss: total / z.length, gradient };
}

/** The mean entropy of rows of probabilities by Math.log, or with `isDivergence` the divergence from the next row. */
export function naiveMeasure(p: Numbers, columns: number, isDivergence: boolean): number {
  let total = 0;
  for (let k = 0; k < p.length; k++) {
    const mass = p[k]!;
    if (mass === 0) continue;
    const next = k + columns < p.length ? k + columns : k + columns - p.length;
    total += mass * (isDivergence ? Math.log(mass / p[next]!) : -Math.log(mass));
  }
  return total / (p.length / columns);
}
