/**
 * Packs the library for npm, installs it in an empty folder and runs a pool in Node: the answers are
 * those of one thread to the last bit, and the program ends. Needs npm and node.
 *
 * @module
 */

import { packLibrary } from "../../lib/pack.ts";

const PROGRAM = `
  import { softmaxCrossEntropyWithGradient } from "@surprisal/loss";
  import { allocShared, createPool } from "@surprisal/loss/parallel";

  const pool = createPool();
  for (const type of ["float32", "float64"]) {
    const z = allocShared(2000, 300, type);
    z.data.forEach((_, k) => z.data[k] = 9 * Math.sin(k * k));
    const labels = Int32Array.from({ length: 2000 }, (_, i) => i % 300);
    const [out, other] = [allocShared(2000, 300, type), allocShared(2000, 300, type)];
    const { loss } = await pool.softmaxCrossEntropyWithGradient(z, labels, { out });
    const one = softmaxCrossEntropyWithGradient(z, labels, { out: other });
    const differing = out.data.findIndex((x, k) => !Object.is(x, other.data[k]));
    if (loss !== one.loss || differing >= 0) throw new Error(type + " differs at " + differing);
  }
  z: try {
    const z = allocShared(12000, 100, "float32");
    z.data[123456] = NaN;
    await pool.softmaxCrossEntropy(z, new Uint8Array(12000));
  } catch (error) {
    if (error.message.endsWith("z[1234][56] is NaN")) break z;
    throw error;
  }
  console.log("the pool of " + pool.workers + " answers as one thread does");
`;

async function run(program: string, args: string[], cwd: string): Promise<string> {
  const { success, stdout, stderr } = await new Deno.Command(program, { args, cwd }).output();
  const text = new TextDecoder().decode(stdout);
  if (success) return text;
  throw new Error(`${program} ${args.join(" ")} fails: ${text}${new TextDecoder().decode(stderr)}`);
}

const folder = await Deno.makeTempDir({ prefix: "pool-in-node-" });
try {
  await packLibrary(new URL(`file://${folder}/package/`));
  await Deno.writeTextFile(`${folder}/package.json`, `{ "type": "module" }`);
  await Deno.mkdir(`${folder}/node_modules/@surprisal`, { recursive: true });
  await Deno.rename(`${folder}/package`, `${folder}/node_modules/@surprisal/loss`);
  await Deno.writeTextFile(`${folder}/program.js`, PROGRAM);
  console.log(await run("node", ["program.js"], folder));
} finally {
  await Deno.remove(folder, { recursive: true });
}
