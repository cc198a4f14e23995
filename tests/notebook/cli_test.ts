import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { assertNothingLeft, call, companion, ignore, processes } from "./companion.ts";

/** A fresh folder with copies of notebooks of the test data. */
async function folderOf(...names: string[]): Promise<string> {
  const folder = await Deno.makeTempDir();
  for (const name of names) {
    await Deno.copyFile(`tests/testdata/${name}.ipynb`, `${folder}/${name}.ipynb`);
  }
  return folder;
}

/** The files below a folder with their texts. */
async function contents(folder: string): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  for await (const { name } of Deno.readDir(folder)) {
    found[name] = await Deno.readTextFile(`${folder}/${name}`);
  }
  return found;
}

Deno.test({
  name: "nb tells how it is used",
  ignore,
  async fn() {
    for (const args of [["--help"], ["run", "--help"], ["test", "-h"]]) {
      const { code, stdout, stderr } = await companion(args);
      assertMatch(stdout, /^Usage: deno task nb /);
      assertEquals([code, stderr], [0, ""]);
    }
  },
});

Deno.test({
  name: "nb exits with 2 when used wrongly, says why, and runs nothing",
  ignore,
  async fn(t) {
    const good = "tests/testdata/display.ipynb";
    const cases: [string[], string][] = [
      [[], "Usage: "],
      [["fly"], 'Cannot run "fly": the commands are '],
      [["run"], "a path must be given"],
      [["run", "nowhere"], 'the path must exist: "nowhere"'],
      [["run", "tests/notebook"], "the folder must hold some"],
      [["run", "deno.json"], "its name must end in .ipynb"],
      [["run", "--quick", good], "'--quick'"],
      [["run", "--timeout", "soon", good], '--timeout as it must be a positive number: "soon"'],
      [["run", "-j", "1.5", good], '--jobs as it must be an integer of at least 1: "1.5"'],
      [["run", "--write", "--filter", "a", good], "--filter leaves some out"],
      [["run", "--write-to", "tests/testdata", good], "each must have its own place"],
    ];
    for (const [args, words] of cases) {
      await t.step(`nb ${args.join(" ")}`, async () => {
        const { code, stdout, stderr } = await companion(args);
        assertStringIncludes(stderr, words);
        assertEquals([code, stdout], [2, ""]);
      });
    }
  },
});

Deno.test({
  name: "nb run takes folders, several at a time, and ends with a table",
  ignore,
  async fn() {
    const folder = await folderOf("display", "streams", "cell-error");
    const before = await contents(folder);
    const { code, stdout } = await companion(["run", "-j", "3", folder]);
    const table = stdout.slice(stdout.indexOf("\nnotebook")).trim().split("\n");
    assertMatch(table[0]!, /^notebook +cells run +checks passed +figures +time$/);
    assertMatch(table[2]!, /cell-error\.ipynb +2\/3 +0\/0 +0 +[\d.]+ m?s +failed$/);
    assertMatch(table[3]!, /display\.ipynb +4\/4 +0\/0 +1 +[\d.]+ m?s +ok$/);
    assertMatch(table[4]!, /streams\.ipynb +3\/3 +0\/0 +0 +[\d.]+ m?s +ok$/);
    for (const line of stdout.split("\n").slice(0, 9)) assertMatch(line, /^\S+\.ipynb#cell\d/);
    assertEquals(code, 1);
    assertEquals(await contents(folder), before);
    await Deno.remove(folder, { recursive: true });
  },
});

Deno.test({
  name: "nb run goes on with the other notebooks after one that is none",
  ignore,
  async fn() {
    const folder = await folderOf("display", "other-language");
    await Deno.writeTextFile(`${folder}/broken.ipynb`, '{"nbformat": 4,');
    const { code, stdout } = await companion(["run", folder]);
    assertStringIncludes(stdout, "broken.ipynb: Cannot read ");
    assertStringIncludes(stdout, "other-language.ipynb: Cannot run notebook as its language must");
    assertStringIncludes(stdout, "display.ipynb#cell4 ok");
    assertEquals(code, 1);
    await Deno.remove(folder, { recursive: true });
  },
});

Deno.test({
  name: "nb run --write writes a right notebook, twice the same, and no other",
  ignore,
  async fn() {
    const folder = await folderOf("display", "cell-error");
    const before = await contents(folder);
    assertEquals((await companion(["run", "--write", "--repeat", "3", folder])).code, 1);
    const once = await contents(folder);
    assertEquals(Object.keys(once).sort(), ["cell-error.ipynb", "display.ipynb"]);
    assertEquals(once["cell-error.ipynb"], before["cell-error.ipynb"]);
    assertStringIncludes(once["display.ipynb"]!, '"stays\\n"');
    await companion(["run", "--write", folder]);
    assertEquals(await contents(folder), once);
    await companion(["run", "--write", "--keep-going", folder]);
    assertStringIncludes((await contents(folder))["cell-error.ipynb"]!, '"ename": "TypeError"');
    await Deno.remove(folder, { recursive: true });
  },
});

Deno.test({
  name: "nb run --write-to writes copies, of failed notebooks too, and changes no notebook",
  ignore,
  async fn() {
    const folder = await folderOf("display", "cell-error");
    const before = await contents(folder);
    const { stdout } = await companion(["run", "--write-to", `${folder}-out/deep`, folder]);
    const copies = await contents(`${folder}-out/deep`);
    assertEquals(Object.keys(copies).sort(), Object.keys(before).sort());
    assertStringIncludes(copies["cell-error.ipynb"]!, "so far");
    assertStringIncludes(stdout, `Executed copies are in ${folder}-out/deep`);
    assertEquals(await contents(folder), before);
    await Deno.remove(folder, { recursive: true });
    await Deno.remove(`${folder}-out`, { recursive: true });
  },
});

Deno.test({
  name: "nb run --repeat tells the first difference between runs",
  ignore,
  async fn() {
    const folder = await folderOf("no-checks");
    const path = `${folder}/no-checks.ipynb`;
    const text = await Deno.readTextFile(path);
    await Deno.writeTextFile(path, text.replace('\\"nothing to hold\\"', "crypto.randomUUID()"));
    const { code, stdout } = await companion(["run", "--repeat", "2", path]);
    assertMatch(
      stdout,
      /no-checks\.ipynb#cell1 output 1 differs between runs: .+ was .+\(run 2 of 2\)/,
    );
    assertEquals(code, 1);
    await Deno.remove(folder, { recursive: true });
  },
});

Deno.test({
  name: "nb test fails when there is no check to pass",
  ignore,
  async fn() {
    const { code, stdout } = await companion(["test", "tests/testdata/no-checks.ipynb"]);
    assertStringIncludes(stdout, "Cannot pass as there must be a check: none was found");
    assertEquals(code, 1);
    assertEquals((await companion(["run", "tests/testdata/no-checks.ipynb"])).code, 0);
  },
});

Deno.test({
  name: "nb run ends the programs that cells have started and left",
  ignore: ignore || Deno.build.os === "windows",
  async fn() {
    const { code } = await companion(["run", "tests/testdata/child-process.ipynb"]);
    assertEquals(code, 0);
    assertEquals(await processes("sleep 86399"), []);
  },
});

for (const [signal, code] of [["SIGINT", 130], ["SIGTERM", 143], ["SIGKILL", 137]] as const) {
  for (const name of ["endless-loop", "endless-wait"]) {
    Deno.test({
      name: `nb run leaves nothing behind when ${signal} ends it in ${name}.ipynb`,
      ignore: ignore || Deno.build.os === "windows",
      async fn() {
        const folder = await folderOf(name);
        const before = await contents(folder);
        const calling = await call(["run", "--write", "--keep-going", folder]);
        while ((await processes(calling.temp)).length === 0) {
          await new Promise((resolve) => setTimeout(resolve, 20));
        }
        await new Promise((resolve) => setTimeout(resolve, 400));
        calling.kill(signal);
        const ended = await calling.ended;
        await assertNothingLeft(calling);
        assertEquals(ended.code, code);
        assertEquals(await contents(folder), before);
        assert(!ended.stdout.includes("cells run"));
        await Deno.remove(folder, { recursive: true });
      },
    });
  }
}
