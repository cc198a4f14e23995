import { assertEquals } from "@std/assert";
import { PreparedCell } from "../../../lib/notebook/kernel/prepared_cell.ts";
import { isPrinted, printCell } from "../../../lib/notebook/kernel/print_cell.ts";
import { excerpt, Traces } from "../../../lib/notebook/kernel/traces.ts";

Deno.test("printCell() prints TypeScript as JavaScript, imports kept", () => {
  const printed = printCell('import { a, type B } from "x";\nlet c: number = 1;');
  if (!isPrinted(printed)) throw new Error(printed.message);
  assertEquals(printed.code.includes("import { a } from"), true);
  assertEquals(printed.code.includes("number"), false);
});

Deno.test("printCell() says what is wrong, and where", () => {
  const fault = printCell("let a = 1;\nlet b = ;");
  if (isPrinted(fault)) throw new Error("it must not parse");
  assertEquals([fault.kind, fault.line, fault.column], ["syntax", 2, 9]);
});

Deno.test("Traces put the kernel's places into cells as written", () => {
  const traces = new Traces();
  const source = "type A = number;\nconst f = (x: A) => {\n  throw x;\n};\nf(1)";
  traces.prepare("1", 1);
  traces.prepare(source, 2);
  assertEquals(traces.rewrite("at surprisal-cell-9:1:1"), "at cell"); // long gone
  assertEquals(traces.rewrite("nothing of ours"), "nothing of ours");
});

Deno.test("PreparedCell shows its last value only, and finds its way back", () => {
  const cell = new PreparedCell("const a: number = 1;\na;", { name: "n", count: 3 });
  assertEquals(cell.code.split("\n")[0], "const a: number = 1;");
  assertEquals(cell.code.includes("show((a"), true);
  assertEquals(cell.code.trimEnd().endsWith("//# sourceURL=n"), true);
  const strict = "'use strict'; void 0;".length; // what the kernel puts before
  assertEquals(cell.locate({ line: 1, column: strict + 7 }), { line: 1, column: 7 });
});

Deno.test("excerpt() marks the place", () => {
  const cell = { source: "a\nbcd", count: 4 };
  assertEquals(excerpt({ cell, line: 2, column: 3 }), ["cell [4], line 2:", "2 | bcd", "      ^"]);
});
