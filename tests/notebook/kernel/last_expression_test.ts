import { assertEquals } from "@std/assert";
import { findLastExpression } from "../../../lib/notebook/kernel/last_expression.ts";

/** The expression is between guillemets. */
const CELLS = [
  "«1»",
  "const a = 1;\n«a»",
  "const a = 1; «a»;",
  "«f(1,\n  2)\n// words»",
  "«a\n  .b(`;${1};`)\n  .c»;; /* words */",
  "if (a) { b }\n«c»",
  "for (;;) { break; }\n«/[;}]/g»",

  "import { a } from 'a';\n«a»",
  "type A = number;\n«(x: A): A => x»",
  "enum E { A }\n«E.A»",
  "«await f()»",
  "class A { b = 1; }\n«new A()»",
  "«'; not a statement'»",
  "«a = 5»",
  "«`\n;\n`»",
];

/** Cells whose last statement is no expression. */
const NONE = [
  "",
  "let a = 1",
  "function f() { return 1; }",
  "class A {}",
  "if (a) { b; }",
  "type A = number;",
  "import 'a';",
  "// a",
  "export const a = 1;",
  "throw new Error()",
  "interface A { b: 1 }",
  "async function f() { 1 }",
  "const a = 1\n// the end; a",
  "let x = 1\n[x][0]", // one statement, whatever it looks like
  "not a program (",
];

Deno.test("findLastExpression() finds the value of a cell", () => {
  for (const marked of CELLS) {
    const source = marked.replace(/[«»]/g, "");
    const last = findLastExpression(source);
    const found = last &&
      `${source.slice(0, last.start)}«${source.slice(last.start, last.end)}»${
        source.slice(last.end)
      }`;
    assertEquals(found, marked);
  }
});

Deno.test("findLastExpression() finds none where there is none", () => {
  for (const source of NONE) {
    assertEquals([source, findLastExpression(source)], [source, undefined]);
  }
});

Deno.test("findLastExpression() takes lines that belong together as one", () => {
  const source = "const x = 8, re = 2, g = 2;\nx\n/re/g";
  const last = findLastExpression(source)!;
  assertEquals(source.slice(last.start, last.end), "x\n/re/g");
});
