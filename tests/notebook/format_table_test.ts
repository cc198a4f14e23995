import { assertEquals } from "@std/assert";
import { formatTable } from "../../lib/notebook/format_table.ts";

Deno.test("formatTable() pads columns to their widest entry, numbers to the right", () => {
  assertEquals(
    formatTable(["name", "n", ""], [["größer", "1", "ok"], ["x", "1000", ""]]),
    "name       n\n──────  ────  ──\ngrößer     1  ok\nx       1000",
  );
  assertEquals(formatTable(["name"], []), "name\n────");
});
