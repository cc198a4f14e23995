import { assertEquals } from "@std/assert";
import { ignore } from "../companion.ts";

/** Markdown as the pages have it, without formulas' insides: the packages ask for the environment at once. */
async function rendered(source: string): Promise<string> {
  const { StyleClasses } = await import("../../../lib/notebook/site/mathematics.ts");
  const { renderMarkdown } = await import("../../../lib/notebook/site/render_markdown.ts");
  const { markup } = renderMarkdown(source, {
    styles: new StyleClasses(),
    outline: { ids: new Set(), level: 1 },
    claim: () => undefined,
    link: () => undefined,
    picture: () => undefined,
  });
  return markup.text.replace(/(<math[^>]*>)[^]*?(<\/math>)/g, "$1$2").trim();
}

Deno.test({
  name:
    "a formula in a line keeps what leans on it; one that may break and one of its own line do not",
  ignore,
  async fn() {
    const long = "q = [0.1, 0.5, 0.1, 0.1, 0.2]";
    assertEquals(
      await rendered(`Of $q$, ($p$) and $N$-grams: $t$ is, **$y$** is, $${long}$.`),
      '<p>Of <span class="whole"><math></math>,</span> <span class="whole">(<math></math>)</span> and ' +
        '<span class="whole"><math></math>-</span>grams: <math></math> is, <strong><math></math></strong> is, ' +
        '<math class="long"></math>.</p>',
    );
    assertEquals((await rendered("$$q$$")).includes("whole"), false);
  },
});
