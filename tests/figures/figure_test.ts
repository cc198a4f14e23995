import { assert, assertEquals, assertNotEquals, assertThrows } from "@std/assert";
import { figure, surprisalCurve } from "@surprisal/loss/figures";
import { parseHTML } from "linkedom";
import { CASES } from "./cases.ts";

const HOSTILE = `a < b & "c" > 'd' </title><script>alert(1)</script> \u0007 é → 🙂`;

function bundleOf(text: { alt: string; caption: string }) {
  return figure(surprisalCurve({ marks: [1 / 8] }), text).toBundle();
}

function imgOf(html: string): Element {
  return parseHTML(`<html><body>${html}</body></html>`).document.querySelector("img")!;
}

function decode(src: string): string {
  const base64 = src.replace("data:image/svg+xml;base64,", "");
  return new TextDecoder().decode(Uint8Array.from(atob(base64), (c) => c.charCodeAt(0)));
}

Deno.test("figure() shows HTML first, then SVG, then words", () => {
  const shown = figure(surprisalCurve(), { alt: "A curve.", caption: "It falls." });
  const display = Reflect.get(shown, Symbol.for("Jupyter.display")) as () => object;
  assertEquals(Object.keys(display.call(shown)), ["text/html", "image/svg+xml", "text/plain"]);
  assertEquals(display.call(shown), shown.toBundle());
});

Deno.test("figure() gives an image with alt, size and caption", () => {
  const html = bundleOf({ alt: "A curve.", caption: "It falls." })["text/html"];
  const img = imgOf(html);
  assertEquals(img.getAttribute("alt"), "A curve.");
  assertEquals([img.getAttribute("width"), img.getAttribute("height")], ["640", "380"]);
  assert(html.startsWith("<figure"));
  assert(/<figcaption[^>]*>It falls\.<\/figcaption><\/figure>$/.test(html));
});

Deno.test("figure() leaves the colour of the caption to the notebook", () => {
  assert(!/color|class=/.test(bundleOf({ alt: "A", caption: "B" })["text/html"]));
});

Deno.test("figure() holds the same drawing in HTML and as SVG", () => {
  const bundle = bundleOf({ alt: HOSTILE, caption: HOSTILE });
  assertEquals(decode(imgOf(bundle["text/html"]).getAttribute("src")!), bundle["image/svg+xml"]);
});

Deno.test("figure() escapes hostile words in HTML and SVG", () => {
  const bundle = bundleOf({ alt: HOSTILE, caption: HOSTILE });
  for (const face of [bundle["text/html"], bundle["image/svg+xml"]]) {
    assert(!face.includes("<script"), face);
    assert(!face.includes("\u0007"));
    assert(face.includes("a &lt; b &amp; &quot;c&quot; &gt; &#39;d&#39;"));
  }
  assertEquals(imgOf(bundle["text/html"]).getAttribute("alt"), HOSTILE.replace("\u0007", "\ufffd"));
});

Deno.test("figure() says in plain text what it shows and finds", () => {
  assertEquals(
    bundleOf({ alt: "A curve.", caption: "It falls." })["text/plain"],
    "[figure] A curve.\nIt falls.",
  );
  assertEquals(
    Deno.inspect(figure(surprisalCurve(), { alt: "A curve.", caption: "It falls." })),
    "[figure] A curve.\nIt falls.",
  );
});

Deno.test("figure() refuses an empty alt or caption", () => {
  for (const empty of ["", "  \n"]) {
    assertThrows(
      () => figure(surprisalCurve(), { alt: empty, caption: "B" }),
      TypeError,
      "Cannot show figure as alt must say something in words: found an empty text",
    );
    assertThrows(
      () => figure(surprisalCurve(), { alt: "A", caption: empty }),
      TypeError,
      "caption",
    );
  }
  // @ts-expect-error: the compiler wants the caption
  assertThrows(() => figure(surprisalCurve(), { alt: "A" }), TypeError, "found undefined");
});

for (const [name, draw] of Object.entries(CASES)) {
  Deno.test(`${name}() is shown with the same bytes twice`, () => {
    const words = { alt: "A", caption: "B" };
    assertEquals(figure(draw(), words).toBundle(), figure(draw(), words).toBundle());
  });
}

Deno.test("figure() gives other ids to other figures", () => {
  const id = (alt: string) =>
    bundleOf({ alt, caption: "B" })["image/svg+xml"].match(/id="(.*?)"/)![1];
  assertNotEquals(id("one"), id("two"));
});
