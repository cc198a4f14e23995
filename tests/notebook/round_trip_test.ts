import {
  type Cell,
  type Notebook,
  parseNotebook,
  serializeNotebook,
} from "@surprisal/loss/notebook";
import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { fromMarkdown, toMarkdown } from "../../lib/notebook/markdown_format.ts";
import { joinText } from "../../lib/notebook/output.ts";
import { fromScript, toScript } from "../../lib/notebook/script_format.ts";

/** Lines that a text form could take for its own, and others. */
const LINE = fc.oneof(
  fc.constantFrom(
    "",
    " ",
    "// %% [code]",
    '// %% [code] {"id":"a"}',
    "// \\%% [markdown]",
    "// \\\\%% [raw]",
    "//",
    "// ",
    "//%% [code]",
    "<!-- %% [code] -->",
    "<!-- \\%% [outputs] -->",
    "```",
    "````ts",
    "  ```",
    "-->",
    "const s = `// %% [code]\n// %% [raw]`;",
    "\ttab",
    "trailing  ",
  ),
  fc.string({ unit: "grapheme", maxLength: 20 }),
);

/** Texts with every kind of line end, also at the end. */
const TEXT = fc.array(fc.tuple(LINE, fc.constantFrom("\n", "\r\n", "\n\n")), { maxLength: 6 })
  .chain((lines) =>
    fc.tuple(fc.constant(lines.flat().join("")), LINE)
      .map(([before, last]) => before + last)
  );

const JSON_OBJECT = fc.dictionary(
  fc.oneof(
    fc.constantFrom("id", "attachments", "metadata"), // as Colab has ids there
    fc.string({ unit: "grapheme", minLength: 1, maxLength: 8 }),
  )
    .map((key) => key === "__proto__" ? "proto" : key),
  fc.jsonValue({ maxDepth: 2 }).map((value) => JSON.parse(JSON.stringify(value))),
  { maxKeys: 3 },
);

const CELL: fc.Arbitrary<Cell> = fc.record({
  cell_type: fc.constantFrom("code", "markdown", "raw"),
  source: TEXT,
  metadata: fc.tuple(
    JSON_OBJECT,
    fc.array(fc.constantFrom("parameters", "a b", "-->"), { maxLength: 2 }),
  )
    .map(([rest, tags]) => tags.length > 0 ? { ...rest, tags } : withoutTags(rest)),
  attachments: fc.option(fc.constant({ "a.png": { "image/png": "aGk=" } }), { nil: undefined }),
}).map(({ cell_type, source, metadata, attachments }) => ({
  cell_type,
  source,
  metadata,
  ...(cell_type !== "code" && attachments && { attachments }),
  ...(cell_type === "code" && { outputs: [], execution_count: null }),
}));

function withoutTags({ tags: _, ...rest }: Record<string, unknown>): Record<string, unknown> {
  return rest;
}

const NOTEBOOK: fc.Arbitrary<Notebook> = fc.tuple(fc.array(CELL, { maxLength: 6 }), JSON_OBJECT)
  .map(([cells, metadata]) => ({
    cells: cells.map((cell, i) => ({ ...cell, id: `id-${i}` })),
    metadata: { kernelspec: { name: "deno" }, ...metadata },
    nbformat: 4,
    nbformat_minor: 5,
  }));

/** What must come back: everything, in whatever way texts are cut into lines. */
function essence({ cells, ...rest }: Notebook): unknown {
  return { ...rest, cells: cells.map((cell) => ({ ...cell, source: joinText(cell.source) })) };
}

Deno.test("fromScript() gives back every notebook that toScript() wrote", () => {
  fc.assert(
    fc.property(NOTEBOOK, (notebook) => {
      const back = fromScript(toScript(notebook));
      parseNotebook(serializeNotebook(back));
      assertEquals(essence(back), essence(notebook));
    }),
    { numRuns: 1500, seed: 20296 },
  );
});

Deno.test("fromMarkdown() gives back every notebook that toMarkdown() wrote", () => {
  fc.assert(
    fc.property(NOTEBOOK, (notebook) => {
      const back = fromMarkdown(toMarkdown(notebook, "files").text);
      assertEquals(essence(back), essence(notebook));
    }),
    { numRuns: 1500, seed: 20296 },
  );
});
