import type { CellPlace, CellsModule, NumberedCell } from "./cells_module.ts";
import type { CellStatements, LooseExpression } from "./cell_statements_plugin.ts";
import { hasTag } from "./nbformat.ts";
import { joinText, type MultilineText, type Output } from "./output.ts";
import type { Answer, Probe } from "./type_probes.ts";

/** Something that a rule of ours found. */
export interface RuleFinding extends CellPlace {
  /** Name of the rule. */
  readonly code: string;
  /** What is wrong and what to do. */
  readonly message: string;
}

/** What the rules look at. */
export interface RuleSubject {
  /** The cells that are executed. */
  readonly cells: readonly NumberedCell[];
  /** The cells as one module. */
  readonly module: CellsModule;
  /** Where its statements are; none when it does not parse. */
  readonly statements?: CellStatements | undefined;
  /** What the compiler said of types. */
  readonly answers: readonly Answer[];
}

const WORDS: Readonly<Record<string, string>> = {
  "raw-write": "This is lost in a Jupyter frontend; console.log is not",
  "import-meta": "A cell is no module, so that import.meta is a SyntaxError in the kernel",
  "figure-without-alt": "This picture says nothing to who can not see it; give it words (alt)",
  "floating-promise":
    "This promise is not awaited: the cell ends before it, and its error is nobody's",
};

/** A value that is never shown, as it is written. */
const SILENT = /^(-?Infinity|-?NaN|-0|-?\d[\d_]*n|null|Number\.(NaN|(POSI|NEGA)TIVE_INFINITY))$/;

/** Kinds of expressions whose value nobody expects to see. */
const VALUELESS = /^(Assignment|Update)Expression$/;

/** What is to be asked of the compiler about a module. */
export function probesOf({ module, statements }: RuleSubject): Probe[] {
  if (!statements) return [];
  const last = lastExpressions(module, statements);
  return statements.loose.flatMap((expression): Probe[] => {
    if (last.has(expression.start) && !VALUELESS.test(expression.type)) {
      const floating = expression.mayFloat ? ["floating" as const] : [];
      return [{ expression, questions: [...floating, "silent", "valued"] }];
    }
    return expression.mayFloat ? [{ expression, questions: ["floating"] }] : [];
  });
}

/** Where the last expressions of cells begin: what the kernel shows. */
function lastExpressions(module: CellsModule, { top, loose }: CellStatements): Set<number> {
  const lasts = new Map<number, number>();
  for (const [start, , type] of top) {
    const place = type === "EmptyStatement" ? undefined : module.locateOffset(start);
    if (place) lasts.set(place.cell, start);
  }
  const ends = new Set(lasts.values());
  return new Set(loose.map(({ start }) => start).filter((start) => ends.has(start)));
}

/** What can be seen in the text alone. */
export function checkStatements(subject: RuleSubject): RuleFinding[] {
  const { module, statements } = subject;
  if (!statements) return [];
  const named = statements.named.map(([code, start]) => at(module, start, code, WORDS[code]!));
  const last = lastExpressions(module, statements);
  const silent = statements.loose.filter(({ start }) => last.has(start))
    .filter(({ start, end }) => SILENT.test(module.text.slice(start, end)));
  return [...named, ...silent.map((expression) => silentValue(module, expression))];
}

/** What can be seen in the types, and in what the cell showed when it ran. */
export function checkTypes({ module, answers, cells }: RuleSubject): RuleFinding[] {
  return answers.flatMap(({ probe: { expression }, question }): RuleFinding[] => {
    if (question === "floating") {
      return [at(module, expression.start, "floating-promise", WORDS["floating-promise"]!)];
    }
    if (SILENT.test(module.text.slice(expression.start, expression.end))) return []; // told before
    const number = module.locateOffset(expression.start)?.cell;
    const cell = cells.find((cell) => cell.number === number);
    if (question === "valued" && !(cell && showedNothing(cell))) return [];
    return [silentValue(module, expression)];
  });
}

/** Whether the cell was executed without an error and without showing a value. */
function showedNothing({ cell }: NumberedCell): boolean {
  if (typeof cell.execution_count !== "number" || hasTag(cell, "raises-exception")) return false;
  return (cell.outputs ?? []).every(({ output_type }) => output_type === "stream");
}

function silentValue(module: CellsModule, { start, end }: LooseExpression): RuleFinding {
  const text = module.text.slice(start, end);
  const value = text.length > 40 || text.includes("\n") ? "this" : text;
  const message = `The Deno kernel does not show ${value} as the last value of a cell ` +
    "(nor any NaN, Infinity, -0, null or bigint); log it";
  return at(module, start, "silent-value", message);
}

function at(module: CellsModule, offset: number, code: string, message: string): RuleFinding {
  const place = module.locateOffset(offset) ?? { cell: 0, line: 1, column: 1 };
  return { ...place, code, message };
}

/** What the stored counts and outputs tell. */
export function checkRules(cells: readonly NumberedCell[]): RuleFinding[] {
  return [...checkOrder(cells), ...cells.flatMap(checkPictures)];
}

/** Outputs of cells that were executed in another order do not belong together. */
function checkOrder(cells: readonly NumberedCell[]): RuleFinding[] {
  const executed = cells.filter(({ cell }) => typeof cell.execution_count === "number");
  const at = executed.findIndex(({ cell }, i) => cell.execution_count !== i + 1);
  if (at < 0) return [];
  const { number, cell } = executed[at]!;
  const message = `Executed as number ${cell.execution_count}, but the ${at + 1}. executed cell ` +
    "from the top; run the notebook anew";
  return [{ cell: number, line: 1, column: 1, code: "execution-order", message }];
}

/** Pictures among the outputs that carry no words, whatever drew them. */
function checkPictures({ number, cell }: NumberedCell): RuleFinding[] {
  const wordless = (cell.outputs ?? []).some(isWordless);
  const message = "A picture in the outputs carries no words (alt, title or aria-label)";
  return wordless
    ? [{ cell: number, line: 1, column: 1, code: "figure-without-alt", message }]
    : [];
}

function isWordless(output: Output): boolean {
  if (!("data" in output)) return false;
  const text = (type: string) => joinText((output.data[type] ?? "") as MultilineText);
  const html = text("text/html");
  const images = html.match(/<img\b[^>]*>/g) ?? [];
  if (images.length > 0) return images.some((image) => !/\salt\s*=/.test(image));
  const svg = text("image/svg+xml") || html.match(/<svg\b[\s\S]*<\/svg>/)?.[0] || "";
  return svg !== "" && !/<title\b|\saria-label(ledby)?=|\saria-hidden=/.test(svg);
}
