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
