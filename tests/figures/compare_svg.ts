/** Pixels by which a coordinate may move: two units of its last digit (systems round sines apart). */
const TOLERANCE = 0.021;

const NUMBER = /-?\d+(?:\.\d+)?/g;

/** Names that depend on every digit of a drawing, made the same. */
function withoutIds(svg: string): string {
  return svg.replaceAll(/figure-[0-9a-f]{8}/g, "figure");
}

/** A drawing with an element a line, as a golden file holds it. */
export function toGolden(svg: string): string {
  return `<!-- deno-fmt-ignore-file -->\n${svg.trimEnd().replaceAll("><", ">\n<")}\n`;
}

/** Why two lines differ, or undefined if they do not: words exactly, pixels within the tolerance. */
function lineFault(expected: string, actual: string): string | undefined {
  const words = (line: string) => line.replace(/<[^>]*>/g, (tag) => tag.replace(NUMBER, "#"));
  if (words(expected) !== words(actual)) return `expected ${expected}, found ${actual}`;
  const numbers = (line: string) => [...line.matchAll(NUMBER)].map(([number]) => Number(number));
  const found = numbers(actual);
  const far = numbers(expected).findIndex((x, i) => Math.abs(x - found[i]!) > TOLERANCE);
  return far < 0 ? undefined : `expected ${expected}, found ${actual}`;
}

/** The first difference between a golden drawing and a fresh one, or undefined if they agree. */
export function svgFault(golden: string, svg: string): string | undefined {
  const [expected, actual] = [golden, toGolden(svg)].map((text) => withoutIds(text).split("\n"));
  for (let i = 0; i < Math.max(expected!.length, actual!.length); i++) {
    const fault = lineFault(expected![i] ?? "the end", actual![i] ?? "the end");
    if (fault !== undefined) return `line ${i + 1}: ${fault}`;
  }
  return undefined;
}
