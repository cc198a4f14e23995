import { assertEquals } from "@std/assert";
import { ignore } from "./companion.ts";
import { pathScrubber } from "../../lib/notebook/scrub_paths.ts";

Deno.test({
  name: "pathScrubber() writes paths relative to the notebook's folder, up to the project's",
  ignore,
  async fn() {
    const root = await Deno.makeTempDir();
    await Deno.mkdir(`${root}/notebooks/deep`, { recursive: true });
    await Deno.writeTextFile(`${root}/deno.json`, "{}");
    const scrub = pathScrubber(`${root}/notebooks/deep`, "/home/someone");
    assertEquals(scrub(`at file://${root}/notebooks/deep/a.ts:1:2`), "at a.ts:1:2");
    assertEquals(scrub(`(file://${root}/lib/a.ts:1:2)`), "(../../lib/a.ts:1:2)");
    assertEquals(scrub(`'${root}/notebooks/x' and "${root}/y"`), `'../x' and "../../y"`);
    assertEquals(scrub(`${root}-other/y`), `${root}-other/y`);
    assertEquals(scrub("/home/someone/z file:///home/someone/z"), "~/z ~/z");
    const cache = "file:///home/someone/.cache/deno/npm/registry.example";
    assertEquals(scrub(`at ${cache}/zod/4.6.7/v4/core.js:1:2`), "at npm:zod@4.6.7/v4/core.js:1:2");
    assertEquals(scrub(`at ${cache}/@a/b/1.0.0/c.js:3:4`), "at npm:@a/b@1.0.0/c.js:3:4");
    assertEquals(scrub("nothing / here"), "nothing / here");
    await Deno.remove(root, { recursive: true });
  },
});

Deno.test("pathScrubber() takes a line of millions of letters as it comes", () => {
  const scrub = pathScrubber("/a/project", "/home/me");
  const long = "x".repeat(5_000_000); // minutes, where each letter is tried as a beginning
  assertEquals(scrub(long), long);
  assertEquals(scrub(`${long}/npm/host/@a/b/1.2.3/c.js ${long}`), `npm:@a/b@1.2.3/c.js ${long}`);
});
