import { assert, assertEquals } from "@std/assert";
import { parseHTML } from "linkedom";
import { Palette } from "../../../lib/notebook/site/inline_svg.ts";
import { layout } from "../../../lib/notebook/site/layout.ts";
import { StyleClasses } from "../../../lib/notebook/site/mathematics.ts";
import { notebookHtml } from "../../../lib/notebook/site/notebook_html.ts";
import { readPage } from "../../../lib/notebook/site/read_page.ts";
import { ATTACKS, hostileNotebook, MARKDOWN } from "./hostile.ts";

const NAME = `"><img src=x onerror=alert(1)>.ipynb`;
const ASSETS = { version: "0", live: true, exercises: true };

function hostilePage(): string {
  const site = {
    palette: new Palette(),
    styles: new StyleClasses(),
    pages: new Map([[NAME, NAME.replace(".ipynb", ".html")]]),
  };
  const page = readPage({ path: NAME, place: NAME, notebook: hostileNotebook() }, site);
  const course = { title: NAME, language: NAME, about: undefined, pages: [page], extras: [] };
  return notebookHtml(page, course, ASSETS);
}

/** What an empty page of the site holds: the measure of what may be there. */
const EMPTY = layout({
  course: { title: "", language: "", about: undefined, pages: [], extras: [] },
  assets: ASSETS,
  address: "a.html",
  title: "",
  description: "",
  scripts: ["live.js", "exercise.js"],
  main: "",
  kind: "notebook",
});

const count = (document: Document, name: string) => document.querySelectorAll(name).length;

Deno.test("a page of a hostile notebook holds no element that runs, loads or asks", () => {
  const { document } = parseHTML(hostilePage());
  const empty = parseHTML(EMPTY).document;
  for (const name of ["script", "style", "link", "meta", "base"]) {
    assert(count(document, name) <= count(empty, name) + 1, name); // one: the description
  }
  for (
    const name of [
      "iframe",
      "object",
      "embed",
      "form",
      "input",
      "button",
      "template",
      "noscript",
      "foreignObject",
      "animate",
      "set",
      "annotation-xml",
      "mglyph",
      "textarea",
      "frame",
      "portal",
      "video",
      "audio",
      "source",
    ]
  ) assertEquals(count(document, name), 0, name);
  assertEquals(count(document, "style"), 0);
});

Deno.test("a page of a hostile notebook has no attribute that runs, styles or leads to a script", () => {
  const { document } = parseHTML(hostilePage());
  const faults: string[] = [];
  for (const element of document.querySelectorAll("*")) {
    for (const { name, value } of [...element.attributes]) {
      const place = `<${element.localName} ${name}="${value}">`;
      if (/^on|^style$|^srcdoc$|^formaction$|^ping$|^srcset$|^background$/i.test(name)) {
        faults.push(place);
      }
      if (/^(?:href|src|xlink:href|action)$/i.test(name)) {
        // deno-lint-ignore no-control-regex
        const address = value.replace(/[\x00-\x20]/g, "");
        if (/^(?:javascript|vbscript|file|blob):|^\/\//i.test(address)) faults.push(place);
        if (
          /^data:/i.test(address) &&
          !/^data:(?:image\/(?:png|jpeg|gif|webp|avif);base64,|,$)/.test(address)
        ) {
          faults.push(place);
        }
        const loads = !["a"].includes(element.localName);
        if (loads && /^https?:/i.test(address)) faults.push(place);
      }
      if (/url\((?!#)/i.test(value) && element.localName !== "a") faults.push(place);
    }
  }
  assertEquals(faults, []);
});

Deno.test("names, ids and parts of the page's own are not to be had by a notebook", () => {
  const { document } = parseHTML(hostilePage());
  const ids = [...document.querySelectorAll("[id]")].map((element) => element.getAttribute("id"));
  assertEquals(ids.length, new Set(ids).size, "every id once");
  assertEquals(count(document, "#site-tools"), 1);
  assertEquals(count(document, "[data-assets]"), 1);
  assertEquals(count(document, "main"), 1);
  assertEquals(document.querySelectorAll("[data-exercise]").length, 1);
  assertEquals(document.querySelector("body > .frame > main > article") !== null, true);
});

Deno.test("the attacks are still told as text where they were text", () => {
  const { document } = parseHTML(hostilePage());
  const pre = [...document.querySelectorAll("pre")].map(({ textContent }) => textContent ?? "");
  assert(pre.some((text) => text.includes("<script>alert(1)</script>")));
  assert(ATTACKS.length > 20 && MARKDOWN.length > 30);
});
