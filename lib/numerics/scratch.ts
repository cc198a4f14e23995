/** Numbers in one slab, and the largest piece that is cut from it. */
const SLAB = 8192;
const LARGEST = 256;

let slab = new Float64Array(0);
let used = 0;

/**
 * Zeros to work with, which must not leave the library. Making a typed array of ten costs more than a
 * softmax of ten; a piece of a common slab costs a quarter of that. No piece is handed out twice.
 */
export function scratch(length: number): Float64Array {
  if (length > LARGEST) return new Float64Array(length);
  if (used + length > slab.length) {
    slab = new Float64Array(SLAB);
    used = 0;
  }
  used += length;
  return slab.subarray(used - length, used);
}
