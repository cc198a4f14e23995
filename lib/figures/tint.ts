/** The most of a colour under which ink still stands out 4.5 to 1, and in the dark light ink too. */
const MOST = 0.6;

/** Red, green and blue of `#rrggbb`, each from 0 to 255. */
export function channels(colour: string): [number, number, number] {
  const at = (i: number) => parseInt(colour.slice(i, i + 2), 16);
  return [at(1), at(3), at(5)];
}

/** A ground for ink: white at a share of 0, at 1 as much of the colour as leaves numbers readable. */
export function tint(colour: string, share: number): string {
  return "#" + channels(colour)
    .map((channel) => Math.round(255 + (channel - 255) * MOST * share))
    .map((channel) => channel.toString(16).padStart(2, "0")).join("");
}
