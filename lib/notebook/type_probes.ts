import type { LooseExpression } from "./cell_statements_plugin.ts";

/** What is asked of the type of an expression. */
export type Question = "floating" | "silent" | "valued";

/** An expression whose type is to be asked for. */
export interface Probe {
  /** The expression. */
  readonly expression: LooseExpression;
  /** What is asked. */
  readonly questions: readonly Question[];
}

/** A question to which the answer is yes. */
export interface Answer {
  /** The expression. */
  readonly probe: Probe;
  /** What was asked of it. */
  readonly question: Question;
}

/** A place in the text without probes, or the answer of a probe. */
export type Located = Answer | { readonly line: number; readonly column: number };

/** A module with probes in it. */
export interface ProbedModule {
  /** The text. */
  readonly text: string;
  /** What a place in it stands for; nothing where only our own words are. */
  locate(line: number, column: number): Located | undefined;
}

/**
 * Types that are 1 where the answer is no: assigning 1 is an error of the compiler where it is yes.
 * A value of type any answers no, and so does one that never comes.
 */
const QUESTIONS = `
type $Floating<T> = 0 extends 1 & T ? 1 : [Extract<T, PromiseLike<unknown>>] extends [never] ? 1 : 0;
type $Silent<T> = 0 extends 1 & T ? 1 : [T] extends [never] ? 1 : [T] extends [bigint | null] ? 0 : 1;
type $Valued<T> = 0 extends 1 & T ? 1 : unknown extends T ? 1 : [T] extends [never] ? 1
  : [Extract<T, void | undefined>] extends [never] ? 0 : 1;
`;

const NAMES = { floating: "$Floating", silent: "$Silent", valued: "$Valued" } as const;

/**
 * Asks the compiler for types: after a statement comes a block that holds its expression once more
 * and fails to compile where the answer is yes. The statement itself stays as it is, so that what it
 * narrows stays narrow. Nothing of this is ever executed.
 */
export function withProbes(text: string, probes: readonly Probe[]): ProbedModule {
  const origins: (Located | undefined)[] = [];
  const out: string[] = [];
  let [cursor, line, column] = [0, 1, 0];
  function copyTo(end: number): void {
    const lines = text.slice(cursor, end).split("\n");
    lines.forEach((words, i) => {
      if (i > 0) [line, column] = [line + 1, 0];
      out.push(words);
      origins.push({ line, column });
      column += words.length;
    });
    cursor = end;
  }
  function add(words: string, origin?: Located): void {
    for (const own of words.split("\n")) {
      out.push(own);
      origins.push(origin);
    }
  }
  for (const probe of probes.toSorted((a, b) => a.expression.after - b.expression.after)) {
    const { start, end, after } = probe.expression;
    copyTo(after);
    add(`{ const $value = (\n${text.slice(start, end)}\n);`);
    for (const question of probe.questions) {
      const words = `const $${question}: ${NAMES[question]}<typeof $value> = 1;`;
      add(words, { probe, question });
    }
    add("}");
  }
  copyTo(text.length);
  add(QUESTIONS);
  return {
    text: out.join("\n"),
    locate(line, column) {
      const origin = origins[line - 1];
      if (origin === undefined || "probe" in origin) return origin;
      return { line: origin.line, column: column + origin.column };
    },
  };
}
