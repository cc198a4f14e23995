import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { companion, ignore } from "./companion.ts";
import { notebookOf, withFolder } from "./notebook_of.ts";

Deno.test({
  name: "nb coverage tells what cells execute of the files that they import",
  ignore,
  async fn() {
    const folder = await Deno.makeTempDir();
    await Deno.writeTextFile(
      `${folder}/tool.ts`,
      "export function used(): number {\n  return 1;\n}\nexport function idle(): number {\n  return 2;\n}\n",
    );
    const notebook = JSON.parse(await Deno.readTextFile("tests/testdata/no-checks.ipynb"));
    notebook.cells[0].source = 'import { used } from "./tool.ts";\n' +
      "await Deno.jupyter.display({}, { raw: true });\n" +
      'Deno.test("one", () => { if (used() !== 1) throw new Error("no"); });\nDeno.jupyter.html`<b>`';
    const path = `${folder}/a.ipynb`;
    await Deno.writeTextFile(path, JSON.stringify(notebook));
    const right = await companion(["coverage", "--lcov", `${folder}/lcov.info`, path]);
    assertMatch(right.stdout, /tool\.ts +\| +100\.0 \| +50\.0 \| +50\.0 \|/);
    assertEquals(right.code, 0);
    assertStringIncludes(await Deno.readTextFile(`${folder}/lcov.info`), "FNDA:0,idle");
    notebook.cells[0].source += ';\nDeno.test("two", () => { throw new Error("planted"); });';
    await Deno.writeTextFile(path, JSON.stringify(notebook));
    const wrong = await companion(["coverage", folder]);
    assertStringIncludes(wrong.stdout, "planted");
    assertEquals(wrong.code, 1);
    assertEquals([...Deno.readDirSync(folder)].map(({ name }) => name).sort(), [
      "a.ipynb",
      "lcov.info",
      "tool.ts",
    ]);
    await Deno.remove(folder, { recursive: true });
  },
});

Deno.test({
  name: "nb coverage --json counts the lines of each file, and tells what fails",
  ignore,
  async fn() {
    const tool =
      "export function used(): number {\n  return 1;\n}\nexport function idle(): number {\n  return 2;\n}\n";
    const use = 'import { used } from "./tool.ts";\nused()';
    await withFolder({ "tool.ts": tool, "a.ipynb": notebookOf(use) }, async (at) => {
      const right = await companion(["coverage", "--json", at]);
      const { ok, files, ...rest } = JSON.parse(right.stdout);
      assertEquals([right.code, ok, rest], [0, true, {}]);
      assertEquals(files, [{ path: await Deno.realPath(`${at}/tool.ts`), lines: 6, executed: 3 }]);
      const failing = notebookOf(use, 'Deno.test("two", () => { throw new Error("planted"); });');
      await Deno.writeTextFile(`${at}/a.ipynb`, JSON.stringify(failing));
      const wrong = await companion(["coverage", "--json", "--lcov", `${at}/lcov.info`, at]);
      const told = JSON.parse(wrong.stdout);
      assertEquals([wrong.code, told.ok, told.files.length], [1, false, 1]);
      assertStringIncludes(told.errors.join("\n"), "planted");
      assertStringIncludes(await Deno.readTextFile(`${at}/lcov.info`), "FNDA:0,idle");
    });
  },
});
