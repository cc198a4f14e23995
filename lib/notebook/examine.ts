import { existsSync } from "node:fs";
import { dirname, isAbsolute, join, resolve } from "node:path";
import type { Examination } from "./examination.ts";
import { examinePrograms } from "./examine_programs.ts";
import { examineRace } from "./examine_race.ts";
import { denoKernels } from "./kernelspecs.ts";
import { KernelSession } from "./kernel_session.ts";
import { cacheFolder } from "./result_cache.ts";

/** The version of Deno that the companion is tested with; kernels of others behave differently. */
const TESTED_DENO = "2.9.6";

/** Looks at everything that the companion and notebooks need on this machine. */
export async function* examine(): AsyncGenerator<Examination> {
  yield examineVersion();
  yield examineConfig();
  yield* await examineKernel();
  yield await examineRace();
  yield* await examineKernelspecs();
  yield* await examinePrograms();
  yield { what: "cache", state: "ok", found: cacheFolder() ?? "none: nothing is kept" };
}

function examineVersion(): Examination {
  const found = `Deno ${Deno.version.deno}, TypeScript ${Deno.version.typescript}`;
  if (Deno.version.deno === TESTED_DENO) return { what: "version", state: "ok", found };
  const mend = `npm install -g deno@${TESTED_DENO}; the kernel differs between versions`;
  return { what: "version", state: "hint", found, mend };
}

function examineConfig(): Examination {
  for (let folder = resolve(".");; folder = dirname(folder)) {
    const path = ["deno.json", "deno.jsonc"].map((name) => join(folder, name)).find(existsSync);
    if (path) return { what: "deno.json", state: "ok", found: path };
    if (folder === dirname(folder)) break;
  }
  const mend = "work in a folder of a project; without an import map, cells import full names only";
  return { what: "deno.json", state: "hint", found: "none from here upwards", mend };
}

/** Starts a kernel and lets it do what the companion relies on. */
async function examineKernel(): Promise<Examination[]> {
  const start = performance.now();
  try {
    await using session = await KernelSession.start({ cwd: "." });
    const ready = performance.now() - start;
    const { outputs } = await session.execute(
      'console.log("a"); Deno.test("b", () => {}); Promise.reject(new Error("c")); 6 * 7',
    );
    const { checks, faults } = await session.execute('Deno.test("b", () => { throw 1; });');
    const whole = outputs.length === 2 && checks[0]?.status === "failed" && faults.length === 1;
    return [
      { what: "kernel", state: "ok", found: `ready after ${ready.toFixed(0)} ms` },
      whole
        ? { what: "outputs", state: "ok", found: "complete, checks and rejections are heard" }
        : {
          what: "outputs",
          state: "wrong",
          found: `${outputs.length} outputs of 2, ${checks.length} checks of 1`,
          mend: `npm install -g deno@${TESTED_DENO}`,
        },
    ];
  } catch (error) {
    const mend = "see that deno jupyter --kernel may run and that 127.0.0.1 can be reached";
    return [{ what: "kernel", state: "wrong", found: (error as Error).message, mend }];
  }
}

/** Looks at what Jupyter frontends would start. */
async function examineKernelspecs(): Promise<Examination[]> {
  const specs = await denoKernels();
  if (specs.length === 0) {
    const mend = "deno jupyter --install, if you want to open notebooks in a frontend";
    return [{ what: "kernelspec", state: "hint", found: "none installed", mend }];
  }
  return specs.map(({ path, argv, env, displayName }) => {
    const [program = ""] = argv;
    const found = `"${displayName}" at ${path}`;
    if (isAbsolute(program) && !existsSync(program)) {
      const mend = "deno jupyter --install --force";
      return {
        what: "kernelspec",
        state: "wrong",
        found: `${found} starts ${program}, gone`,
        mend,
      };
    }
    if (env.NO_COLOR) return { what: "kernelspec", state: "ok", found };
    const mend = 'add "env": {"NO_COLOR": "1"} to it; text would carry escape codes';
    return { what: "kernelspec", state: "hint", found, mend };
  });
}
