import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { parseNotebook } from "@surprisal/loss/notebook";
import { normalForm } from "../../lib/notebook/normal_form.ts";
import written44 from "../testdata/written-by-jupyter-4.4.ipynb" with { type: "text" };
import { companion, ignore } from "./companion.ts";
import { withFolder } from "./notebook_of.ts";

Deno.test({
  name: "normalForm() upgrades, gives ids, takes out times, formats, and is its own normal form",
  ignore,
  async fn() {
    const old = parseNotebook(written44);
    old.cells[2]!.metadata.execution = { "iopub.execute_input": "2026-01-01T00:00:00Z" };
    old.cells.push(structuredClone(old.cells[4]!));
    const once = await normalForm(old, { cwd: "." });
    const clean = parseNotebook(once);
    assertEquals(clean.nbformat_minor, 5);
    const ids = clean.cells.map(({ id }) => id!);
    assertEquals(new Set(ids).size, ids.length);
    assertEquals(ids[5], `${ids[4]}-2`);
    assertEquals(clean.cells[2]!.metadata, { tags: ["a-tag"] });
    assertEquals(clean.cells[3]!.source, ["plot();"]);
    assertEquals(clean.cells[3]!.outputs, old.cells[3]!.outputs);
    assertEquals(await normalForm(clean, { cwd: "." }), once);
  },
});

Deno.test({
  name: "normalForm() does not depend on the order of keys, nor on how texts are stored",
  ignore,
  async fn() {
    const notebook = parseNotebook(written44);
    const turned = Object.fromEntries(Object.entries(notebook).reverse()) as typeof notebook;
    turned.cells = notebook.cells.map((cell) => ({ ...cell, source: [...cell.source].join("") }));
    assertEquals(await normalForm(turned, { cwd: "." }), await normalForm(notebook, { cwd: "." }));
  },
});

Deno.test({
  name: "nb clean --check names the first line, writes nothing; nb clean mends; a run stays clean",
  ignore,
  async fn() {
    const folder = await Deno.makeTempDir();
    const path = `${folder}/a.ipynb`;
    await Deno.copyFile("tests/testdata/display.ipynb", path);
    const text = await Deno.readTextFile(path);
    const refused = await companion(["clean", "--check", path]);
    assertStringIncludes(refused.stdout, `${path}:10 is not in normal form`);
    assertEquals([refused.code, await Deno.readTextFile(path)], [1, text]);
    assertEquals((await companion(["clean", folder])).stdout, `${path} cleaned\n`);
    assertEquals((await companion(["clean", "--check", folder])).stdout, `${path} ok\n`);
    assertEquals((await companion(["run", "--write", folder])).code, 0);
    assertEquals((await companion(["clean", "--check", folder])).code, 0);
    assert((await Deno.readTextFile(path)).includes('"stays\\n"'));
    await companion(["clean", "--strip-outputs", folder]);
    assert(!(await Deno.readTextFile(path)).includes('"stays\\n"'));
    assertEquals([...Deno.readDirSync(folder)].length, 1);
    await Deno.remove(folder, { recursive: true });
  },
});

Deno.test({
  name: "nb clean --json tells the same as one value, of notebooks that can not be read too",
  ignore,
  async fn() {
    const display = await Deno.readTextFile("tests/testdata/display.ipynb");
    await withFolder({ "a.ipynb": display, "b.ipynb": "{" }, async (at) => {
      const told = async (...options: string[]) => {
        const { code, stdout } = await companion(["clean", "--json", ...options]);
        const { ok, notebooks } = JSON.parse(stdout);
        return { code, ok, notebooks };
      };
      const [a, b] = [`${at}/a.ipynb`, `${at}/b.ipynb`];
      assertEquals(await told("--check", a), {
        code: 1,
        ok: false,
        notebooks: [{ path: a, state: "not in normal form", line: 10 }],
      });
      assertEquals(await Deno.readTextFile(a), display);
      const both = await told(at);
      assertEquals([both.code, both.ok], [1, false]);
      assertEquals(both.notebooks[0], { path: a, state: "cleaned" });
      assertEquals([both.notebooks[1].path, both.notebooks[1].state], [b, "unreadable"]);
      assertStringIncludes(both.notebooks[1].error, "JSON");
      assertEquals(await told("--check", a), {
        code: 0,
        ok: true,
        notebooks: [{ path: a, state: "ok" }],
      });
    });
  },
});
