import { assert, assertEquals, assertThrows } from "@std/assert";
import { toSvg } from "@surprisal/loss/figures";
import * as Plot from "@observablehq/plot";
import { parseHTML } from "linkedom";
import { CASES, svgOf } from "./cases.ts";

const { document } = parseHTML("<html><body></body></html>");
const WORDS = { title: "Title", desc: "Description" };

function plotOf(options: Plot.PlotOptions): Element {
  return Plot.plot({ document, ...options });
}

/** Start and end tags that do not nest, or undefined: enough of XML to notice a broken file. */
function nestingFault(xml: string): string | undefined {
  const open: string[] = [];
  for (const [, end, name, empty] of xml.matchAll(/<(\/?)([a-zA-Z]+)(?:\s[^<>]*?)?(\/?)>/g)) {
    if (empty === "/") continue;
    if (end === "") open.push(name!);
    else if (open.pop() !== name) return name;
  }
  return open.pop();
}

for (const name of Object.keys(CASES)) {
  const svg = svgOf(name);

  Deno.test(`${name}() stands alone as SVG`, () => {
    assert(svg.startsWith(`<svg xmlns="http://www.w3.org/2000/svg" width="640" height="`));
    assertEquals(nestingFault(svg), undefined);
    for (
      const alien of ["currentColor", "var(", "<style", "class=", "NaN", "undefined", "Infinity"]
    ) {
      assert(!svg.includes(alien), `${alien} in ${name}`);
    }
    assert(!/&(?!(?:amp|lt|gt|quot|#39);)/.test(svg), "an entity that XML does not know");
  });

  Deno.test(`${name}() names and describes itself to screen readers`, () => {
    const [, title, desc] = svg.match(/ role="img" aria-labelledby="(\S+) (\S+)"/)!;
    assert(svg.includes(`<title id="${title}">Title of ${name}</title>`));
    assert(svg.includes(`<desc id="${desc}">Description of ${name}</desc>`));
  });

  Deno.test(`${name}() brings its paper and refers to its own ids only`, () => {
    assert(
      /<\/desc><rect x="-10" y="-10" width="640" height="\d+" rx="8" fill="#ffffff"\/>/.test(svg),
    );
    const ids = [...svg.matchAll(/ id="(.*?)"/g)].map(([, id]) => id!);
    assertEquals(new Set(ids).size, ids.length);
    for (const [, id] of svg.matchAll(/url\(#(.*?)\)/g)) assert(ids.includes(id!), id);
  });
}

Deno.test("toSvg() takes any plot: its ids do not depend on the plots drawn before", () => {
  const draw = () => plotOf({ marks: [Plot.line([[0, 1], [2, 3]], { clip: true })] });
  const first = toSvg(draw(), WORDS);
  assert(first.includes("clipPath id="));
  assertEquals(toSvg(draw(), WORDS), first);
});

Deno.test("toSvg() keeps the case of element names and the text as it is", () => {
  const svg = toSvg(
    plotOf({ marks: [Plot.text(["a  <b> & c"], { frameAnchor: "middle" })] }),
    WORDS,
  );
  assert(svg.includes(`xml:space="preserve">a  &lt;b&gt; &amp; c</text>`), svg);
});

Deno.test("toSvg() points to its own ids wherever a drawing refers to one", () => {
  const { document } = parseHTML(
    `<svg width="9" height="9"><defs><g id="a"></g></defs><use href="#a"></use><path fill="url(#a)"></path></svg>`,
  );
  const svg = toSvg(document.querySelector("svg")!, WORDS);
  const id = svg.match(/<g id="(.*?)"/)![1]!;
  assert(id.startsWith("figure-"));
  assert(svg.includes(`<use href="#${id}"/>`) && svg.includes(`fill="url(#${id})"`), svg);
  assert(svg.includes(`viewBox="0 0 9 9"`));
});

Deno.test("toSvg() writes pixels with two decimals, and leaves text alone", () => {
  const svg = toSvg(
    plotOf({ marks: [Plot.text([[1, 2], [2, Math.PI]], { text: () => "3.14159265" })] }),
    WORDS,
  );
  assert(svg.includes(">3.14159265</text>"));
  assert(!/translate\([^)]*\.\d{3}/.test(svg));
});

Deno.test("toSvg() refuses a plot with an HTML legend", () => {
  const withLegend = plotOf({
    color: { legend: true },
    marks: [Plot.dot([[1, 2]], { fill: ["a"] })],
  });
  assertThrows(
    () => toSvg(withLegend, WORDS),
    TypeError,
    "Cannot show plot as a self-contained figure as it must be one SVG element: found <figure>",
  );
});

Deno.test("toSvg() refuses what is no element, and empty words", () => {
  // @ts-expect-error: no element
  assertThrows(() => toSvg(undefined, WORDS), TypeError, "found <undefined>");
  const plot = plotOf({ marks: [] });
  assertThrows(() => toSvg(plot, { title: "", desc: "b" }), TypeError, "title must say something");
  assertThrows(() => toSvg(plot, { title: "a", desc: " " }), TypeError, "desc must say something");
});
