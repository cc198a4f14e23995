import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { denoComplaint } from "../../lib/notebook/deno_complaint.ts";
import { findSpecifier } from "../../lib/notebook/find_specifier.ts";
import { companion, ignore } from "./companion.ts";
import { notebookOf, withFolder } from "./notebook_of.ts";

const JSX = `const React = { createElement: (name: string) => name };\n<b>bold</b>`;

Deno.test({
  name: "nb check and run take JSX as the kernel does, and say once that tags have no types",
  ignore,
  async fn() {
    await withFolder(
      { "a.ipynb": notebookOf(JSX, "<i>a</i>; const n: number = 'a'; n;") },
      async (at) => {
        const run = await companion(["run", `${at}/a.ipynb`]);
        assertEquals(run.code, 0);
        const { stdout } = await companion(["check", "--json", `${at}/a.ipynb`]);
        const places = JSON.parse(stdout).findings.map((found: { place: string; code: string }) =>
          `${found.place.split("#")[1]} ${found.code}`
        );
        assertEquals(places, ["cell1:2:1 TS7026", "cell2:1:17 TS2322"]);
      },
    );
  },
});

Deno.test({
  name: "nb run and check tell where an import is that can not be had",
  ignore,
  async fn() {
    const notebook = notebookOf("1;", 'console.log(1);\nimport { a } from "./gone.ts";\na;');
    await withFolder({ "a.ipynb": notebook }, async (at) => {
      const run = await companion(["run", `${at}/a.ipynb`]);
      assertStringIncludes(run.stdout, "a.ipynb#cell2:2:19: TypeError: Module not found");
      const check = await companion(["check", `${at}/a.ipynb`]);
      assertStringIncludes(check.stdout, "a.ipynb#cell2:2:19: TS2307: ");
      assertEquals([run.code, check.code], [1, 1]);
    });
  },
});

Deno.test({
  name: "nb check and run say what Deno itself can not do in a folder",
  ignore,
  async fn() {
    await withFolder({ "a.ipynb": notebookOf("1"), "deno.json": "{ no" }, async (at) => {
      const check = await companion(["check", `${at}/a.ipynb`]);
      assertStringIncludes(check.stdout, ": deno-fails: ");
      const run = await companion(["run", `${at}/a.ipynb`]);
      assertStringIncludes(run.stdout, "a.ipynb: Cannot start kernel");
      for (const { code, stdout, stderr } of [check, run]) {
        assertStringIncludes(stdout, "deno.json");
        assertEquals([code, stderr], [1, ""]);
      }
    });
  },
});

Deno.test("denoComplaint() leaves out progress, backtrace and colours", () => {
  const said = "\x1b[32mDownload\x1b[0m https://a\n\x1b[31merror\x1b[0m: No such package\n\n" +
    "Stack backtrace:\n   0: <unknown>\n   1: main\n             at /main.rs\n";
  assertEquals(denoComplaint(said), "No such package");
  assertEquals(denoComplaint("two\nlines\n"), "two\nlines");
});

Deno.test("findSpecifier() finds the import that a complaint is about", () => {
  const text =
    `import a from "npm:a";\nimport * as b from 'npm:@scope/b@^1/sub';\nawait import("./c.ts");`;
  const at = (complaint: string) => {
    const place = findSpecifier(text, complaint);
    return place && `${place.line}:${place.column}`;
  };
  assertEquals(at("Could not find npm package '@scope/b-linux' matching '1.2'"), "2:20");
  assertEquals(at("Module not found ./c.ts"), "3:14");
  assertEquals(at("Unreadable"), undefined);
});

Deno.test({
  name: "nb check finds the cell that does not parse beside JSX, and tells JSX beside <T>x",
  ignore,
  async fn() {
    const fault = notebookOf(JSX, "const n = 1;\nconst m = = 2;", "1", "f(");
    const mixed = notebookOf("const text = <string> globalThis.name;\ntext", JSX);
    await withFolder({ "fault.ipynb": fault, "mixed.ipynb": mixed }, async (at) => {
      const { code, stdout } = await companion(["check", at]);
      assertEquals(code, 1);
      assertMatch(stdout, /fault\.ipynb#cell2:2:11: syntax: /);
      assertMatch(stdout, /fault\.ipynb#cell4:1:\d: syntax: /);
      assertMatch(stdout, /mixed\.ipynb#cell2:1:1: mixed-jsx: .*\n?.*JSX, and cell 1/);
      assertEquals(stdout.match(/#cell/g)?.length, 3);
    });
  },
});
