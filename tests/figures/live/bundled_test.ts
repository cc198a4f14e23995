import { assert, assertEquals } from "@std/assert";
import { bundled, bundledUrl } from "../../../lib/figures/live/bundle.ts";
import { LIVE_NAMES } from "../../../lib/figures/live/names.ts";
import { LIVE } from "../../../lib/figures/live/registry.ts";

const MAY_BUNDLE = ["read", "write", "run", "env", "sys"].every((name) =>
  Deno.permissions.querySync({ name } as Deno.PermissionDescriptor).state === "granted"
);

for (const name of LIVE_NAMES) {
  Deno.test({
    name: `the script of ${name} is what its source builds: else run deno task live`,
    ignore: !MAY_BUNDLE,
    async fn() {
      assert(await bundled(name) === await Deno.readTextFile(bundledUrl(name)));
    },
  });

  Deno.test(`the script of ${name} may stand in a page: nothing ends it, nothing is fetched`, () => {
    const { script } = LIVE[name];
    assert(script.length > 1000);
    assertEquals(script.match(/<\/script|<!--|[\u2028\u2029]/gi), null);
    assertEquals(script.match(/\b(?:fetch|import|XMLHttpRequest|WebSocket|eval)\s*\(/g), null);
    assertEquals(script.match(/https?:\/\/(?!www\.w3\.org\/2000\/svg)[^"'`\s]*/g), null);
    // 45,000 of the longest are the softmax losses with their options, and two ways to take exponentials
    assert(script.length < 66_000, `${script.length} characters`);
  });
}
