import { assertEquals } from "@std/assert";
import { parseNotebook, runNotebook } from "@surprisal/loss/notebook";
import { codeOfSourceMap } from "../../lib/notebook/source_map.ts";
import notebook from "../testdata/error-lines.ipynb" with { type: "text" };
import { ignore } from "./companion.ts";

Deno.test({
  name: "runNotebook() tells the lines of errors in the cells as written, of earlier cells too",
  ignore,
  async fn() {
    const { cells, notebook: copy } = await runNotebook(parseNotebook(notebook), {
      cwd: "tests/testdata",
      keepGoing: true,
    });
    const frames = copy.cells.map(({ outputs = [] }) =>
      outputs.flatMap((output) => output.output_type === "error" ? output.traceback : [])
        .filter((line) => line.startsWith("    at ")).map((line) => line.slice(7))
    );
    assertEquals(frames, [
      [],
      ["cell2:1:7"],
      ["cell3:8:24"],
      ["deep (cell1:7:22)", "cell4:3:1"],
      ["cell5:7:26", "async cell5:5:1"],
    ]);
    const places = cells.flatMap(({ faults }) => faults)
      .map((fault) => "line" in fault ? [fault.line, fault.column] : []);
    assertEquals(places, [[1, 7], [8, 24], [3, 1], [7, 26]]);
  },
});

Deno.test("codeOfSourceMap() reads lines, steps back, and numbers of several digits", () => {
  assertEquals([...codeOfSourceMap("AAAA,gCAEA;;EADC")], [
    ["1:1", { line: 1, column: 1 }],
    ["1:33", { line: 3, column: 1 }],
    ["3:3", { line: 2, column: 2 }],
  ]);
});
