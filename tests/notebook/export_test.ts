import { assert, assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import fc from "fast-check";
import { type Cell, type Notebook, parseNotebook } from "@surprisal/loss/notebook";
import { fromMarkdown, toMarkdown } from "../../lib/notebook/markdown_format.ts";
import { joinText } from "../../lib/notebook/output.ts";
import { fromScript, toScript } from "../../lib/notebook/script_format.ts";
import written from "../testdata/written-by-jupyter.ipynb" with { type: "text" };
import { companion, ignore } from "./companion.ts";
import { notebookOf, withFolder } from "./notebook_of.ts";

/** The notebook as it must come back: without outputs and counts, texts in one piece. */
function withoutOutputs({ cells, metadata }: Notebook): unknown {
  return {
    metadata,
    cells: cells.map(({ outputs: _outputs, execution_count: _count, source, ...cell }) => (
      { ...cell, source: joinText(source) }
    )),
  };
}

/** Lines that could be taken for marks, fences or comments. */
const LINES = [
  "",
  " ",
  "a",
  "//",
  "// %% [code]",
  "// \\%% [code]",
  "%% [code]",
  '<!-- %% [code] {"id":"x"} -->',
  "<!-- \\%% [raw] -->",
  "```",
  "````ts",
  "-->",
  "\tb ",
];

const cellArbitrary: fc.Arbitrary<Cell> = fc.record({
  cell_type: fc.constantFrom("code" as const, "markdown" as const, "raw" as const),
  source: fc.array(fc.constantFrom(...LINES), { maxLength: 6 }).map((lines) => lines.join("\n")),
  metadata: fc.constantFrom({}, { tags: ["a b", "-->"] }),
});

Deno.test("toScript() and toMarkdown() lose nothing of sources, ids, tags and attachments", () => {
  fc.assert(
    fc.property(fc.array(cellArbitrary, { maxLength: 5 }), (random) => {
      const cells = random.map((cell, i) => ({ ...cell, id: `cell-${i}` }));
      const notebook = { ...parseNotebook(written), cells };
      assertEquals(withoutOutputs(fromScript(toScript(notebook))), withoutOutputs(notebook));
      assertEquals(
        withoutOutputs(fromMarkdown(toMarkdown(notebook, "f").text)),
        withoutOutputs(notebook),
      );
    }),
    { seed: 1, numRuns: 500 },
  );
  const notebook = parseNotebook(written);
  assertEquals(withoutOutputs(fromScript(toScript(notebook))), withoutOutputs(notebook));
  assertEquals(
    withoutOutputs(fromMarkdown(toMarkdown(notebook, "f").text)),
    withoutOutputs(notebook),
  );
});

Deno.test("toMarkdown() shows outputs, and pictures as files", () => {
  const { text, files } = toMarkdown(parseNotebook(written), "a_files");
  assertEquals([...files.keys()], ["a_files/cell2-1.svg"]);
  assertStringIncludes(text, "![a](a_files/cell2-1.svg)");
  assertStringIncludes(text, "```text\n42\n```");
});

Deno.test("fromScript() and fromMarkdown() take marks written by hand, and refuse text before them", () => {
  const script = fromScript("// %% [markdown]\n// # Title\n\n// %% [code]\n1 + 1\n");
  const markdown = fromMarkdown(
    "<!-- %% [markdown] -->\n\n# Title\n\n<!-- %% [code] -->\n\n```ts\n1 + 1\n```\n",
  );
  for (const { cells } of [script, markdown]) {
    assertEquals(cells.map(({ id, source }) => [id, joinText(source)]), [
      ["cell-1", "# Title"],
      ["cell-2", "1 + 1"],
    ]);
  }
  assertThrows(() => fromScript("let x;\n// %% [code]\n"), SyntaxError, "line 1");
  assertThrows(() => fromMarkdown("# Title\n"), SyntaxError, "each cell must stand behind");
});

Deno.test({
  name: "nb export and nb import go there and back, and never write over a notebook unasked",
  ignore,
  async fn() {
    const out = await Deno.makeTempDir();
    const source = "tests/testdata/display.ipynb";
    for (const to of ["md", "ts"]) {
      assertEquals((await companion(["export", "--to", to, "--out", out, source])).code, 0);
      const file = `${out}/display.${to}`;
      assertEquals((await companion(["import", file])).stdout, `${file} -> ${out}/display.ipynb\n`);
      const back = parseNotebook(await Deno.readTextFile(`${out}/display.ipynb`));
      assertEquals(
        withoutOutputs(back),
        withoutOutputs(parseNotebook(await Deno.readTextFile(source))),
      );
      const refused = await companion(["import", file]);
      assertEquals(refused.code, 1);
      assert(refused.stdout.includes("must be free or --force given"));
      assertEquals((await companion(["import", "--force", file])).code, 0);
      await Deno.remove(`${out}/display.ipynb`);
    }
    assertEquals((await companion(["export", "--to", "pdf", source])).code, 2);
    await Deno.remove(out, { recursive: true });
  },
});

Deno.test({
  name: "nb export --json and nb import --json tell what was written and what refuses",
  ignore,
  async fn() {
    await withFolder({ "a.ipynb": notebookOf("1 + 1"), "b.ipynb": "{" }, async (at) => {
      const told = async (...args: string[]) => {
        const { code, stdout } = await companion([...args, "--json"]);
        const { ok, files } = JSON.parse(stdout);
        return { code, ok, files };
      };
      const exported = await told("export", "--to", "ts", at);
      assertEquals([exported.code, exported.ok], [1, false]);
      const [a, b] = exported.files;
      assertEquals(a, { path: `${at}/a.ipynb`, written: `${at}/a.ts` });
      assertEquals(Object.keys(b), ["path", "error"]);
      assertStringIncludes(b.error, "JSON");
      const refused = await told("import", `${at}/a.ts`);
      assertEquals([refused.code, refused.ok], [1, false]);
      assertStringIncludes(refused.files[0].error, "must be free or --force given");
      assertEquals(await told("import", "--force", `${at}/a.ts`), {
        code: 0,
        ok: true,
        files: [{ path: `${at}/a.ts`, written: `${at}/a.ipynb` }],
      });
    });
  },
});
