/**
 * Colours of figures in the dark: the lightness is turned round, the hue stays. Differences of
 * lightness keep their proportions, so that what could be read before can be read after.
 *
 * Both the build, for still figures, and the pages, for live ones, paint with it. The arithmetic is
 * that of Oklab (B. Ottosson, A perceptual color space for image processing, 2020).
 *
 * @module
 */

/** Lightness in Oklab of paper and ink in the dark, and of ink in the light. */
const [PAPER, LIGHT_INK, INK] = [0.235, 0.97, 0.25];

type Triple = readonly [number, number, number];

function times(rows: readonly Triple[], [a, b, c]: Triple): Triple {
  return rows.map(([x, y, z]) => x * a + y * b + z * c) as unknown as Triple;
}

const TO_CONES: readonly Triple[] = [
  [0.4122214708, 0.5363325363, 0.0514459929],
  [0.2119034982, 0.6806995451, 0.1073969566],
  [0.0883024619, 0.2817188376, 0.6299787005],
];
const TO_LAB: readonly Triple[] = [
  [0.2104542553, 0.793617785, -0.0040720468],
  [1.9779984951, -2.428592205, 0.4505937099],
  [0.0259040371, 0.7827717662, -0.808675766],
];
const FROM_LAB: readonly Triple[] = [
  [1, 0.3963377774, 0.2158037573],
  [1, -0.1055613458, -0.0638541728],
  [1, -0.0894841775, -1.291485548],
];
const FROM_CONES: readonly Triple[] = [
  [4.0767416621, -3.3077115913, 0.2309699292],
  [-1.2684380046, 2.6097574011, -0.3413193965],
  [-0.0041960863, -0.7034186147, 1.707614701],
];

function linear(channel: number): number {
  return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
}

function encoded(channel: number): number {
  return channel <= 0.0031308 ? 12.92 * channel : 1.055 * channel ** (1 / 2.4) - 0.055;
}

function channels(hex: string): Triple {
  const long = hex.length === 4 ? [...hex.slice(1)].map((c) => c + c).join("") : hex.slice(1);
  return [0, 2, 4].map((i) => parseInt(long.slice(i, i + 2), 16) / 255) as unknown as Triple;
}

/** The colour of Oklab as #rrggbb, with as much of its chroma as a screen can show. */
function inGamut(lightness: number, a: number, b: number): string {
  for (let share = 1; share >= 0; share -= 0.05) {
    const cones = times(FROM_LAB, [lightness, share * a, share * b]).map((x) => x ** 3);
    const rgb = times(FROM_CONES, cones as unknown as Triple);
    if (share > 0.04 && rgb.some((x) => x < -1e-4 || x > 1.0001)) continue;
    return "#" + rgb.map((x) => {
      const byte = Math.round(255 * encoded(Math.min(1, Math.max(0, x))));
      return byte.toString(16).padStart(2, "0");
    }).join("");
  }
  return "#888888";
}

/**
 * The colour that stands for another in the dark: white paper becomes dark paper, ink light ink.
 *
 * @param hex A colour as `#rrggbb` or `#rgb`.
 */
export function darkColour(hex: string): string {
  const cones = times(TO_CONES, channels(hex).map(linear) as unknown as Triple).map(Math.cbrt);
  const [lightness, a, b] = times(TO_LAB, cones as unknown as Triple);
  const ink = Math.min(1, Math.max(0, (1 - lightness) / (1 - INK)));
  return inGamut(PAPER + (LIGHT_INK - PAPER) * ink, a, b);
}

/** All colours of a text, such as an SVG or a style sheet, turned to the dark. */
export function darkened(text: string): string {
  return text.replace(/#(?:[0-9a-f]{6}|[0-9a-f]{3})\b/gi, darkColour);
}
