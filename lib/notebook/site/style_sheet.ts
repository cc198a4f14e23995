import colours from "./css/colours.css" with { type: "text" };
import base from "./css/base.css" with { type: "text" };
import frame from "./css/frame.css" with { type: "text" };
import edges from "./css/edges.css" with { type: "text" };
import stackedTables from "./css/stacked_tables.css" with { type: "text" };
import words from "./css/words.css" with { type: "text" };
import code from "./css/code.css" with { type: "text" };
import checks from "./css/checks.css" with { type: "text" };
import figures from "./css/figures.css" with { type: "text" };
import liveFigures from "./css/live_figures.css" with { type: "text" };
import exercises from "./css/exercises.css" with { type: "text" };
import search from "./css/search.css" with { type: "text" };
import index from "./css/index.css" with { type: "text" };
import print from "./css/print.css" with { type: "text" };
import mathCss from "temml/dist/Temml-Local.css" with { type: "text" };
import type { StyleClasses } from "./mathematics.ts";

/** In the order of the cascade: print takes away what others put there. */
const LOOKS = [
  colours,
  base,
  frame,
  words,
  stackedTables,
  code,
  checks,
  figures,
  liveFigures,
  exercises,
  search,
  index,
  edges,
  print,
];

/** The style sheet of the pages: that of the mathematics, ours, and what the mathematics would say inline. */
export function styleSheet(styles: StyleClasses): string {
  const mathematics = mathCss.replace(/\/\*[\s\S]*?\*\/|@font-face\s*\{[^}]*\}/g, "")
    .replace(/\s*\n\s*/g, "");
  return `${mathematics}\n${LOOKS.join("\n")}\n${styles.css()}\n`;
}
