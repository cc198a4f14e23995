import { assertEquals, assertStringIncludes } from "@std/assert";
import { ignore } from "../companion.ts";
import { TestFrontend, words } from "./frontend.ts";

const ROOT = new URL("../../../", import.meta.url).pathname;

Deno.test({ name: "the kernel shows outputs", ignore, fn: showsOutputs });

/** Last values, and how each is told in words. */
const VALUES: Record<string, string> = {
  "6 * 7": "42",
  "NaN": "NaN",
  "-0": "-0",
  "0": "0",
  "-Infinity;": "-Infinity",
  "2n ** 64n // large": "18446744073709551616n",
  "null": "null",
  "false": "false",
  '"a\\nb"': '"a\\nb"',
  "[NaN, -0, 1n]": "[ NaN, -0, 1n ]",
  "new Map([[1, { a: 2 }]])": "Map(1) { 1 => { a: 2 } }",
  'new Set([1, "a"])': 'Set(2) { 1, "a" }',
  "new Date(0)": "1970-01-01T00:00:00.000Z",
  "new Date(NaN)": "Invalid Date",
  "/[(]/g": "/[(]/g",
  'Symbol("s")': "Symbol(s)",
  "(x: number) => x": "[Function (anonymous)]",
  "class Point { #x = 1; y = 2; get z() { throw new Error(); } }; new Point()": "Point { y: 2 }",
  '({ get x(): number { throw new Error("no"); } })': "{ x: [Getter] }",
  "new Proxy({ a: 1 }, {})": "{ a: 1 }",
  'new Proxy({}, { get() { throw new Error("trap"); } })': "{}",
  "const c: any = {}; c.self = c; c": "<ref *1> { self: [Circular *1] }",
  "new Uint8Array([1, 2])": "Uint8Array(2) [ 1, 2 ]",
  "Object.create(null)": "[Object: null prototype] {}",
  "enum Colour { Red = 3 } Colour.Red": "3",
  "Promise.resolve(1)": "Promise { 1 }",
  "new WeakMap()": "WeakMap { <items unknown> }",
  "[, 1]": "[ <1 empty item>, 1 ]",
};

/** Cells that have no value to show. */
const SILENT = [
  "undefined",
  "let a = 5",
  "type T = number;",
  "",
  "// words",
  "if (true) { let b = 5; }",
];

async function showsOutputs(t: Deno.TestContext): Promise<void> {
  await using kernel = await TestFrontend.open({ cwd: `${ROOT}notebooks` });
  for (const [code, text] of Object.entries(VALUES)) {
    await t.step(`the last value ${code}`, async () => {
      const seen = await kernel.execute(code);
      assertEquals(words(seen), [`execute_result: ${text}`]);
      assertEquals(seen.reply.status, "ok");
    });
  }
  for (const code of SILENT) {
    await t.step(`nothing for ${JSON.stringify(code)}`, async () => {
      const seen = await kernel.execute(code);
      assertEquals([words(seen), seen.reply.status], [[], "ok"]);
    });
  }

  await t.step("before the idle of their cell and under its name, 100 times", async () => {
    for (let i = 0; i < 100; i++) {
      const seen = await kernel.execute(
        `for (let k = 0; k < 20; k++) console.log(k); console.error("e"); ${i}`,
      );
      const lines = Array.from({ length: 20 }, (_, k) => `${k}\n`).join("");
      assertEquals(words(seen), [`stdout: ${lines}`, "stderr: e\n", `execute_result: ${i}`]);
      assertEquals(seen.strangers, []);
    }
  });

  await t.step("ten thousand lines, all of them", async () => {
    const seen = await kernel.execute("for (let k = 0; k < 10000; k++) console.log(k)");
    const text = seen.outputs.map(({ content }) => content.text).join("");
    assertEquals(text, Array.from({ length: 10000 }, (_, k) => `${k}\n`).join(""));
  });

  await t.step("what is written to stdout, in the order of everything else", async () => {
    const seen = await kernel.execute(
      'console.log("a"); Deno.stdout.writeSync(new TextEncoder().encode("\\r50 %")); 1',
    );
    assertEquals(words(seen), ["stdout: a\n\r50 %", "execute_result: 1"]);
  });

  await t.step("no escape codes in words", async () => {
    const seen = await kernel.execute(
      '({ [Symbol.for("Jupyter.display")]: () => ({ "text/plain": "\\x1b[31mred\\x1b[39m" }) })',
    );
    assertEquals(words(seen), ["execute_result: red"]);
  });

  await t.step("a drawing of Plot with namespace and words", async () => {
    const seen = await kernel.execute(`
      import * as Plot from "@observablehq/plot";
      import { parseHTML } from "linkedom";
      Plot.dot([[1, 2]]).plot({ document: parseHTML("<a>").document, ariaLabel: "one dot" })`);
    const data = seen.outputs[0]!.content.data as Record<string, string>;
    assertStringIncludes(data["image/svg+xml"]!, 'xmlns="http://www.w3.org/2000/svg"');
    assertEquals(typeof data["text/plain"], "string");
  });

  await t.step("a figure of ours as it is", async () => {
    const seen = await kernel.execute(`
      import { figure, surprisalCurve } from "@surprisal/loss/figures";
      figure(surprisalCurve({ marks: [1 / 8] }), { alt: "a curve", caption: "3 bits" })`);
    const data = seen.outputs[0]!.content.data as Record<string, string>;
    assertStringIncludes(data["text/html"]!, "<figcaption");
    assertStringIncludes(data["text/plain"]!, "a curve");
  });

  await t.step("the metadata of a display", async () => {
    const seen = await kernel.execute(
      'await Deno.jupyter.display({ "text/plain": "x" }, { raw: true, metadata: { isolated: true } })',
    );
    assertEquals(seen.outputs[0]!.content.metadata, { isolated: true });
  });

  await t.step("a display that changes in its place, and one that is cleared", async () => {
    const seen = await kernel.execute(`
      const show = (text: string, options: object) =>
        Deno.jupyter.display({ "text/plain": text }, { raw: true, ...options });
      await show("0 %", { display_id: "bar" });
      await show("100 %", { display_id: "bar", update: true });
      await Deno.jupyter.broadcast("clear_output", { wait: true });
      console.log("done");`);
    const types = seen.outputs.map(({ header, content }) => [header.msg_type, content.transient]);
    assertEquals(types, [
      ["display_data", { display_id: "bar" }],
      ["update_display_data", { display_id: "bar" }],
      ["clear_output", undefined],
      ["stream", undefined],
    ]);
  });

  await t.step("LaTeX, with its source for who has no formulas", async () => {
    const seen = await kernel.execute(
      '({ [Symbol.for("Jupyter.display")]: () => ({ "text/latex": "$H(p)$" }) })',
    );
    assertEquals(seen.outputs[0]!.content.data, { "text/latex": "$H(p)$", "text/plain": "$H(p)$" });
  });

  await t.step("vectors and matrices as tables, and in words", async () => {
    const vector = await kernel.execute("new Float64Array([1 / 3, 2])");
    assertEquals(vector.outputs[0]!.content.data, {
      "text/plain": "Float64Array(2) [ 0.3333333333333333, 2 ]",
      "text/html": "<table><caption>Float64Array(2)</caption>" +
        "<thead><tr><th>0</th><th>1</th></tr></thead>" +
        '<tbody><tr><td title="0.3333333333333333">0.333333</td><td>2</td></tr></tbody></table>',
    });
    const rows = "2 × 2\n  1    2\n-30  0.5";
    const matrix = await kernel.execute(
      'import { matrix } from "@surprisal/loss"; matrix([[1, 2], [-30, 0.5]])',
    );
    assertEquals(words(matrix), [`execute_result: ${rows}`]);
    assertEquals(words(await kernel.execute("[[1, 2], [-30, 0.5]]")), words(matrix));
    const large = await kernel.execute("Array.from({ length: 100 }, (_, i) => Array(50).fill(i))");
    const { "text/html": html } = large.outputs[0]!.content.data as Record<string, string>;
    assertEquals(html!.match(/<tr>/g)!.length, 22);
    assertEquals(words(await kernel.execute("[[1], [2, 3]]")), [
      "execute_result: [ [ 1 ], [ 2, 3 ] ]",
    ]);
    assertEquals(words(await kernel.execute("[]")), ["execute_result: []"]);
  });

  await t.step("nothing of a silent cell but what it prints", async () => {
    const seen = await kernel.execute('console.log("a"); 5', { silent: true });
    assertEquals(words(seen), ["stdout: a\n"]);
  });
}
