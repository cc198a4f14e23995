import { assertEquals } from "@std/assert";
import mutations from "./proofs/library_mutations.json" with { type: "json" };

/** How often a text stands in a file of the project. */
async function timesIn(file: string, text: string): Promise<number> {
  return (await Deno.readTextFile(new URL(`../${file}`, import.meta.url))).split(text).length - 1;
}

Deno.test("every change that tests/proofs/library_mutations.ts makes stands once in its file", async () => {
  const lost: string[] = [];
  for (const [file, before] of mutations) {
    const times = await timesIn(file!, before!).catch(() => 0);
    if (times !== 1) lost.push(`${file}: ${before} stands ${times} times`);
  }
  assertEquals(lost, []);
});
