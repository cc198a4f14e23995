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
