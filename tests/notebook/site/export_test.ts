import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { parseHTML } from "linkedom";
import { findNotebooks } from "../../../lib/notebook/find_notebooks.ts";
import { companion, ignore } from "../companion.ts";
import { notebook, someFolder } from "./made_notebook.ts";

const silent = { say() {} };

/** The site, loaded when it is permitted: its packages ask for the environment at once. */
const site = () => import("../../../lib/notebook/site/export_site.ts");

Deno.test({
  name: "a site has pages in order, links between them, claims with marks, and texts beside them",
  ignore,
  async fn() {
    const { buildSite } = await site();
    const folder = await someFolder();
    const { files, course } = await buildSite({
      folder: "unused",
      notebooks: await findNotebooks([`${folder}/in`]),
      ...silent,
    });
    assertEquals(course.pages.map(({ address }) => address), [
      "1-first.html",
      "deep/2 second.html",
    ]);
    assertEquals(course.pages.map(({ title, question }) => [title, question.text]), [[
      "First",
      "What is it? (C1.1 says so.)",
    ], ["There", "After first, by C1.1."]]);
    assertEquals(course.pages[1]!.needs, ["1-first.html"]);
    const [first, second] = course.pages.map(({ address }) =>
      parseHTML(String(files.get(address))).document
    );
    const links = [...first!.querySelectorAll("article a")].map((link) =>
      link.getAttribute("href")
    );
    assertEquals(links, ["deep/2%20second.html#there", "notes.html"]);
    assertEquals(
      [...second!.querySelectorAll("article p:not(.facts) a")].map((a) => a.getAttribute("href")),
      ["../1-first.html", "../1-first.html#claim-c1.1"],
    );
    const claim = first!.getElementById("claim-c1.1")!.closest("p")!;
    assertStringIncludes(claim.textContent, "It holds."); // and not where it is only mentioned
    assertEquals(
      second!.querySelector("link[rel=stylesheet]")?.getAttribute("href")?.split("?")[0],
      "../assets/site.css",
    );
    assertEquals(course.pages[0]!.claims, [{ id: "C1.1", state: "passed" }, {
      id: "C1.2",
      state: "failed",
    }]);
    const marks = [...first!.querySelectorAll(".claim")].map(({ textContent }) => textContent);
    assertEquals(marks, ["C1.1 ✓holds: ", "C1.2 ✗fails: "]);
    assertEquals(course.extras.map(({ address, title }) => [address, title]), [[
      "notes.html",
      "Notes",
    ]]);
    assert(
      files.has("assets/exercise-content.js") && files.has("assets/sandbox.html") &&
        !files.has("assets/live.js"),
    );
    assertStringIncludes(String(files.get("index.html")), "2 claims, 1 hold");
    await Deno.remove(folder, { recursive: true });
  },
});

Deno.test({
  name: "the first page shows the figure to which a paragraph links, and what it needs",
  ignore,
  async fn() {
    const { buildSite } = await site();
    const folder = await Deno.makeTempDir({ prefix: "site-" });
    const drawing = '<svg viewBox="0 0 9 9" aria-label="A coin, heads up"><path d="M0,0h9"/></svg>';
    const html = `<figure>${drawing}<figcaption>Heads.</figcaption></figure>` +
      '<div data-live="coin" data-props="{&quot;p&quot;:0.5}"></div>';
    await Deno.writeTextFile(
      `${folder}/a.ipynb`,
      notebook(["markdown", "# A coin"], ["code", "coin()", [{
        output_type: "display_data",
        data: { "image/svg+xml": drawing, "text/html": html },
        metadata: {},
      }]]),
    );
    await Deno.writeTextFile(
      `${folder}/index.md`,
      "# Coins\n\n[A coin](a.ipynb#fig-coin)\n\nSee [it](a.ipynb#fig-coin).\n\n[No coin](a.ipynb#fig-2)\n",
    );
    const notebooks = await findNotebooks([folder]);
    const { files } = await buildSite({ folder: "unused", notebooks, ...silent });
    const { document } = parseHTML(String(files.get("index.html")));
    assertEquals(document.querySelectorAll(".about figure#fig-coin[data-live] svg").length, 1);
    assertEquals(
      [...document.querySelectorAll(".about a")].map(({ textContent }) => textContent),
      ["it", "No coin"],
    );
    assert(document.querySelector('script[src^="assets/live.js"]'));
    await Deno.remove(folder, { recursive: true });
  },
});

Deno.test({
  name: "a site of any notebook of ours can be made, and twice the same",
  ignore,
  async fn() {
    const { buildSite } = await site();
    const options = {
      folder: "unused",
      notebooks: await findNotebooks(["tests/testdata"]),
      ...silent,
    };
    const { files, course } = await buildSite(options);
    assert(course.pages.length > 20);
    assertEquals((await buildSite(options)).files, files);
  },
});

Deno.test({
  name: "nb export --site says what it writes, and refuses what makes no sense",
  ignore,
  async fn() {
    const folder = await someFolder();
    const made = await companion([
      "export",
      "--site",
      `${folder}/out`,
      "--title",
      "Mine & yours",
      "--lang",
      "de",
      `${folder}/in`,
    ]);
    assertEquals(made.code, 0, made.stdout);
    assertStringIncludes(made.stdout, `1-first.ipynb -> 1-first.html`);
    assertStringIncludes(
      await Deno.readTextFile(`${folder}/out/index.html`),
      `<title>Mine &amp; yours</title>`,
    );
    assertStringIncludes(await Deno.readTextFile(`${folder}/out/index.html`), `<html lang="de">`);
    for (
      const wrong of [["--site", ""], ["--site", `${folder}/out`, "--to", "md"], ["--title", "x"]]
    ) {
      assertEquals(
        (await companion(["export", ...wrong, `${folder}/in`])).code,
        2,
        wrong.join(" "),
      );
    }
    assertEquals((await companion(["export", "--site", `${folder}/in`, `${folder}/in`])).code, 1);
    assertStringIncludes((await companion(["export", "--help"])).stdout, "--site DIR");
    await Deno.remove(folder, { recursive: true });
  },
});

Deno.test({
  name: "exercises whose modules are not there are shown, and it is said why",
  ignore,
  async fn() {
    const { buildSite } = await site();
    const folder = await someFolder();
    await Deno.remove(`${folder}/in/checks.ts`);
    const lines: string[] = [];
    const { files } = await buildSite({
      folder: "unused",
      notebooks: await findNotebooks([`${folder}/in`]),
      say: (line) => void lines.push(line),
    });
    assert(!files.has("assets/exercise.js"));
    assertStringIncludes(String(files.get("1-first.html")), "todo");
    assertStringIncludes(
      lines.join("\n"),
      "exercises are only shown, as what they need does not run",
    );
    assertStringIncludes(lines.join("\n"), "checks.ts");
    await Deno.remove(folder, { recursive: true });
  },
});

Deno.test({
  name: "every link between pages of the course leads to a place that is there",
  ignore,
  async fn() {
    const { buildSite } = await site();
    const { files } = await buildSite({
      folder: "unused",
      notebooks: await findNotebooks(["notebooks"]),
      ...silent,
    });
    const pages = [...files].filter(([address]) =>
      address.endsWith(".html") && !address.startsWith("assets/")
    );
    const places = new Map(pages.map(([address, text]) => [
      address,
      new Set([...String(text).matchAll(/ id="([^"]+)"/g)].map(([, id]) => id!)),
    ]));
    const lost: string[] = [];
    let links = 0;
    for (const [address, text] of pages) {
      for (const [, href = ""] of String(text).matchAll(/ href="([^"]+)"/g)) {
        if (/^(?:https?|data|mailto):|^assets\//.test(href)) continue;
        const [page = "", place] = href.split("#");
        const found = places.get(page === "" ? address : decodeURI(page));
        if (!found || (place !== undefined && !found.has(decodeURI(place)))) {
          lost.push(`${address}: ${href}`);
        }
        links++;
      }
    }
    assertEquals(lost, []);
    assert(links > 300, `${links} links`);
  },
});
