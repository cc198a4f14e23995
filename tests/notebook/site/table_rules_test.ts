import { assert, assertEquals } from "@std/assert";
import { parseHTML } from "linkedom";
import { ignore } from "../companion.ts";
import { rendered } from "./rendered.ts";

const LONG = "a sentence of some length, **and** <em>more</em>";

async function tableOf(columns: readonly string[], ...rows: readonly string[][]) {
  const lines = [columns, columns.map(() => "-"), ...rows].map((row) => `| ${row.join(" | ")} |`);
  const { document } = parseHTML(await rendered(lines.join("\n")));
  const box = document.querySelector("div")!;
  return { kind: box.className, table: box.querySelector("table")! };
}

Deno.test({
  name:
    "a table of sentences says its roles and the names of its columns, so that it can be stacked",
  ignore,
  async fn() {
    const { kind, table } = await tableOf(["row", "`who`", "says", "but"], ["1", "A", LONG, LONG]);
    assertEquals(kind, "wide stacked");
    assertEquals(table.getAttribute("role"), "table");
    assertEquals([...table.querySelectorAll("tr")].map((row) => row.getAttribute("role")), [
      "row",
      "row",
    ]);
    const cells = [...table.querySelectorAll("td")];
    assertEquals(cells.map((cell) => cell.getAttribute("data-column")), [
      "row",
      "who",
      "says",
      "but",
    ]);
    assert(cells.every((cell) => cell.getAttribute("role") === "cell"));
    assertEquals(cells[2]!.innerHTML, LONG.replaceAll("**and**", "<strong>and</strong>"));
  },
});

Deno.test({
  name: "a table of numbers, of links or of few columns stays a table",
  ignore,
  async fn() {
    const link = `[1](a/rather/long/address/${"x".repeat(40)})`;
    const numbers = await tableOf(["a", "b", "c", "d"], ["1", link, link, "2"]);
    assertEquals(numbers.kind, "wide");
    assertEquals(numbers.table.getAttribute("role"), null);
    assertEquals((await tableOf(["a", "b", "c"], [LONG, LONG, LONG])).kind, "wide");
    const broad = await tableOf(["a", "b", "c", "d", "e"], ["1", "2", "3", "4", LONG + LONG]);
    assertEquals(broad.kind, "wide broad");
  },
});
