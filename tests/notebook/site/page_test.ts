import { assert, assertEquals, assertGreater } from "@std/assert";
import { darkColour, darkened } from "../../../lib/notebook/site/dark_colour.ts";
import { readFragment, writeFragment } from "../../../lib/notebook/site/page/figure_states.ts";
import { FAINT, INK, PAPER, PREDICTION, SERIES, TRUTH } from "../../../lib/figures/theme.ts";

/** Relative luminance of a colour, as WCAG defines it. */
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((i) => parseInt(hex.slice(i, i + 2), 16) / 255)
    .map((x) => x <= 0.04045 ? x / 12.92 : ((x + 0.055) / 1.055) ** 2.4);
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

Deno.test("darkColour() keeps every colour of the figures legible on dark paper", () => {
  const paper = darkColour(PAPER);
  assert(luminance(paper) < 0.02);
  for (const colour of [INK, FAINT, TRUTH, PREDICTION, ...SERIES.map(({ colour }) => colour)]) {
    assertGreater(contrast(darkColour(colour), paper), 4.5, colour);
  }
});

Deno.test("darkColour() turns the order of lightness round, and gives colours that screens have", () => {
  let before = Infinity;
  for (let grey = 0; grey < 256; grey++) {
    const hex = `#${grey.toString(16).padStart(2, "0").repeat(3)}`;
    const dark = darkColour(hex);
    assert(/^#[0-9a-f]{6}$/.test(dark));
    assert(luminance(dark) <= before, hex);
    before = luminance(dark);
  }
  assertEquals(darkColour("#fff"), darkColour("#ffffff"));
  assertEquals(
    darkened(`fill="url(#clip-1)" stroke="#fff"`),
    `fill="url(#clip-1)" stroke="${darkColour("#fff")}"`,
  );
});

Deno.test("a fragment holds the states of figures, and what is none is passed over", () => {
  const states = new Map<string, unknown>([
    ["fig-five-bars", [0.1, 1 / 3, 1e-300]],
    ["fig-10", { p: 0.5, text: `a&b=c#"%` }],
    ["fig-3", "whale"],
  ]);
  const fragment = writeFragment(states);
  assert(/^#[\w=&.,[\]%~!*'()-]+$/.test(fragment), fragment);
  assertEquals(readFragment(fragment), states);
  assertEquals(writeFragment(new Map()), "");
  assertEquals(readFragment("#sources"), new Map());
  assertEquals(
    readFragment("#fig-1=[0.1,&fig-2=1&other=2&fig-3=%E0%A4%A"),
    new Map([["fig-2", 1]]),
  );
});
