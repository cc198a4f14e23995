import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { companion, ignore } from "./companion.ts";
import { notebookOf, withFolder } from "./notebook_of.ts";

const PARAMETERS = "tests/testdata/parameters.ipynb";

Deno.test({
  name:
    "nb run --param sets what the cell tagged parameters declares, and keeps the cells' numbers",
  ignore,
  async fn() {
    const out = await Deno.makeTempDir();
    const given = ["--param", "classes=1e3", "--param", 'name=Ann "A"'];
    const { code, stdout } = await companion([
      "run",
      "--no-cache",
      ...given,
      "--write-to",
      out,
      PARAMETERS,
    ]);
    assertEquals(code, 0);
    const copy = JSON.parse(await Deno.readTextFile(`${out}/parameters.ipynb`));
    assertEquals(copy.cells[2].source, ["const classes = 1000;\n", 'let name = "Ann \\"A\\"";']);
    assertEquals(copy.cells[3].outputs[0].data["text/plain"], ["'Ann \"A\" has 1000 classes'"]);
    assertStringIncludes(stdout, `${PARAMETERS}#cell3 ok`);
    assert(!stdout.includes("#cell4"));
    const wrong = await companion(["run", "--param", "classes=0", PARAMETERS]);
    assertStringIncludes(wrong.stdout, `${PARAMETERS}#cell3: Check failed: there are classes`);
    await Deno.remove(out, { recursive: true });
  },
});

Deno.test({
  name: "nb run --param refuses names that are not declared, and to write into the notebook",
  ignore,
  async fn() {
    const unknown = await companion(["run", "--param", "clases=3", PARAMETERS]);
    assertStringIncludes(unknown.stdout, 'must declare it: "clases"');
    assertEquals(unknown.code, 1);
    const none = await companion(["run", "--param", "a=3", "tests/testdata/no-checks.ipynb"]);
    assertStringIncludes(none.stdout, 'a cell must be tagged "parameters": none is');
    assertEquals((await companion(["run", "--param", "a", PARAMETERS])).code, 2);
    assertEquals((await companion(["run", "--param", "a=1", "--write", PARAMETERS])).code, 2);
  },
});

Deno.test({
  name: "nb run --param takes only values of the declared type, and words for a text",
  ignore,
  async fn() {
    const notebook = notebookOf('type Mode = "fast" | "slow";', {
      source:
        'const n = 10;\nlet name = "a";\nconst mode: Mode = "fast";\nconst all: number[] = [1];',
      tags: ["parameters"],
    }, "[n, name, mode, all]");
    await withFolder({ "a.ipynb": notebook }, async (at) => {
      const given = async (...params: string[]) => {
        const args = params.flatMap((param) => ["--param", param]);
        const { stdout } = await companion([
          "run",
          ...args,
          "--write-to",
          `${at}/out`,
          `${at}/a.ipynb`,
        ]);
        return stdout;
      };
      assertStringIncludes(await given("n=2.5", "name=5", "mode=slow", "all=[]"), " ok\n");
      const copy = await Deno.readTextFile(`${at}/out/a.ipynb`);
      assertStringIncludes(copy, `"[ 2.5, \\"5\\", \\"slow\\", [] ]"`);
      const wrong: [string, string][] = [
        ["n=many", "set parameter n to \"many\" as the types must agree: Type 'string' is not"],
        ["mode=5", "set parameter mode to 5 as the types must agree: Type"],
        ["all=3", "set parameter all to 3 as the types must agree: Type 'number' is not"],
      ];
      for (const [param, words] of wrong) assertStringIncludes(await given(param), words);
    });
  },
});

Deno.test({
  name: "nb test --junit writes checks, steps and faults in the shape of deno test",
  ignore,
  async fn() {
    const out = await Deno.makeTempDir();
    const names = ["steps", "exit", "failing-check"].map((name) => `tests/testdata/${name}.ipynb`);
    const { code } = await companion(["test", "--junit", `${out}/junit.xml`, ...names]);
    assertEquals(code, 1);
    const xml = (await Deno.readTextFile(`${out}/junit.xml`)).replace(/time="[\d.]+"/g, "time");
    assertStringIncludes(
      xml,
      '<testsuites name="nb test" tests="12" disabled="2" errors="0" failures="5" time>',
    );
    assertStringIncludes(
      xml,
      '<testsuite name="tests/testdata/steps.ipynb" tests="8" disabled="1" errors="0" failures="3" time>',
    );
    assertStringIncludes(
      xml,
      `<testcase name="a table &gt; square of 3 &gt; is small" classname="tests/testdata/steps.ipynb#cell1" time>
            <failure message="Error: 9 is not">Error: 9 is not</failure>
        </testcase>`,
    );
    assertStringIncludes(xml, '<failure message="Kernel died with exit code 3">');
    await Deno.remove(out, { recursive: true });
  },
});

Deno.test({
  name: "nb test --json prints one JSON value",
  ignore,
  async fn() {
    const { code, stdout } = await companion([
      "test",
      "--json",
      "tests/testdata/failing-check.ipynb",
    ]);
    const { ok, notebooks } = JSON.parse(stdout);
    assertEquals([code, ok, notebooks.length, notebooks[0].ok], [1, false, 1, false]);
    assertEquals(notebooks[0].path, "tests/testdata/failing-check.ipynb");
    assertEquals(notebooks[0].cells[1].faults, [{
      kind: "check",
      name: "a half is a third",
      message: "RangeError: 0.5 is not 1/3\nCaused by: Error: planted",
    }]);
    assertMatch(
      JSON.stringify(notebooks[0].cells[1].checks[0]),
      /"name":"halves make one".*"passed"/,
    );
  },
});
