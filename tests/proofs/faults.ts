/** A fault, how it looks in a cell, and what must be told of it. */
export interface Planted {
  readonly fault: string;
  readonly source: string;
  readonly command: "check" | "test";
  /** Line and column in the cell; none where only the cell is known. */
  readonly at?: string;
  /** Words of what is told. */
  readonly words: string;
  /** What Deno's own kernel shows of it. */
  readonly stock?: string;
}

/** What Deno's kernel passes over, and what a rule of `nb check` names. */
export const FAULTS: readonly Planted[] = [
  {
    fault: "a `Deno.test` that fails",
    source:
      'let a = 1;\nDeno.test("a is 2", () => { if (a !== 2) throw new Error("it is not"); });',
    command: "test",
    words: "Check failed: a is 2",
    stock: "nothing",
  },
  {
    fault: "a step that fails",
    source: 'Deno.test("all", async (t) => {\n  await t.step("one", () => { throw 1; });\n});',
    command: "test",
    words: "Check failed: all > one",
    stock: "nothing",
  },
  {
    fault: "`Deno.test.only`, which hides others",
    source: 'Deno.test.only("a", () => {});',
    command: "test",
    words: "Check failed: only",
    stock: "nothing",
  },
  {
    fault: "a `check()` that fails",
    source: `const { check } = await import("${
      import.meta.resolve("../../lib/notebook/check.ts")
    }");\n  check("a", () => false);`,
    command: "test",
    at: "2:3",
    words: "CheckFailed: a",
    stock: "red",
  },
  {
    fault: "a cell that throws",
    source: "const f: number = 1;\n  throw new RangeError(`f is ${f}`);",
    command: "test",
    at: "2:9",
    words: "RangeError: f is 1",
    stock: "red, another line",
  },
  {
    fault: "a syntax error",
    source: "let a = 1;\nlet b = ;",
    command: "test",
    at: "2:9",
    words: "Expression expected",
    stock: "nothing",
  },
  {
    fault: "a rejection that nobody handles",
    source: 'Promise.reject(new Error("lost"));\n1;',
    command: "test",
    words: "Unhandled rejection: Error: lost",
    stock: "nothing",
  },
  {
    fault: "a throw in a timer",
    source:
      'setTimeout(() => { throw new Error("late"); }, 5);\nawait new Promise((go) => setTimeout(go, 30));',
    command: "test",
    words: "Uncaught in a timer or callback: Error: late",
    stock: "nothing",
  },
  {
    fault: "an endless loop",
    source: "while (true) {}",
    command: "test",
    words: "Timed out after 3 s",
    stock: "waits",
  },
  {
    fault: "a promise that never comes",
    source: "await new Promise(() => setInterval(() => {}, 1000));",
    command: "test",
    words: "Timed out after 3 s",
    stock: "waits, dead to interrupts",
  },
  {
    fault: "the end of the process",
    source: "1;\nDeno.exit(3);",
    command: "test",
    words: "Kernel died with exit code 3",
    stock: "kernel died",
  },
  {
    fault: "an import that is not there",
    source: '1;\nimport { a } from "./gone.ts";\na;',
    command: "test",
    at: "2:19",
    words: "Module not found",
    stock: "red, no line",
  },
  {
    fault: "a type that is another",
    source: "1;\nconst s: string = 1;\ns;",
    command: "check",
    at: "2:7",
    words: "TS2322",
    stock: "nothing",
  },
  {
    fault: "a name that is not there",
    source: "1;\nnowhere();",
    command: "check",
    at: "2:1",
    words: "TS2304",
    stock: "red when it runs",
  },
  {
    fault: "a name declared in two cells",
    source: "let first = 2;\nfirst;",
    command: "check",
    at: "1:5",
    words: "TS2451",
    stock: "nothing",
  },
  {
    fault: "an import that `deno.json` lacks",
    source: 'import x from "lack";\nx;',
    command: "check",
    at: "1:15",
    words: "TS2307",
    stock: "red when it runs",
  },
  {
    fault: "what `deno lint` finds",
    source: "1;\nlet never = 1;\nnever;",
    command: "check",
    at: "2:5",
    words: "prefer-const",
    stock: "nothing",
  },
  {
    fault: "a last value that is not shown: `NaN`",
    source: "1;\n  NaN",
    command: "check",
    at: "2:3",
    words: "silent-value",
    stock: "nothing",
  },
  {
    fault: "the same by type: bigint or null",
    source: "const big = 2n ** 64n;\nbig",
    command: "check",
    at: "2:1",
    words: "silent-value",
    stock: "nothing",
  },
  {
    fault: "a promise that nobody awaits",
    source: "const later = async () => await 1;\nlater();\n1;",
    command: "check",
    at: "2:1",
    words: "floating-promise",
    stock: "nothing",
  },
  {
    fault: "`Deno.stdout.write`",
    source: "1;\nDeno.stdout.write(new Uint8Array(1)).catch(() => {});",
    command: "check",
    at: "2:1",
    words: "raw-write",
    stock: "lost",
  },
  {
    fault: "`import.meta`",
    source: "1;\nconsole.log(import.meta.url);",
    command: "check",
    at: "2:13",
    words: "import-meta",
    stock: "nothing",
  },
  {
    fault: "a figure without words",
    source: 'const { html } = Deno.jupyter;\nhtml`<img src="a.png">`',
    command: "check",
    at: "2:1",
    words: "figure-without-alt",
    stock: "nothing",
  },
  {
    fault: "cells executed out of order",
    source: "1;",
    command: "check",
    at: "1:1",
    words: "execution-order",
    stock: "nothing",
  },
  {
    fault: "a cell that does not parse",
    source: "1;\nlet b = ;",
    command: "check",
    at: "2:9",
    words: "syntax",
    stock: "nothing",
  },
];
