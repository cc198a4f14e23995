import { assert, assertEquals } from "@std/assert";
import * as Plot from "@observablehq/plot";
import { draw } from "../../lib/figures/draw.ts";
import { AWKWARD, CASES } from "./cases.ts";
import { contrast } from "./contrast.ts";
import { overlap, type TextBox, textBoxes } from "./text_boxes.ts";

/** Pixels of air that text keeps to the edge of the paper. */
const EDGE = 4;

/** The two strokes of a broken axis are text on text on purpose. */
function isBreak({ text }: TextBox): boolean {
  return text === "/";
}

function named(box: TextBox): string {
  return `"${box.text}" at ${[box.left, box.top, box.right, box.bottom].map(Math.round)}`;
}

for (const [name, drawCase] of Object.entries({ ...CASES, ...AWKWARD })) {
  Deno.test(`${name}() keeps its texts apart`, () => {
    const boxes = textBoxes(drawCase()).filter((box) => !isBreak(box));
    const pairs = boxes.flatMap((a, i) => boxes.slice(i + 1).map((b) => [a, b] as const));
    const clashes = pairs.filter(([a, b]) => overlap(a, b) > 1);
    assertEquals(clashes.map(([a, b]) => `${named(a)} covers ${named(b)}`), []);
  });

  Deno.test(`${name}() keeps its texts on the paper`, () => {
    const svg = drawCase();
    const [x, y, width, height] = svg.getAttribute("viewBox")!.split(" ").map(Number) as [
      number,
      number,
      number,
      number,
    ];
    const off = textBoxes(svg).filter(({ left, right, top, bottom }) =>
      left < x + EDGE || right > x + width - EDGE || top < y + EDGE || bottom > y + height - EDGE
    );
    assertEquals(off.map(named), []);
  });

  Deno.test(`${name}() has text of 13 pixels or more, in ink of 4.5 to 1 or more`, () => {
    const svg = drawCase();
    const sizes = [...svg.querySelectorAll("[font-size]")].map((g) => g.getAttribute("font-size"));
    assert(sizes.every((size) => Number(size) >= 13), `sizes ${sizes}`);
    const faint = textBoxes(svg).filter(({ fill }) =>
      /^#[0-9a-f]{6}$/.test(fill) && fill !== "#ffffff" && contrast(fill, "#ffffff") < 4.5
    );
    assertEquals(faint.map(named), []);
  });
}

/** Widths in pixels, measured in Chromium with DejaVu Sans. */
const MEASURED = [
  ["predictionBars", "class (index)", 82.2],
  ["lossOverTime", "comment: .6, .1, .1, .1", 162.1],
  ["codeBookBars", "jteikfqa", 62.4],
  ["derivativeErrors", "10⁻²⁰⁰", 39.0],
] as const;

Deno.test("textBoxes() gives text the width that a browser gives it", () => {
  for (const [name, text, width] of MEASURED) {
    const box = textBoxes(CASES[name]!()).find((box) => box.text === text)!;
    assert(Math.abs(box.right - box.left - width) < 1.5, named(box));
  }
});

Deno.test("textBoxes() and overlap() find a clash", () => {
  const plot = draw({
    x: { domain: [0, 9] },
    marks: [Plot.text(["one", "two"], { x: [1, 1.1], y: [1, 1] })],
  });
  const [one, two] = textBoxes(plot).filter(({ text }) => text === "one" || text === "two");
  assert(overlap(one!, two!) > 1);
});

Deno.test("overlap() is positive for boxes that cover each other only", () => {
  const at = (left: number, top: number): TextBox => ({
    text: "",
    fill: "",
    left,
    top,
    right: left + 10,
    bottom: top + 10,
  });
  assertEquals(overlap(at(0, 0), at(5, 7)), 3);
  assert(overlap(at(0, 0), at(5, 12)) < 0);
});
