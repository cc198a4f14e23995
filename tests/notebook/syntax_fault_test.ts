import { assertEquals } from "@std/assert";
import { findSyntaxFault } from "../../lib/notebook/syntax_fault.ts";
import { ignore } from "./companion.ts";

Deno.test({
  name: "findSyntaxFault() names the line and column of what does not parse",
  ignore,
  async fn() {
    assertEquals(await findSyntaxFault("const a = 1;\nlet x=;\n"), {
      kind: "syntax",
      message: "Expression expected",
      line: 2,
      column: 7,
    });
    assertEquals((await findSyntaxFault("\n  f("))?.line, 2);
    assertEquals((await findSyntaxFault("`open"))?.message, "Unterminated template");
    assertEquals((await findSyntaxFault('"open'))?.message, "Unterminated string constant");
  },
});

Deno.test({
  name: "findSyntaxFault() finds nothing in what parses as a cell",
  ignore,
  async fn() {
    for (
      const source of ["", "const x: number = await 1; x", 'import { a } from "a"', "enum E {}"]
    ) {
      assertEquals(await findSyntaxFault(source), undefined);
    }
  },
});
