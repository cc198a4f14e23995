import { assertEquals, assertStringIncludes } from "@std/assert";
import { companion, ignore } from "./companion.ts";
import { notebookOf, withFolder } from "./notebook_of.ts";

interface RunJson {
  readonly path: string;
  readonly ok: boolean;
  readonly cached: boolean;
  readonly notKept?: string;
}

/** Runs the notebook of a folder, with a cache there; whether the run was a kept one, and why not. */
async function run(
  at: string,
  { args = [], env = {} }: { args?: string[]; env?: Record<string, string> } = {},
): Promise<boolean | string> {
  const call = ["run", "--json", ...args, `${at}/a.ipynb`];
  const { stdout } = await companion(call, { XDG_CACHE_HOME: `${at}/cache`, ...env });
  const [{ ok, cached, notKept }] = JSON.parse(stdout).notebooks as [RunJson];
  return ok ? notKept ?? cached : "failed";
}

Deno.test({
  name: "nb run keeps a right run until anything that it looked at changes",
  ignore,
  async fn() {
    const notebook = notebookOf(
      { source: "const n = 1;", tags: ["parameters"] },
      'import { one } from "./one.ts";\nimport { readFileSync } from "node:fs";',
      'one; Deno.readTextFileSync("data.txt"); readFileSync("more.txt", "utf8");',
      'await import("./l" + "ate.ts"); Deno.env.get("FLAVOUR"); [...Deno.readDirSync("folder")].length',
    );
    const files = {
      "a.ipynb": notebook,
      "one.ts": 'export { two as one } from "./two.ts";',
      "two.ts": "export const two = 2;",
      "late.ts": "export default 1;",
      "data.txt": "data",
      "more.txt": "more",
    };
    await withFolder(files, async (at) => {
      await Deno.mkdir(`${at}/folder`);
      await new Promise((resolve) => setTimeout(resolve, 50)); // the files are older than the run
      assertEquals([await run(at), await run(at)], [false, true]);
      const writes: [string, string][] = [
        ["two.ts", "export const two = 3;"],
        ["late.ts", "export default 2;"],
        ["data.txt", "other"],
        ["more.txt", "other"],
        ["folder/new.txt", ""],
        ["deno.json", "{}"],
      ];
      for (const [name, text] of writes) {
        await Deno.writeTextFile(`${at}/${name}`, text);
        await new Promise((resolve) => setTimeout(resolve, 50));
        assertEquals([name, await run(at)], [name, false]);
      }
      const env = { FLAVOUR: "sour" };
      assertEquals([await run(at, { env }), await run(at, { env })], [false, true]);
      for (const args of [["--param", "n=2"], ["--timeout", "9"], ["--keep-going"]]) {
        assertEquals(await run(at, { args, env }), false);
      }
      await companion(["run", "--write", "--no-cache", `${at}/a.ipynb`]);
      assertEquals(await run(at, { args: ["--keep-going"], env }), true); // outputs are not asked
      assertEquals(await run(at, { args: ["--keep-going", "--no-cache"], env }), false);
    });
  },
});

Deno.test({
  name: "nb run does not keep what can not be looked at again, nor what failed",
  ignore,
  async fn() {
    const cases: [source: string, why: string][] = [
      ["Math.random()", "it uses chance"],
      ["crypto.randomUUID()", "it uses chance"],
      ["new Date()", "it uses the clock"],
      ["Date.now() > 0", "it uses the clock"],
      ["performance.now() > 0", "it uses the clock"],
      ['await fetch("http://127.0.0.1:1/").catch(() => 0)', "it uses the network"],
      ['new Deno.Command("true").outputSync().code', "it uses another process"],
      ["Deno.hostname().length", "it uses sys"],
      ['Deno.writeTextFileSync("b.txt", "b");', "it changes "],
      ['import z from "npm:zod@^4";\ntypeof z', "it imports packages that no lock file pins"],
      ["throw 1", "failed"],
    ];
    const harmless = ["new Date(0).getTime()", "new Date(0).constructor === Date", "Date.UTC(1)"]
      .concat(["new Date(0) instanceof Date", "setTimeout(() => {}, 1);"]);
    for (const source of harmless) cases.push([source, "kept"]);
    const files = Object.fromEntries(
      cases.map(([source], i) => [`${i}.ipynb`, notebookOf(source)]),
    );
    await withFolder(files, async (at) => {
      const run = async () => {
        const call = ["run", "--json", at];
        const { stdout } = await companion(call, { XDG_CACHE_HOME: `${at}/cache` });
        const { notebooks } = JSON.parse(stdout) as { notebooks: RunJson[] };
        const told = notebooks.map((one) =>
          [Number(one.path.match(/(\d+)\.ipynb/)![1]), one] as const
        );
        return new Map(told);
      };
      await run();
      const again = await run();
      cases.forEach(([source, why], i) => {
        const { ok, cached, notKept } = again.get(i)!;
        const told = ok ? cached ? "kept" : `${notKept}` : "failed";
        assertEquals([source, told.slice(0, why.length)], [source, why]);
      });
    });
  },
});

Deno.test({
  name: "nb run says plainly that a run was kept, and writes what it gave",
  ignore,
  async fn() {
    await withFolder({ "a.ipynb": notebookOf("6 * 7") }, async (at) => {
      const call = (...args: string[]) =>
        companion(["run", ...args, `${at}/a.ipynb`], { XDG_CACHE_HOME: `${at}/cache` });
      await call();
      const { stdout } = await call("--write");
      assertStringIncludes(stdout, "a.ipynb cached 1 cells, checks 0/0; --no-cache runs it anew\n");
      assertStringIncludes(stdout, "ok, cached");
      assertStringIncludes(await Deno.readTextFile(`${at}/a.ipynb`), '"42"');
    });
  },
});

Deno.test({
  name: "nb run --notebook-timeout ends a notebook that takes too long in all",
  ignore,
  async fn() {
    const wait = "await new Promise((resolve) => setTimeout(resolve, 400));";
    const notebook = notebookOf(wait, wait, wait, wait, wait, wait);
    await withFolder({ "a.ipynb": notebook }, async (at) => {
      const { code, stdout } = await companion(["run", "--notebook-timeout", "1", `${at}/a.ipynb`]);
      assertStringIncludes(stdout, ": Timed out after 1 s for the whole notebook\n");
      assertStringIncludes(stdout, "not run\n");
      assertEquals(code, 1);
    });
  },
});
