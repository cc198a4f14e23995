import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { companion, ignore } from "./companion.ts";

/** A folder in which Jupyter finds one kernel. */
async function withKernel(spec: Record<string, unknown>): Promise<string> {
  const folder = await Deno.makeTempDir();
  await Deno.mkdir(`${folder}/kernels/deno`, { recursive: true });
  await Deno.writeTextFile(`${folder}/kernels/deno/kernel.json`, JSON.stringify(spec));
  return folder;
}

Deno.test({
  name: "nb doctor starts a kernel, looks at kernelspecs, and says how to mend them",
  ignore,
  async fn(t) {
    const argv = [Deno.execPath(), "jupyter", "--kernel", "--conn", "{connection_file}"];
    const cases: [string, Record<string, unknown>, number, RegExp][] = [
      ["right", { argv, env: { NO_COLOR: "1" } }, 0, /^ok {4}kernelspec: "" at .*kernel\.json$/m],
      ["colours", { argv }, 0, /^hint {2}kernelspec: .*\n.*NO_COLOR/m],
      [
        "gone",
        { argv: ["/gone/deno", ...argv.slice(1)] },
        1,
        /^wrong kernelspec: .*gone\n.*--force/m,
      ],
    ];
    for (const [name, spec, wanted, pattern] of cases) {
      await t.step(name, async () => {
        const folder = await withKernel(spec);
        const { code, stdout } = await companion(["doctor"], { JUPYTER_PATH: folder });
        assertMatch(stdout, pattern);
        assertMatch(stdout, /^ok {4}kernel: ready after \d+ ms$/m);
        assertStringIncludes(stdout, "complete, checks and rejections are heard");
        assertEquals(code, wanted);
        await Deno.remove(folder, { recursive: true });
      });
    }
  },
});
