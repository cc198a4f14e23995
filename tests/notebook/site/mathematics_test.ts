import { assertEquals } from "@std/assert";
import { ignore } from "../companion.ts";
import { rendered } from "./rendered.ts";

/** The page of a Markdown text, without formulas' insides. */
async function outside(source: string): Promise<string> {
  return (await rendered(source)).replace(/(<math[^>]*>)[^]*?(<\/math>)/g, "$1$2");
}

Deno.test({
  name:
    "a formula in a line keeps what leans on it; one that may break and one of its own line do not",
  ignore,
  async fn() {
    const long = "q = [0.1, 0.5, 0.1, 0.1, 0.2]";
    assertEquals(
      await outside(`Of $q$, ($p$) and $N$-grams: $t$ is, **$y$** is, $${long}$.`),
      '<p>Of <span class="whole"><math></math>,</span> <span class="whole">(<math></math>)</span> and ' +
        '<span class="whole"><math></math>-</span>grams: <math></math> is, <strong><math></math></strong> is, ' +
        '<math class="long"></math>.</p>',
    );
    assertEquals((await outside("$$q$$")).includes("whole"), false);
  },
});

Deno.test({
  name: "no space stands after a function's name that has no argument",
  ignore,
  async fn() {
    assertEquals((await rendered("With $\\log_e$: nats.")).includes("mspace"), false);
    assertEquals((await rendered("$\\log_2 p$")).includes("mspace"), true);
  },
});
