import { isPrinted, printCell } from "./print_cell.ts";

/** A stretch of a text. */
export interface Stretch {
  /** Index of its first letter. */
  readonly start: number;
  /** Index after its last. */
  readonly end: number;
}

/** How many places are tried as the beginning of the last statement. */
const TRIALS = 200;

/** What begins a declaration, although it could be an expression in another place. */
const DECLARATION = /^(?:async\s+function|function|class|import(?!\s*[(.]))\b|^[{@]/;

/**
 * Finds the expression that gives a cell its value: the last statement, if it is one.
 *
 * There is no syntax tree to look at, only a parser that prints programs anew. So a place counts as
 * the beginning of the last statement if what is before and what is behind, printed one by one, are
 * the whole, printed; `x` and `/re/g` of two lines are not, as together they divide.
 */
export function findLastExpression(source: string): Stretch | undefined {
  const whole = print(source);
  if (!whole || (source.trimStart().startsWith("{") && !source.trimEnd().endsWith(";"))) {
    return undefined; // an object to the kernel, which shows it
  }
  for (const start of beginnings(source)) {
    const end = start + expressionLength(source.slice(start));
    if (end === start) continue;
    const [head, tail] = [print(source.slice(0, start)), print(source.slice(start))];
    if (head !== undefined && tail && head + tail === whole) return { start, end };
  }
  return undefined;
}

/** Places at which a statement may begin, the last first. */
function* beginnings(source: string): Generator<number> {
  let trials = TRIALS;
  for (let at = source.length; at >= 0 && trials > 0; at--) {
    if (at > 0 && !/[\n;}]/.test(source[at - 1]!)) continue;
    const start = at + source.slice(at).match(/^\s*/)![0].length;
    if (start === source.length || /[;}]/.test(source[start]!)) continue;
    trials--;
    yield start;
  }
}

/** How much of a text is an expression, when the rest is a semicolon and comments; 0 if none is. */
function expressionLength(text: string): number {
  if (DECLARATION.test(text) || /^\/[/*]/.test(text)) return 0;
  if (isExpression(text)) return text.length;
  for (let end = text.lastIndexOf(";"); end > 0; end = text.lastIndexOf(";", end - 1)) {
    if (isExpression(text.slice(0, end)) && isSilent(text.slice(end))) return end;
    if (!isSilent(text.slice(end))) return 0;
  }
  return 0;
}

function isExpression(text: string): boolean {
  return isPrinted(printCell(`(${text}\n)`));
}

/** Whether a text holds comments and semicolons only. */
function isSilent(text: string): boolean {
  const printed = print(text.replaceAll(";", " "));
  return printed !== undefined && printed.replace(/\/\*.*?\*\/|\/\/.*/gs, "") === "";
}

/** A program without its white space, as that depends on what is around. */
function print(source: string): string | undefined {
  const printed = printCell(source);
  return isPrinted(printed) ? printed.code.replace(/\s+/g, "") : undefined;
}
