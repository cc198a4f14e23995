import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { companion, ignore } from "./companion.ts";
import { notebookOf, withFolder } from "./notebook_of.ts";

const NOTEBOOK = notebookOf(
  'Deno.test("one", async (t) => { await t.step("a # b", () => {}); });',
  'Deno.test.ignore("two", () => {});\nDeno.test("three", () => { throw new Error("3\\nis not"); });',
  'Deno.test({ name: "four", sanitizeOps: true, fn() {} });',
);

Deno.test({
  name: "nb test --reporter tells the same as TAP, JUnit, JSON and quietly",
  ignore,
  async fn() {
    await withFolder({ "a.ipynb": NOTEBOOK }, async (at) => {
      const told = async (reporter: string, env = {}) => {
        const args = ["test", "--reporter", reporter, `${at}/a.ipynb`];
        const { code, stdout } = await companion(args, env);
        assertEquals(code, 1);
        return stdout.replaceAll(`${at}/`, "");
      };
      assertEquals(
        await told("tap"),
        `TAP version 14
1..5
ok 1 - a.ipynb\\#cell1 one
ok 2 - a.ipynb\\#cell1 one > a \\# b
ok 3 - a.ipynb\\#cell2 two # SKIP
not ok 4 - a.ipynb\\#cell2 three
  ---
  message: "Error: 3\\nis not"
  ...
ok 5 - a.ipynb\\#cell3 four
`,
      );
      assertStringIncludes(
        await told("junit"),
        '<testsuites name="nb test" tests="5" disabled="1"',
      );
      assertEquals(JSON.parse(await told("json")).ok, false);
      const quiet = await told("quiet");
      assert(!quiet.includes("cell1"));
      assertStringIncludes(quiet, "a.ipynb#cell2: Check failed: three\n    Error: 3\n    is not\n");
      assertStringIncludes(await told("pretty"), "note: sanitizeOps has no effect in a notebook");
      const inCi = await companion(["run", `${at}/a.ipynb`], { CI: "true" });
      assert(!inCi.stdout.includes("cell1"));
      assertEquals((await companion(["test", "--reporter", "loud", at])).code, 2);
    });
  },
});

Deno.test({
  name: "nb test --coverage writes what the cells execute of what they import",
  ignore,
  async fn() {
    const files = {
      "a.ipynb": notebookOf('import { a } from "./a.ts";\nDeno.test("a", () => void a());'),
      "a.ts": "export function a() {\n  return 1;\n}\nexport function b() {\n  return 2;\n}\n",
    };
    await withFolder(files, async (at) => {
      const { code } = await companion(["test", "--coverage", `${at}/lcov`, `${at}/a.ipynb`]);
      assertEquals(code, 0);
      const lcov = await Deno.readTextFile(`${at}/lcov`);
      assertStringIncludes(lcov, `SF:${await Deno.realPath(at)}/a.ts\n`);
      assertStringIncludes(lcov, "DA:2,1\n");
      assertStringIncludes(lcov, "DA:5,0\n");
    });
  },
});

Deno.test({
  name: "nb clean gives ids where they are missing or double; nb check and run say so",
  ignore,
  async fn() {
    const notebook = notebookOf("1;", "2;");
    notebook.cells[1]!.id = "c1";
    await withFolder({ "a.ipynb": `\ufeff${JSON.stringify(notebook)}` }, async (at) => {
      for (const command of ["check", "run"]) {
        const { code, stdout } = await companion([command, `${at}/a.ipynb`]);
        assertStringIncludes(stdout, 'cells[1].id: must be unique: "c1" is there before; nb clean');
        assertEquals(code, 1);
      }
      assertEquals((await companion(["clean", at])).code, 0);
      assertEquals((await companion(["check", at])).code, 0);
    });
  },
});
