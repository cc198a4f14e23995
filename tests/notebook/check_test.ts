import { assertEquals, assertStringIncludes } from "@std/assert";
import { checkRules } from "../../lib/notebook/check_rules.ts";
import { cellsModule, codeCells } from "../../lib/notebook/cells_module.ts";
import { parseNotebook } from "@surprisal/loss/notebook";
import faults from "../testdata/check-faults.ipynb" with { type: "text" };
import { companion, ignore } from "./companion.ts";

/** The files of a folder, to see that nothing stays. */
function names(folder: string): string[] {
  return [...Deno.readDirSync(folder)].map(({ name }) => name).sort();
}

/** The first lines of what was found in a notebook of the test data. */
async function found(name: string): Promise<{ code: number; lines: string[]; text: string }> {
  const path = `tests/testdata/${name}.ipynb`;
  const before = names("tests/testdata");
  const { code, stdout } = await companion(["check", path]);
  assertEquals(names("tests/testdata"), before);
  const lines = stdout.split("\n").filter((line) => line.startsWith(path));
  return { code, lines: lines.map((line) => line.slice(path.length)), text: stdout };
}

Deno.test({
  name: "nb check finds planted faults at their cell, line and column",
  ignore,
  async fn() {
    const { code, lines, text } = await found("check-faults");
    const places = lines.map((line) => line.match(/^(\S+: [\w-]+):/)?.[1]);
    assertEquals(places, [
      "#cell1:2:25: TS2307",
      "#cell1:3:22: TS2307",
      "#cell2:1:7: TS2322",
      "#cell2:1:7: TS2451",
      "#cell3:3:7: TS2322",
      "#cell4:1:5: TS2451",
      "#cell4:1:5: prefer-const",
      "#cell4:2:1: raw-write",
      "#cell5:1:1: silent-value",
    ]);
    assertStringIncludes(lines[2]!, "Type 'number' is not assignable to type 'string'.");
    assertStringIncludes(text, "    const f: { d: { e: string } } = c;\n          ^\n");
    assertStringIncludes(text, "\nFindings in 1 notebooks: 9\n");
    assertEquals(code, 1);
  },
});

Deno.test({
  name: "nb check tells where a cell does not parse",
  ignore,
  async fn() {
    const { code, lines } = await found("check-syntax");
    assertEquals(lines, ["#cell2:1:17: syntax: Expected ',', got ';'"]);
    assertEquals(code, 1);
  },
});

Deno.test({
  name: "nb check lets a tagged cell declare a name again, and cells end without a semicolon",
  ignore,
  async fn() {
    const { code, lines } = await found("check-clean");
    assertEquals([code, lines], [0, []]);
  },
});

Deno.test({
  name: "nb check finds that cells were executed out of order",
  ignore,
  async fn() {
    const { code, lines } = await found("check-order");
    assertEquals(lines.map((line) => line.split(": ", 2)), [["#cell2:1:1", "execution-order"]]);
    assertEquals(code, 1);
  },
});

Deno.test("checkRules() tells last values that the kernel does not show, and no others", () => {
  const silent = (source: string) =>
    checkRules([{ number: 1, source, cell: { cell_type: "code", metadata: {}, source } }])
      .map(({ code }) => code);
  for (const value of ["NaN", "-Infinity;", "x;\n-0", "10n", "1_000n ;", "null", "  Number.NaN"]) {
    assertEquals(silent(value), ["silent-value"], value);
  }
  for (const value of ["0", "[NaN]", "NaN + 1", "x = null", "NaN;\n1", "// NaN", ""]) {
    assertEquals(silent(value), [], value);
  }
});

Deno.test("cellsModule() finds the cell of each of its lines again", () => {
  const cells = codeCells(parseNotebook(faults));
  const module = cellsModule(cells);
  const lines = module.text.split("\n");
  const located = lines.map((_, i) => module.locate(i + 1, 1));
  lines.forEach((line, i) => {
    const place = located[i];
    if (place) assertEquals(module.lineAt(place), line);
  });
  const total = cells.reduce((sum, { source }) => sum + source.split("\n").length, 0);
  assertEquals(located.filter((place) => place !== undefined).length, total);
  assertEquals(cells.map(({ number }) => number), [1, 2, 3, 4, 5, 6, 8, 9]);
});
