import { channels } from "../../lib/figures/tint.ts";

/** Linear light of a channel of 0 to 255, as sRGB defines it. */
function linear(channel: number): number {
  const c = channel / 255;
  return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
}

/** Relative luminance of `#rrggbb`, from 0 (black) to 1 (white). */
function luminance(colour: string): number {
  const [r, g, b] = channels(colour).map(linear) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/**
 * Contrast of two colours `#rrggbb`, from 1 (same) to 21 (black on white). Text needs 4.5, lines
 * and bars 3.
 *
 * @see Web Content Accessibility Guidelines 2.2 (2023), success criteria 1.4.3 and 1.4.11.
 */
export function contrast(a: string, b: string): number {
  const [x, y] = [luminance(a), luminance(b)];
  return (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05);
}
