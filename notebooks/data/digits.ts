/**
 * Reads digits.png and digits.json: 10,000 handwritten digits in random order, made by make_digits.ts.
 *
 * @module
 */
import type { Matrix } from "@surprisal/loss";
import file from "./digits.json" with { type: "json" };

/** Pixels along a side of a digit. */
export const SIDE = 14;
/** Digits in a row of the sheet. */
export const COLUMNS = 100;
/** Digits on the sheet. */
export const COUNT = 10_000;
/** Bytes of a row of pixels: a byte that names the filter (0, none), then two pixels a byte. */
export const ROW_BYTES = 1 + COLUMNS * SIDE / 2;

/** Digits and what they are. */
export interface Digits {
  /** A row of 196 pixels for each digit, from 0 (paper) to 1 (ink). */
  readonly x: Matrix<Float64Array>;
  /** The digit that each is, 0 to 9. */
  readonly labels: Uint8Array;
}

/** The compressed pixels of a PNG file: the bodies of its chunks named IDAT, one after another. */
function compressedPixels(bytes: Uint8Array<ArrayBuffer>): Blob {
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const bodies: Uint8Array<ArrayBuffer>[] = [];
  for (let at = 8; at < bytes.length; at += 12 + view.getUint32(at)) {
    const body = bytes.subarray(at + 8, at + 8 + view.getUint32(at));
    if (new TextDecoder().decode(bytes.subarray(at + 4, at + 8)) === "IDAT") bodies.push(body);
  }
  return new Blob(bodies);
}

/** Reads all digits. */
export async function readDigits(): Promise<Digits> {
  const bytes = await Deno.readFile(new URL("digits.png", import.meta.url));
  const stream = compressedPixels(bytes).stream().pipeThrough(new DecompressionStream("deflate"));
  const rows = new Uint8Array(await new Response(stream).arrayBuffer());
  const size = SIDE * SIDE;
  const data = Float64Array.from({ length: COUNT * size }, (_, i) => {
    const [digit, pixel] = [Math.floor(i / size), i % size];
    const x = (digit % COLUMNS) * SIDE + pixel % SIDE;
    const y = Math.floor(digit / COLUMNS) * SIDE + Math.floor(pixel / SIDE);
    const pair = rows[y * ROW_BYTES + 1 + (x >> 1)]!;
    return (x % 2 ? pair & 15 : pair >> 4) / 15;
  });
  return { x: { data, rows: COUNT, columns: size }, labels: Uint8Array.from(file.labels, Number) };
}

/** The digits number `from` up to, not with, number `to`; they share their memory with all. */
export function pick({ x, labels }: Digits, from: number, to: number): Digits {
  const data = x.data.subarray(from * x.columns, to * x.columns);
  return {
    x: { data, rows: to - from, columns: x.columns },
    labels: labels.subarray(from, to),
  };
}
