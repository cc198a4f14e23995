import { assertEquals } from "@std/assert";
import { findClaims, missingClaims, statementsPage } from "../../notebooks/support/statements.ts";
import statements from "../../notebooks/support/statements.json" with { type: "json" };

const folder = new URL("../../notebooks/", import.meta.url);

Deno.test("every statement of the question and its answers is held by a claim with a test", async () => {
  assertEquals(statements.map(({ row }) => row), Array.from({ length: 42 }, (_, i) => i + 1));
  assertEquals(missingClaims(await findClaims(folder)), []);
});

Deno.test("STATEMENTS.md is what the notebooks say", async () => {
  const page = await Deno.readTextFile(new URL("STATEMENTS.md", folder));
  assertEquals(page, statementsPage(await findClaims(folder)));
});
