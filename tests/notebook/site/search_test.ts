import { assert, assertEquals } from "@std/assert";
import { findNotebooks } from "../../../lib/notebook/find_notebooks.ts";
import type { FoundSection } from "../../../lib/notebook/site/search_options.ts";
import { ignore } from "../companion.ts";
import { notebook } from "./made_notebook.ts";

/** What the search of a page finds, best first; loaded when permitted: its packages ask for the environment at once. */
async function searchOf(places: readonly string[]): Promise<(words: string) => FoundSection[]> {
  const { default: MiniSearch } = await import("minisearch");
  const { Palette } = await import("../../../lib/notebook/site/inline_svg.ts");
  const { StyleClasses } = await import("../../../lib/notebook/site/mathematics.ts");
  const { readCourse } = await import("../../../lib/notebook/site/read_course.ts");
  const { SEARCH_OPTIONS } = await import("../../../lib/notebook/site/search_options.ts");
  const { searchIndex } = await import("../../../lib/notebook/site/search_script.ts");
  const options = { folder: "unused", notebooks: await findNotebooks(places), say() {} };
  const site = { palette: new Palette(), styles: new StyleClasses() };
  const script = searchIndex((await readCourse(options, site)).course);
  const index = JSON.parse(script.replace(/^globalThis\.siteIndex=(.*);\n$/s, "$1")) as string;
  const search = MiniSearch.loadJSON<FoundSection>(index, SEARCH_OPTIONS);
  return (words) => search.search(words) as unknown as FoundSection[];
}

Deno.test({
  name: "the search ranks what teaches before lists of sources, exercises and texts beside",
  ignore,
  async fn() {
    const search = await searchOf(["notebooks"]);
    const first = (words: string) => search(words)[0]!.address;
    assertEquals(
      Object.fromEntries(
        ["label smoothing", "kraft", "huffman code", "cross entropy", "log sum exp", "zero"]
          .map((words) => [words, first(words)]),
      ),
      {
        "label smoothing": "11-honest-probabilities.html#truths-that-are-not-certain",
        "kraft": "02-codes.html#words-without-commas",
        "huffman code": "02-codes.html#the-best-whole-words",
        "cross entropy": "03-cross-entropy.html#3-cross-entropy-the-wrong-code-book",
        "log sum exp": "06-softmax-gradient.html#from-logits-to-a-prediction",
        "zero": "07-zero.html#7-zero",
      },
    );
    assert(search("label smoothing").some(({ title }) => title === "Sources")); // found, later
    const claim = search("natural gradient")[0]!.text;
    assert(claim.includes("C5.11 The natural gradient"), "a claim is found without its mark");
  },
});

Deno.test({
  name:
    "the search of anybody's notebooks: a heading of several pages and a text beside count half",
  ignore,
  async fn() {
    const folder = await Deno.makeTempDir({ prefix: "site-" });
    const said = "\n\nOf apples and pears.\n\n";
    const page = (title: string, own: string) =>
      notebook(["markdown", `# ${title}\n\n## Links${said}## ${own}${said}`]);
    await Deno.writeTextFile(`${folder}/a.ipynb`, page("One", "Fruit"));
    await Deno.writeTextFile(`${folder}/b.ipynb`, page("Two", "Trees"));
    await Deno.writeTextFile(`${folder}/notes.md`, `# Notes${said}`);
    const found = (await searchOf([folder]))("apples");
    assertEquals(found.map(({ title, weight }) => [title, weight]), [
      ["Fruit", 1],
      ["Trees", 1],
      ["Links", 0.5],
      ["Links", 0.5],
      ["Notes", 0.5],
    ]);
    await Deno.remove(folder, { recursive: true });
  },
});
