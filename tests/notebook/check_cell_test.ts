import { check, CheckFailed, parseNotebook } from "@surprisal/loss/notebook";
import { assertEquals, assertRejects, assertThrows } from "@std/assert";
import { companion, ignore } from "./companion.ts";
import { notebookOf, withFolder } from "./notebook_of.ts";

Deno.test("check() throws where its function throws, rejects or gives false, and only there", async () => {
  const cause = new RangeError("planted");
  const thrown = assertThrows(() =>
    check("a", () => {
      throw cause;
    }), CheckFailed);
  assertEquals([thrown.name, thrown.message], ["CheckFailed", "a: RangeError: planted"]);
  assertEquals(thrown.cause, cause);
  assertThrows(() => check("b", () => false), CheckFailed, "b: it is false");
  await assertRejects(() => check("c", () => Promise.reject(cause)), CheckFailed, "c: RangeError");
  await assertRejects(
    () => check("d", () => Promise.resolve(false)),
    CheckFailed,
    "d: it is false",
  );
  for (const value of [undefined, true, 0, null, ""]) {
    assertEquals(check("e", () => value), undefined);
    assertEquals(await check("f", () => Promise.resolve(value)), undefined);
  }
});

Deno.test("check() refuses a claim without a name or a function", () => {
  assertThrows(() => check("", () => {}), TypeError, 'it must have a name: ""');
  // deno-lint-ignore no-explicit-any
  assertThrows(() => check("a", 1 as any), TypeError, 'Cannot check "a"');
});

Deno.test({
  name: "nb test counts check(), fails its cell once, and stores its table",
  ignore,
  async fn() {
    const mod = import.meta.resolve("../../lib/notebook/check.ts");
    const notebook = notebookOf(
      `import { check } from "${mod}";`,
      'check("a <b>", () => true);\nconsole.log("between");\ncheck("b", () => {});',
      'await check("c", async () => { await 1; });',
      'check("d", () => 1);\n  check("e", () => 1 > 2);\ncheck("never", () => 0);',
      { source: 'check("f", () => false);', tags: ["raises-exception"] },
      'try { check("g", () => false); } catch { /* taken */ }\nDeno.test("h", () => {});',
    );
    await withFolder({ "a.ipynb": notebook }, async (at) => {
      const out = `${at}/out`;
      const args = ["test", "--json", "--keep-going", "--write-to", out, `${at}/a.ipynb`];
      const { code, stdout } = await companion(args);
      const [{ cells }] = JSON.parse(stdout).notebooks;
      const told = cells.map((
        { checks, faults }: {
          checks: { name: string; status: string }[];
          faults: { kind: string; line?: number; column?: number }[];
        },
      ) =>
        [
          ...checks.map(({ name, status }) => `${name} ${status}`),
          ...faults.map(({ kind, line, column }) => `${kind} ${line}:${column}`),
        ].join(", ")
      );
      assertEquals(told, [
        "",
        "a <b> passed, b passed",
        "c passed",
        "d passed, e failed, error 2:3",
        "f failed",
        "g failed, h passed, check undefined:undefined",
      ]);
      assertEquals(code, 1);
      const copy = parseNotebook(await Deno.readTextFile(`${out}/a.ipynb`));
      const [, second, , fourth, , last] = copy.cells;
      const left = '<td style="text-align:left">';
      assertEquals(second!.outputs!.map((output) => "data" in output && output.data), [false, {
        "text/html": [
          '<table><thead><tr><th></th><th style="text-align:left">check</th></tr></thead><tbody>' +
          `<tr>${left}✓ holds</td>${left}a &lt;b&gt;</td></tr><tr>${left}✓ holds</td>${left}b</td></tr>` +
          "</tbody></table>",
        ],
        "text/plain": ["✓ a <b>\n", "✓ b"],
      }]);
      const [, error] = fourth!.outputs!;
      assertEquals(error, {
        ename: "CheckFailed",
        evalue: "e: it is false",
        output_type: "error",
        traceback: ["CheckFailed: e: it is false", "    at cell4:2:3"],
      });
      assertEquals(last!.outputs!.length, 2); // its own table, and the report of Deno.test
    });
  },
});
