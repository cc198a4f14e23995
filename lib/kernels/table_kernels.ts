import {
  type LogarithmsKernel,
  PARAMS,
  type ScaleKernel,
  type SoftmaxKernels,
  STATS,
} from "./kernel_exports.ts";
import { TableRows } from "./table_rows.ts";
import { differenceError } from "./table_sums.ts";

type Numbers = Float32Array | Float64Array;

/**
 * The kernels of softmax in TypeScript, at work in some memory: for engines without WebAssembly of 128
 * bits. They are told and tell the same, but know no temperature.
 */
export function tableKernels(memory: ArrayBufferLike): SoftmaxKernels {
  const table = new TableRows(memory);
  const narrow = new Float32Array(memory);
  const wide = new Float64Array(memory);
  const ints = new Int32Array(memory);
  return {
    rows32: (x, e, rows, columns, stats, _, labels) =>
      table.run("narrow", x / 4, e / 4, rows, columns, stats / 8, labels / 4),
    rows64: (x, e, rows, columns, stats, _, labels) =>
      table.run("wide", x / 8, e / 8, rows, columns, stats / 8, labels / 4),
    scale32: scaleNarrow(narrow, wide, ints),
    scale64: scaleWide(wide, ints),
    logarithms32: logarithms(narrow, wide),
    logarithms64: logarithms(wide, wide),
  };
}

/** Rows times their factor; and the answer at a row's label, which is its fourth parameter. */
function scaleNarrow(heap: Float32Array, wide: Float64Array, ints: Int32Array): ScaleKernel {
  return (e, g, rows, columns, params, labels) => {
    const shift = ((g - e) / 4) | 0;
    for (let row = 0; row < rows; row++) {
      const told = params / 8 + row * PARAMS;
      const factor = wide[told]!;
      const most = wide[told + 1]!;
      if (Number.isNaN(factor)) continue;
      const end = e / 4 + (row + 1) * columns;
      let k = end - columns;
      for (; k < end - 3; k = (k + 4) | 0) {
        const at = (k + shift) | 0;
        const a = heap[k]! * factor;
        const b = heap[(k + 1) | 0]! * factor;
        const c = heap[(k + 2) | 0]! * factor;
        const d = heap[(k + 3) | 0]! * factor;
        // No other is above the largest's true product, whatever the rounding of its exponential.
        heap[at] = a > most ? most : a;
        heap[(at + 1) | 0] = b > most ? most : b;
        heap[(at + 2) | 0] = c > most ? most : c;
        heap[(at + 3) | 0] = d > most ? most : d;
      }
      for (; k < end; k++) heap[k + shift] = Math.min(heap[k]! * factor, most);
      const label = ints[labels / 4 + row]!;
      // Adding 0 after rounding turns -0 into 0.
      if (label >= 0) heap[end - columns + shift + label] = Math.fround(wide[told + 3]!) + 0;
    }
  };
}

function scaleWide(heap: Float64Array, ints: Int32Array): ScaleKernel {
  return (e, g, rows, columns, params, labels) => {
    const shift = ((g - e) / 8) | 0;
    for (let row = 0; row < rows; row++) {
      const told = params / 8 + row * PARAMS;
      const factor = heap[told]!;
      const low = heap[told + 2]!; // what rounding took from the factor
      if (Number.isNaN(factor)) continue;
      const end = e / 8 + (row + 1) * columns;
      let k = end - columns;
      for (; k < end - 3; k = (k + 4) | 0) {
        const at = (k + shift) | 0;
        const a = heap[k]!;
        const b = heap[(k + 1) | 0]!;
        const c = heap[(k + 2) | 0]!;
        const d = heap[(k + 3) | 0]!;
        heap[at] = a * factor + a * low;
        heap[(at + 1) | 0] = b * factor + b * low;
        heap[(at + 2) | 0] = c * factor + c * low;
        heap[(at + 3) | 0] = d * factor + d * low;
      }
      for (; k < end; k++) heap[k + shift] = heap[k]! * factor + heap[k]! * low;
      const label = ints[labels / 4 + row]!;
      if (label >= 0) heap[end - columns + shift + label] = heap[told + 3]! + 0;
    }
  };
}

/** x - max - ln(1 + T), the last in two parts, rounded once at the end; -Infinity where x is. */
function logarithms(heap: Numbers, wide: Float64Array): LogarithmsKernel {
  const unit = heap.BYTES_PER_ELEMENT;
  return (x, g, rows, columns, stats, params) => {
    const shift = (g - x) / unit;
    for (let row = 0; row < rows; row++) {
      const max = wide[stats / 8 + row * STATS]!;
      const high = wide[params / 8 + row * PARAMS]!;
      const low = wide[params / 8 + row * PARAMS + 1]!;
      if (Number.isNaN(high)) continue;
      const end = x / unit + (row + 1) * columns;
      for (let k = end - columns; k < end; k++) {
        const v = heap[k]!;
        const gap = v - max;
        const sum = gap - high;
        const lost = differenceError(gap, high, sum) + (differenceError(v, max, gap) - low);
        heap[k + shift] = gap === -Infinity ? gap : sum + lost;
      }
    }
  };
}
