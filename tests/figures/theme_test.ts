import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import * as theme from "../../lib/figures/theme.ts";
import { channels, tint } from "../../lib/figures/tint.ts";
import { darkColour } from "../../lib/notebook/site/dark_colour.ts";
import { contrast } from "./contrast.ts";

/**
 * What each kind of colour blindness makes of linear light, at full severity.
 * Machado, Oliveira, Fernandes, A physiologically-based model for simulation of color vision
 * deficiency, IEEE Transactions on Visualization and Computer Graphics 15 (2009), table 1.
 */
const SIGHT: Record<string, readonly (readonly number[])[]> = {
  full: [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.011820, 0.042940, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.303900],
  ],
};

/** CIE XYZ of linear sRGB, and its white. */
const XYZ = [[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]];
const WHITE = [0.9505, 1, 1.089];

function times(matrix: readonly (readonly number[])[], v: readonly number[]): number[] {
  return matrix.map((row) => row.reduce((sum, a, i) => sum + a * v[i]!, 0));
}

function lab(colour: string, sight: string): number[] {
  const linear = channels(colour).map((channel) => {
    const c = channel / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  });
  const seen = times(SIGHT[sight]!, linear).map((x) => Math.min(1, Math.max(0, x)));
  const [x, y, z] = times(XYZ, seen).map((value, i) => {
    const t = value / WHITE[i]!;
    return t > 0.008856 ? Math.cbrt(t) : 7.787 * t + 16 / 116;
  }) as [number, number, number];
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

/** CIE 1976 colour difference; 2.3 is just noticed. */
function difference(a: string, b: string, sight: string): number {
  const [p, q] = [lab(a, sight), lab(b, sight)];
  return Math.hypot(...p.map((x, i) => x - q[i]!));
}

Deno.test("contrast() is 21 for black on white and 1 for a colour on itself", () => {
  assertAlmostEquals(contrast("#000000", "#ffffff"), 21, 1e-12);
  assertEquals(contrast("#0067a3", "#0067a3"), 1);
  assertAlmostEquals(contrast("#777777", "#ffffff"), 4.478, 5e-4);
});

Deno.test("every colour that may colour text stands 4.5 to 1 against the paper", () => {
  const colours = [theme.INK, theme.FAINT, theme.TRUTH, theme.PREDICTION]
    .concat(theme.SERIES.map(({ colour }) => colour));
  for (const colour of colours) assert(contrast(colour, theme.PAPER) >= 4.5, colour);
});

Deno.test("ink stays legible on every tint", () => {
  for (const tint of [theme.TRUTH_TINT, theme.PREDICTION_TINT]) {
    assert(contrast(theme.INK, tint) >= 7, tint);
  }
});

Deno.test("tint() leaves ink legible at every share, also turned to the dark as the site does", () => {
  assertEquals(tint(theme.TRUTH, 0), "#ffffff");
  for (const colour of [theme.TRUTH, theme.PREDICTION]) {
    for (let share = 0; share <= 1; share += 1 / 64) {
      const ground = tint(colour, share);
      assert(contrast(theme.INK, ground) >= 4.5, ground);
      assert(contrast(darkColour(theme.INK), darkColour(ground)) >= 4.5, `${ground} in the dark`);
    }
  }
});

for (const sight of Object.keys(SIGHT)) {
  Deno.test(`SERIES and the pair of truth and prediction stay apart in ${sight} sight`, () => {
    assert(difference(theme.TRUTH, theme.PREDICTION, sight) > 60);
    theme.SERIES.forEach((a, i) => {
      for (const b of theme.SERIES.slice(i + 1)) {
        const apart = difference(a.colour, b.colour, sight);
        assert(apart > 25, `${a.colour} and ${b.colour}: ${apart}`);
      }
    });
  });
}

Deno.test("SERIES share no colour, dash or symbol", () => {
  for (const key of ["colour", "dash", "symbol"] as const) {
    assertEquals(new Set(theme.SERIES.map((style) => style[key])).size, theme.SERIES.length);
  }
});
