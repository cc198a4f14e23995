/**
 * Normal logits of deviation 3 and uniform labels, the same in every run, as raw bytes for all
 * runtimes: float64 logits whose values float32 holds exactly, then int32 labels.
 */
export function inputBytes(rows: number, columns: number): Uint8Array<ArrayBuffer> {
  let state = 20261124;
  const uniform = () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return ((state >>> 0) + 0.5) / 2 ** 32;
  };
  const bytes = new ArrayBuffer(rows * columns * 8 + rows * 4);
  const z = new Float64Array(bytes, 0, rows * columns);
  for (let k = 0; k < z.length; k++) {
    const radius = Math.sqrt(-2 * Math.log(uniform()));
    z[k] = Math.fround(3 * radius * Math.cos(2 * Math.PI * uniform()));
  }
  const labels = new Int32Array(bytes, z.byteLength, rows);
  for (let i = 0; i < rows; i++) labels[i] = Math.floor(uniform() * columns);
  return new Uint8Array(bytes);
}

/** The two parts of {@linkcode inputBytes}. */
export function inputOf(bytes: ArrayBuffer, rows: number, columns: number) {
  const z = new Float64Array(bytes, 0, rows * columns);
  return { z, labels: new Int32Array(bytes, z.byteLength, rows) };
}

/** Where the bytes of a shape are kept. */
export function inputFile(folder: string, rows: number, columns: number): string {
  return `${folder}/${rows}x${columns}.bin`;
}

/** The softmax of each row of logits, as float64 whose values float32 holds exactly. */
export function massesOf(z: Float64Array, columns: number): Float64Array<ArrayBuffer> {
  const p = z.map(Math.exp);
  for (let start = 0; start < p.length; start += columns) {
    let sum = 0;
    for (let k = start; k < start + columns; k++) sum += p[k]!;
    for (let k = start; k < start + columns; k++) p[k] = Math.fround(p[k]! / sum);
  }
  return p as Float64Array<ArrayBuffer>;
}

/** Where the probabilities of a shape are kept. A row's divergence is from the next row, the last's from the first. */
export function massesFile(folder: string, rows: number, columns: number): string {
  return `${folder}/${rows}x${columns}.masses`;
}
