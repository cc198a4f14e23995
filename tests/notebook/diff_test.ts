import { parseNotebook } from "@surprisal/loss/notebook";
import { Buffer } from "node:buffer";
import { deflateSync } from "node:zlib";
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { compareOutputs } from "../../lib/notebook/compare_outputs.ts";
import { sameLine } from "../../lib/notebook/compare_text.ts";
import { htmlReport } from "../../lib/notebook/html_report.ts";
import { normalizeMarkup } from "../../lib/notebook/normalize_markup.ts";
import type { Output } from "../../lib/notebook/output.ts";
import { companion, ignore } from "./companion.ts";
import { notebookOf, withFolder } from "./notebook_of.ts";

const shown = (data: Record<string, unknown>): Output => (
  { data, metadata: {}, output_type: "display_data" }
);
const printed = (text: string | string[]): Output => ({
  name: "stdout",
  output_type: "stream",
  text,
});

Deno.test("sameLine() takes numbers that are close, and only where the words are the same", () => {
  const exact = { relative: 0, absolute: 0 };
  const loose = { relative: 1e-9, absolute: 0 };
  assert(sameLine("x = 1.0, y = 2", "x = 1, y = 2e0", exact));
  assert(!sameLine("x = 1", "x = 1.0000000000000002", exact));
  assert(sameLine("x = 1", "x = 1.0000000000000002", loose));
  assert(!sameLine("x = 1", "x = 1.00000001", loose));
  assert(!sameLine("x = 1", "y = 1", loose));
  assert(!sameLine("[1, 2]", "[1, 2, 3]", loose));
  assert(sameLine("-1e-300", "-1.0000000001e-300", loose));
  assert(!sameLine("0", "1e-300", loose));
  assert(sameLine("100", "100.01", { relative: 0, absolute: 0.015 }));
  assert(!sameLine("NaN", "1", { relative: 1, absolute: 1 }));
});

Deno.test("normalizeMarkup() ignores the order of attributes and what ids are called", () => {
  assertEquals(
    normalizeMarkup('<svg b="1" id="fig-ab12" a="2"><use href="#fig-ab12"/> text\n</svg>'),
    '<svg a="2" b="1" id="id-0">\n<use href="#id-0"/>\ntext\n</svg>',
  );
});

Deno.test("compareOutputs() names what differs, part by part", () => {
  const svg = (x: number) => `<svg><circle cx="${x}" r="2"/></svg>`;
  const html = (x: number) => `<img src="data:image/svg+xml;base64,${btoa(svg(x))}" alt="a">`;
  const figure = (x: number, words: string) =>
    shown({ "image/svg+xml": svg(x), "text/html": html(x), "text/plain": words });
  assertEquals(compareOutputs([figure(1, "a")], [figure(1.01, "a")], 0), []);
  const differences = compareOutputs([figure(1, "a")], [figure(1.1, "b")], 0);
  assertEquals(differences.map(({ part }) => part), [
    "output 1 image/svg+xml",
    "output 1 text/html",
    "output 1 text/plain",
  ]);
  assertEquals([differences[2]!.stored, differences[2]!.fresh], ['"a"', '"b"']);
});

Deno.test("compareOutputs() does not mind how streams are cut or JSON is ordered", () => {
  const stored = [
    printed("a\n"),
    printed(["b\n"]),
    shown({ "application/json": { a: 1, b: [2] } }),
  ];
  const fresh = [printed("a\nb\n"), shown({ "application/json": { b: [2], a: 1 } })];
  assertEquals(compareOutputs(stored, fresh, 0), []);
  assertEquals(compareOutputs([], [printed("a")], 0), [
    { part: "output 1 stdout", line: 1, stored: "nothing", fresh: '"a"' },
  ]);
});

Deno.test({
  name: "nb diff tells what a notebook holds that a run does not give, and writes a page",
  ignore,
  async fn() {
    const folder = await Deno.makeTempDir();
    const path = `${folder}/display.ipynb`;
    await Deno.copyFile("tests/testdata/display.ipynb", path);
    await companion(["run", "--write", path]);
    const same = await companion(["diff", path]);
    assertStringIncludes(same.stdout, `${path} the same\n`);
    assertEquals(same.code, 0);
    const text = await Deno.readTextFile(path);
    await Deno.writeTextFile(path, text.replace('"two"', '"<three>"'));
    const { code, stdout } = await companion(["diff", "--html", `${folder}/report.html`, folder]);
    assertStringIncludes(
      stdout,
      `${path}#cell1 output 1 text/plain, line 1: "<three>" is now "two"\n`,
    );
    assertStringIncludes(stdout, "\nCells that differ in 1 notebook: 1\n");
    assertEquals(code, 1);
    const page = await Deno.readTextFile(`${folder}/report.html`);
    assertStringIncludes(page, "<td><pre>&lt;three&gt;</pre></td><td><pre>two</pre></td>");
    await Deno.remove(folder, { recursive: true });
  },
});

Deno.test("htmlReport() shows no codes of terminals, and names what it does not show", () => {
  const page = htmlReport([{
    place: "a.ipynb#cell1",
    source: "x",
    stored: [printed("\x1b[31mred\x1b[0m")],
    fresh: [shown({ "text/html": "<b>bold</b>" })],
    differences: [],
  }]);
  assertStringIncludes(page, "<td><pre>red</pre></td><td><em>text/html</em></td>");
  assertStringIncludes(page, "Outputs that differ: 1 cell<");
});

Deno.test({
  name: "nb diff takes the tolerance of the call, and before it that of the cell's tag",
  ignore,
  async fn() {
    const folder = await Deno.makeTempDir();
    const path = `${folder}/a.ipynb`;
    const notebook = JSON.parse(await Deno.readTextFile("tests/testdata/no-checks.ipynb"));
    const output = {
      data: { "text/plain": ["1.001"] },
      metadata: {},
      output_type: "execute_result",
    };
    Object.assign(notebook.cells[0], { source: "1", outputs: [{ ...output, execution_count: 1 }] });
    await Deno.writeTextFile(path, JSON.stringify(notebook));
    assertEquals((await companion(["diff", path])).code, 1);
    assertEquals((await companion(["diff", "--tolerance", "0.01", path])).code, 0);
    notebook.cells[0].metadata.tags = ["tolerance=0.01"];
    await Deno.writeTextFile(path, JSON.stringify(notebook));
    assertEquals((await companion(["diff", path])).code, 0);
    notebook.cells[0].metadata.tags = ["tolerance=much"];
    await Deno.writeTextFile(path, JSON.stringify(notebook));
    assertStringIncludes((await companion(["diff", path])).stdout, '"tolerance=much"');
    await Deno.remove(folder, { recursive: true });
  },
});

/** A PNG of one grey point, with a word of who wrote it. */
function png(grey: number, author: string): string {
  const chunk = (name: string, data: Uint8Array) => {
    const bytes = new Uint8Array(data.length + 12);
    new DataView(bytes.buffer).setUint32(0, data.length);
    bytes.set(new TextEncoder().encode(name), 4);
    bytes.set(data, 8);
    return bytes; // the sum at the end is not looked at
  };
  const header = chunk("IHDR", Uint8Array.of(0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0));
  const text = chunk("tEXt", new TextEncoder().encode(`Author\0${author}`));
  const points = chunk("IDAT", deflateSync(Uint8Array.of(0, grey)));
  const start = Uint8Array.of(137, 80, 78, 71, 13, 10, 26, 10);
  return Buffer.concat([start, header, text, points]).toString("base64");
}

Deno.test("compareOutputs() compares pictures by what they show", () => {
  const picture = (base64: string) => [shown({ "image/png": base64 })];
  assertEquals(compareOutputs(picture(png(1, "a")), picture(`${png(1, "b")}\n`), 0), []);
  const [difference] = compareOutputs(picture(png(1, "a")), picture(png(2, "a")), 0);
  assertEquals(difference!.part, "output 1 image/png");
  assertStringIncludes(difference!.stored, "image/png, 1 x 1 points, sha256 ");
  const jpeg = (text: string) => [shown({ "image/jpeg": btoa(text) })];
  assertEquals(compareOutputs(jpeg("a"), jpeg("a"), 0), []);
  assertStringIncludes(compareOutputs(jpeg("a"), jpeg("bc"), 0)[0]!.fresh, "2 bytes");
});

Deno.test({
  name: "nb diff --accept writes the cells that differ, and no others",
  ignore,
  async fn() {
    const notebook = notebookOf("1 + 1", "0.1 + 0.2", "3");
    const result = (text: string, count: number) => ({
      data: { "text/plain": [text] },
      execution_count: count,
      metadata: {},
      output_type: "execute_result" as const,
    });
    ["3", "0.3", "3"].forEach((text, i) => {
      Object.assign(notebook.cells[i]!, { outputs: [result(text, i + 1)], execution_count: i + 1 });
    });
    await withFolder({ "a.ipynb": notebook }, async (at) => {
      const path = `${at}/a.ipynb`;
      const told = await companion(["diff", "--json", path]);
      const [{ cells }] = JSON.parse(told.stdout).notebooks;
      assertEquals(cells.map(({ place }: { place: string }) => place), [`${path}#cell1`]);
      assertEquals(told.code, 1);
      const { code, stdout } = await companion(["diff", "--accept", path]);
      assertStringIncludes(stdout, `${path} accepted\n`);
      assertEquals(code, 0);
      const { cells: now } = parseNotebook(await Deno.readTextFile(path));
      const texts = now.map(({ outputs }) => outputs!.map((one) => "data" in one && one.data));
      assertEquals(texts.flat(), ["2", "0.3", "3"].map((text) => ({ "text/plain": [text] })));
      assertEquals((await companion(["diff", path])).code, 0);
    });
  },
});
