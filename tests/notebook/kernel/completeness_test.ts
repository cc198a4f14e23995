import { assertEquals } from "@std/assert";
import { ignore } from "../companion.ts";
import { completeness } from "../../../lib/notebook/kernel/completeness.ts";

const COMPLETE = [
  "",
  "1",
  "/[(]/",
  "/[(]/g.test('(')",
  "`a ${[1].map((x) => `${x}`)} b`",
  "const a = 1; // (",
  "type A = { b: number };",
  "if (a) { b(); }",
  "await f()",
  "'('",
  "<T,>(x: T) => x",
  "@d class A {}",
  "import { a } from 'a'",
  "/* ( */ 1",
];

/** With the indent that the next line begins with. */
const INCOMPLETE: Record<string, string> = {
  "(": "  ",
  "1 +": "",
  "if (a) {": "  ",
  "function f(\n  a: number,": "  ",
  "`a ${": "  ",
  "`a": "",
  "/* a": "",
  "class A {\n  b() {": "    ",
  "const a =": "",
  "[1, 2,": "",
  "f(x => {\n  g();": "  ",
  "type A = {": "  ",
  "async () => {": "  ",
};

const INVALID = ["1 1", ")", "const const", "'a", "if (a) ]", "var 1a", "} {", "a b c("];

Deno.test("completeness() knows whole cells", () => {
  for (const code of COMPLETE) assertEquals([code, completeness(code).status], [code, "complete"]);
});

Deno.test("completeness() knows cells that go on, and how to indent", () => {
  for (const [code, indent] of Object.entries(INCOMPLETE)) {
    assertEquals([code, completeness(code)], [code, { status: "incomplete", indent }]);
  }
});

Deno.test("completeness() knows what will never be a cell", () => {
  for (const code of INVALID) assertEquals([code, completeness(code).status], [code, "invalid"]);
});

Deno.test({
  name: "completeness() takes JSX where TypeScript alone does not do, as the kernel does",
  ignore,
  fn() {
    const statuses: Record<string, string> = {
      "<b>x</b>": "complete",
      "const f = (a: number) => <p>{a}</p>;\nf(1)": "complete",
      "<></>": "complete",
      "<string>x": "complete", // no JSX, but a type
      "<b>x</b": "incomplete",
      "<div>\n  <b/>": "incomplete",
      "<b a={1": "incomplete",
      "f(<b/>": "incomplete",
      "<b>x</i>": "invalid",
      "<b/> 1": "invalid",
    };
    for (const [code, status] of Object.entries(statuses)) {
      assertEquals([code, completeness(code).status], [code, status]);
    }
  },
});
