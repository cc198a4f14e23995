import { assertEquals, assertStringIncludes } from "@std/assert";
import { cellsModule, codeCells } from "../../lib/notebook/cells_module.ts";
import { withProbes } from "../../lib/notebook/type_probes.ts";
import { parseNotebook } from "@surprisal/loss/notebook";
import faults from "../testdata/check-faults.ipynb" with { type: "text" };
import { companion, ignore } from "./companion.ts";

/** The files of a folder, to see that nothing stays. */
function names(folder: string): string[] {
  return [...Deno.readDirSync(folder)].map(({ name }) => name).sort();
}

/** The first lines of what was found in a notebook of the test data. */
async function found(name: string): Promise<{ code: number; lines: string[]; text: string }> {
  const path = `tests/testdata/${name}.ipynb`;
  const before = names("tests/testdata");
  const { code, stdout } = await companion(["check", path]);
  assertEquals(names("tests/testdata"), before);
  const lines = stdout.split("\n").filter((line) => line.startsWith(path));
  return { code, lines: lines.map((line) => line.slice(path.length)), text: stdout };
}

Deno.test({
  name: "nb check finds planted faults at their cell, line and column",
  ignore,
  async fn() {
    const { code, lines, text } = await found("check-faults");
    const places = lines.map((line) => line.match(/^(\S+: [\w-]+):/)?.[1]);
    assertEquals(places, [
      "#cell1:2:25: TS2307",
      "#cell1:3:22: TS2307",
      "#cell2:1:7: TS2322",
      "#cell2:1:7: TS2451",
      "#cell3:3:7: TS2322",
      "#cell4:1:5: TS2451",
      "#cell4:1:5: prefer-const",
      "#cell4:2:1: raw-write",
      "#cell5:1:1: silent-value",
    ]);
    assertStringIncludes(lines[2]!, "Type 'number' is not assignable to type 'string'.");
    assertStringIncludes(text, "    const f: { d: { e: string } } = c;\n          ^\n");
    assertStringIncludes(text, "\nFindings in 1 notebook: 9\n");
    assertEquals(code, 1);
  },
});

Deno.test({
  name: "nb check tells where a cell does not parse",
  ignore,
  async fn() {
    const { code, lines } = await found("check-syntax");
    assertEquals(lines, ["#cell2:1:17: syntax: Expected ',', got ';'"]);
    assertEquals(code, 1);
  },
});

Deno.test({
  name: "nb check lets a tagged cell declare a name again, and cells end without a semicolon",
  ignore,
  async fn() {
    const { code, lines } = await found("check-clean");
    assertEquals([code, lines], [0, []]);
  },
});

Deno.test({
  name: "nb check finds that cells were executed out of order",
  ignore,
  async fn() {
    const { code, lines } = await found("check-order");
    assertEquals(lines.map((line) => line.split(": ", 2)), [["#cell2:1:1", "execution-order"]]);
    assertEquals(code, 1);
  },
});

Deno.test({
  name:
    "nb check finds promises, silent values and pictures without words by tree, type and output",
  ignore,
  async fn() {
    const { code, lines } = await found("check-rules");
    assertEquals(lines.map((line) => line.split(": ", 2).join(" ")), [
      "#cell2:1:1 floating-promise",
      "#cell3:3:3 floating-promise",
      "#cell5:3:1 silent-value",
      "#cell6:1:1 execution-order",
      "#cell6:1:1 silent-value",
      "#cell8:2:1 figure-without-alt",
      "#cell9:1:1 figure-without-alt",
      "#cell11:1:1 figure-without-alt",
      "#cell13:1:1 figure-without-alt",
      "#cell14:2:11 raw-write",
    ]);
    assertEquals(code, 1);
  },
});

Deno.test({
  name: "nb check tells last values that the kernel does not show, and no others",
  ignore,
  async fn() {
    const silent = ["NaN", "-Infinity;", "const x = 1;\nx;\n-0", "10n", "1_000n ;", "null"];
    const shown = ["0", "[NaN]", "NaN + 1", "let x: unknown;\nx = null", "NaN;\n1", "// NaN", ""];
    const cells = [...silent, ...shown, "  Number.NaN"].map((source, i) => ({
      cell_type: "code",
      id: `c${i}`,
      metadata: { tags: ["allow-redeclaration"] },
      source,
      outputs: [],
      execution_count: null,
    }));
    const folder = await Deno.makeTempDir();
    try {
      const path = `${folder}/a.ipynb`;
      const notebook = { cells, metadata: {}, nbformat: 4, nbformat_minor: 5 };
      await Deno.writeTextFile(path, JSON.stringify(notebook));
      const { stdout } = await companion(["check", "--no-cache", "--json", path]);
      const findings = JSON.parse(stdout).findings as { place: string; code: string }[];
      const ours = findings.filter(({ code }) => code === "silent-value");
      assertEquals(ours.map(({ place }) => Number(place.match(/#cell(\d+)/)![1])), [
        ...silent.map((_, i) => i + 1),
        cells.length,
      ]);
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  },
});

Deno.test({
  name: "nb check keeps what it found until the notebook or a file that it imports changes",
  ignore,
  async fn() {
    const folder = await Deno.makeTempDir();
    try {
      const cell = {
        cell_type: "code",
        id: "a",
        metadata: {},
        source: 'import { one } from "./one.ts";\nconst text: string = one;\ntext;',
        outputs: [],
        execution_count: null,
      };
      const notebook = { cells: [cell], metadata: {}, nbformat: 4, nbformat_minor: 5 };
      await Deno.writeTextFile(`${folder}/a.ipynb`, JSON.stringify(notebook));
      const check = async (one: string) => {
        await Deno.writeTextFile(`${folder}/one.ts`, `export const one = ${one};\n`);
        const env = { XDG_CACHE_HOME: `${folder}/cache` };
        const { stdout } = await companion(["check", `${folder}/a.ipynb`], env);
        return stdout.includes("TS2322");
      };
      assertEquals([await check('"1"'), await check('"1"'), await check("1")], [
        false,
        false,
        true,
      ]);
      const [entry] = [...Deno.readDirSync(`${folder}/cache/surprisal`)];
      const kept = JSON.parse(await Deno.readTextFile(`${folder}/cache/surprisal/${entry!.name}`));
      kept.result = [];
      await Deno.writeTextFile(`${folder}/cache/surprisal/${entry!.name}`, JSON.stringify(kept));
      assertEquals([await check("1"), await check("2")], [false, true]); // the kept one, then anew
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  },
});

Deno.test("withProbes() keeps every place of the text, and finds its questions", () => {
  const text = "one();\nif (a) { two() } three();\n";
  const expression = { start: 16, end: 21, after: 21, type: "CallExpression", mayFloat: true };
  const { text: probed, locate } = withProbes(text, [{ expression, questions: ["floating"] }]);
  const lines = probed.split("\n");
  const three = lines.findIndex((line) => line.includes("three"));
  const column = lines[three]!.indexOf("three") + 1;
  assertEquals(locate(three + 1, column), {
    line: 2,
    column: text.split("\n")[1]!.indexOf("three") + 1,
  });
  const answers = lines.flatMap((_, i) => {
    const at = locate(i + 1, 1);
    return at && "question" in at ? [at.question] : [];
  });
  assertEquals(answers, ["floating"]);
});

Deno.test("cellsModule() finds the cell of each of its lines again", () => {
  const cells = codeCells(parseNotebook(faults));
  const module = cellsModule(cells);
  const lines = module.text.split("\n");
  const located = lines.map((_, i) => module.locate(i + 1, 1));
  lines.forEach((line, i) => {
    const place = located[i];
    if (place) assertEquals(module.lineAt(place), line);
  });
  const total = cells.reduce((sum, { source }) => sum + source.split("\n").length, 0);
  assertEquals(located.filter((place) => place !== undefined).length, total);
  assertEquals(cells.map(({ number }) => number), [1, 2, 3, 4, 5, 6, 8, 9]);
});
