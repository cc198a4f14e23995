import { darkColour } from "./dark_colour.ts";

/** The colours of the pages in the dark; those of figures are worked out from the light ones. */
const COLOURS: Readonly<Record<string, string>> = {
  page: "#151617",
  card: "#1e1e1e",
  ink: "#dfe2e6",
  faint: "#a3abb4",
  rule: "#3a3d41",
  accent: "#6cb6f0",
  second: "#f0935c",
  good: "#6cc48a",
  bad: "#ff8a80",
  code: "#222426",
  mark: "#4a4215",
  keyword: "#c9a2e8",
  string: "#8fce9f",
  number: "#f0a878",
  comment: "#9aa3ad",
  title: "#86c3f2",
};

/**
 * The style sheet of the dark: the pages link it for screens that ask for it, so that print stays
 * light, and a button may ask in their place.
 *
 * @param figures Colours that the figures use, as `#rrggbb`.
 */
export function darkCss(figures: readonly string[]): string {
  const own = Object.entries(COLOURS).map(([name, value]) => `--${name}:${value}`);
  const drawn = figures.map((hex) => `--c${hex.slice(1)}:${darkColour(hex)}`);
  return `:root{color-scheme:dark;${[...own, ...drawn].join(";")}}\n`;
}
