import { assert, assertEquals } from "@std/assert";
import { parseHTML } from "linkedom";
import { ATTACKS, hostileNotebook, MARKDOWN } from "./hostile.ts";

const NAME = `"><img src=x onerror=alert(1)>.ipynb`;
const ASSETS = { version: "0", live: true, exercises: true };

/** The packages of the site ask for the environment as soon as they are loaded. */
const ignore = Deno.permissions.querySync({ name: "env" }).state !== "granted";

/** A test for which the site is loaded. */
function siteTest(name: string, fn: () => Promise<void>): void {
  Deno.test({ name, ignore, fn });
}

async function hostilePage(): Promise<string> {
  const { Palette } = await import("../../../lib/notebook/site/inline_svg.ts");
  const { StyleClasses } = await import("../../../lib/notebook/site/mathematics.ts");
  const { notebookHtml } = await import("../../../lib/notebook/site/notebook_html.ts");
  const { readPage } = await import("../../../lib/notebook/site/read_page.ts");
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
async function emptyPage(): Promise<string> {
  const { layout } = await import("../../../lib/notebook/site/layout.ts");
  return layout({
    course: { title: "", language: "", about: undefined, pages: [], extras: [] },
    assets: ASSETS,
    address: "a.html",
    title: "",
    description: "",
    scripts: ["live.js", "exercise.js"],
    main: "",
    kind: "notebook",
  });
}

const count = (document: Document, name: string) => document.querySelectorAll(name).length;

siteTest("a page of a hostile notebook holds no element that runs, loads or asks", async () => {
  const { document } = parseHTML(await hostilePage());
  const empty = parseHTML(await emptyPage()).document;
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

siteTest(
  "a page of a hostile notebook has no attribute that runs, styles or leads to a script",
  async () => {
    const { document } = parseHTML(await hostilePage());
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
  },
);

siteTest("names, ids and parts of the page's own are not to be had by a notebook", async () => {
  const { document } = parseHTML(await hostilePage());
  const ids = [...document.querySelectorAll("[id]")].map((element) => element.getAttribute("id"));
  assertEquals(ids.length, new Set(ids).size, "every id once");
  assertEquals(count(document, "#site-tools"), 1);
  assertEquals(count(document, "[data-assets]"), 1);
  assertEquals(count(document, "main"), 1);
  assertEquals(document.querySelectorAll("[data-exercise]").length, 1);
  assertEquals(document.querySelector("body > .frame > main > article") !== null, true);
});

siteTest("the attacks are still told as text where they were text", async () => {
  const { document } = parseHTML(await hostilePage());
  const pre = [...document.querySelectorAll("pre")].map(({ textContent }) => textContent ?? "");
  assert(pre.some((text) => text.includes("<script>alert(1)</script>")));
  assert(ATTACKS.length > 20 && MARKDOWN.length > 30);
});
