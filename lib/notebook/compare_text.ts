/** How far two numbers may lie apart and still count as the same. */
export interface Tolerance {
  /** Relative to the larger of the two. */
  readonly relative: number;
  /** In the unit of the numbers. */
  readonly absolute: number;
}

/** Where two texts first differ, with some words around on both sides. */
export interface TextDifference {
  /** Line, from 1. */
  readonly line: number;
  /** What the first text has there. */
  readonly stored: string;
  /** What the second has there. */
  readonly fresh: string;
}

const NUMBER = /[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?/g;

/** Compares two texts: numbers within a tolerance, everything between them exactly. */
export function compareText(
  stored: string,
  fresh: string,
  tolerance: Tolerance,
): TextDifference | undefined {
  if (stored === fresh) return undefined;
  const [left, right] = [stored.split("\n"), fresh.split("\n")];
  for (let i = 0; i < Math.max(left.length, right.length); i++) {
    const [a, b] = [left[i], right[i]];
    if (a !== undefined && b !== undefined && sameLine(a, b, tolerance)) continue;
    return { line: i + 1, stored: excerpt(a, b), fresh: excerpt(b, a) };
  }
  return undefined;
}

/** Whether two lines are the same but for numbers close to each other. */
export function sameLine(a: string, b: string, tolerance: Tolerance): boolean {
  if (a === b) return true;
  if (a.replace(NUMBER, "#") !== b.replace(NUMBER, "#")) return false;
  const numbers = b.match(NUMBER) ?? [];
  return (a.match(NUMBER) ?? []).every((text, i) =>
    close(Number(text), Number(numbers[i]), tolerance)
  );
}

function close(a: number, b: number, { relative, absolute }: Tolerance): boolean {
  return Math.abs(a - b) <= Math.max(absolute, relative * Math.max(Math.abs(a), Math.abs(b)));
}

/** The line, or of a long one the part around the first letter that differs. */
function excerpt(line: string | undefined, other: string | undefined): string {
  if (line === undefined) return "nothing";
  if (line.length <= 100) return JSON.stringify(line);
  let at = 0;
  while (at < line.length && line[at] === other?.[at]) at++;
  const start = Math.max(0, at - 40);
  return `${start > 0 ? "…" : ""}${JSON.stringify(line.slice(start, start + 80))}…`;
}
