import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { parseHTML } from "linkedom";
import { dirname } from "node:path";
import { findNotebooks } from "../../../lib/notebook/find_notebooks.ts";
import { ignore } from "../companion.ts";
import { notebook } from "./made_notebook.ts";

const silent = { say() {} };

/** The site, loaded when it is permitted: its packages ask for the environment at once. */
const site = () => import("../../../lib/notebook/site/export_site.ts");

/** Places of notebooks, and their text, that would meet at one address or break a link. */
const ODD: Readonly<Record<string, string>> = {
  "404.ipynb": "# Named as what hosts show where nothing is",
  "a#b?c%20.ipynb": "# Hash, [twin](TWIN.ipynb), [deep](deep%20folder/größe/ü.ipynb)",
  "assets/sandbox.ipynb": "# Named as a page of ours",
  "deep folder/größe/ü.ipynb":
    "[up](../../深い学習%20&%20<b>.ipynb) [hash](../../a%23b%3Fc%2520.ipynb)",
  "empty.ipynb": "",
  "index.ipynb": "# Named index",
  "twin.md": "# Twin, a text",
  "TWIN.ipynb": "# Twin",
  "深い学習 & <b>.ipynb": "# Same title",
  "same.ipynb": "# Same title\n\n## A\n\n## A",
};

Deno.test({
  name: "notebooks of any name have pages of their own, and links that lead to them",
  ignore,
  async fn() {
    const { buildSite } = await site();
    const folder = await Deno.makeTempDir({ prefix: "site-" });
    for (const [place, text] of Object.entries(ODD)) {
      await Deno.mkdir(dirname(`${folder}/${place}`), { recursive: true });
      const file = place.endsWith(".md")
        ? text
        : notebook(...text ? [["markdown", text] as ["markdown", string]] : []);
      await Deno.writeTextFile(`${folder}/${place}`, file);
    }
    const notebooks = await findNotebooks([folder]);
    const { files } = await buildSite({ folder: "unused", notebooks, ...silent });
    const pages = [...files.keys()].filter((address) => address.endsWith(".html"));
    assertEquals(pages.length, Object.keys(ODD).length + 2);
    assertEquals(new Set(pages.map((address) => address.toLowerCase())).size, pages.length);
    let links = 0;
    for (const address of pages) {
      const { document } = parseHTML(String(files.get(address)));
      for (const link of document.querySelectorAll("a[href]:not(.skip)")) {
        const { origin, href } = new URL(link.getAttribute("href")!, `file:///${encoded(address)}`);
        if (origin !== "null") continue;
        assert(
          files.has(decodeURIComponent(new URL(href).pathname.slice(1))),
          `${address}: ${href}`,
        );
        links++;
      }
    }
    assert(links > 3 * pages.length, `${links} links`);
    await Deno.remove(folder, { recursive: true });
  },
});

const encoded = (address: string) => address.split("/").map(encodeURIComponent).join("/");

Deno.test({
  name: "an output of ten megabytes is cut, and it is said by how much",
  ignore,
  async fn() {
    const { buildSite } = await site();
    const folder = await Deno.makeTempDir({ prefix: "site-" });
    const text = "0123456789".repeat(1e6);
    const stream = { output_type: "stream", name: "stdout", text };
    await Deno.writeTextFile(`${folder}/big.ipynb`, notebook(["code", "big()", [stream]]));
    const notebooks = await findNotebooks([folder]);
    const { files } = await buildSite({ folder: "unused", notebooks, ...silent });
    const page = String(files.get("big.html"));
    assert(page.length < 110_000, `${page.length} characters`);
    assertStringIncludes(page, "… and 9,900,000 characters more, in the notebook");
    await Deno.remove(folder, { recursive: true });
  },
});

Deno.test({
  name: "text in columns is not broken into lines, other text is",
  ignore,
  async fn() {
    const { buildSite } = await site();
    const folder = await Deno.makeTempDir({ prefix: "site-" });
    const texts = ["name   loss\none    0.1\ntwo    0.2\n", "words and words\n  indented\nmore\n"];
    const outputs = texts.map((text) => ({ output_type: "stream", name: "stdout", text }));
    await Deno.writeTextFile(
      `${folder}/a.ipynb`,
      notebook(
        ...outputs.map((output) => ["code", "print()", [output]] as ["code", string, unknown[]]),
      ),
    );
    const notebooks = await findNotebooks([folder]);
    const { files } = await buildSite({ folder: "unused", notebooks, ...silent });
    const { document } = parseHTML(String(files.get("a.html")));
    assertEquals(
      [...document.querySelectorAll("pre.output")].map(({ className }) => className),
      ["output stdout columns", "output stdout"],
    );
    await Deno.remove(folder, { recursive: true });
  },
});
