/**
 * Kills `nb run --write` with SIGKILL at random moments and looks at what is left: each notebook must
 * be as it was or as it is when run, byte for byte; no kernel may be left, and after the next start
 * no file of ours.
 *
 *     deno run -A tests/proofs/killed_writes.ts [--kills 50] [--seed 1]
 *
 * Needs `ps`. Fails if anything is lost, half-written or left.
 */
import { parseArgs } from "node:util";
import { fileURLToPath } from "node:url";
import { type Notebook, serializeNotebook } from "@surprisal/loss/notebook";
import { seeded } from "../../notebooks/support/random.ts";

const { values } = parseArgs({
  options: {
    kills: { type: "string", default: "50" },
    seed: { type: "string", default: "1" },
  },
});
const KILLS = Number(values.kills);
const NOTEBOOKS = 6;
const CLI = fileURLToPath(import.meta.resolve("../../lib/notebook/cli.ts"));

/** A notebook with an output of a megabyte, so that writing it takes a while. */
function makeNotebook(number: number): Notebook {
  const sources = [`const n = ${number};`, 'console.log(`${n}`.repeat(1e6) + "\\n");', "n"];
  const cells = sources.map((source, i) => ({
    cell_type: "code" as const,
    id: `cell-${i}`,
    metadata: {},
    source,
    outputs: [],
    execution_count: null,
  }));
  return { cells, metadata: {}, nbformat: 4, nbformat_minor: 5 };
}

const folder = await Deno.makeTempDir({ prefix: "killed-" });
const temp = await Deno.makeTempDir({ prefix: "killed-temp-" });
const paths = Array.from({ length: NOTEBOOKS }, (_, i) => `${folder}/${i}.ipynb`);
const before = paths.map((_, i) => serializeNotebook(makeNotebook(i)));
const restore = () => Promise.all(paths.map((path, i) => Deno.writeTextFile(path, before[i]!)));

function start(): Deno.ChildProcess {
  return new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--frozen", CLI, "run", "--write", "--no-cache", folder],
    env: { TMPDIR: temp, NO_COLOR: "1" },
    stdin: "null",
    stdout: "null",
    stderr: "null",
  }).spawn();
}

/** Processes of ours: kernels name their connection file, the watchdog the process it watches. */
async function processesLeft(pid: number): Promise<string[]> {
  const { stdout } = await new Deno.Command("ps", { args: ["-A", "-o", "args"] }).output();
  const lines = new TextDecoder().decode(stdout).split("\n");
  return lines.filter((line) =>
    line.includes(`${temp}/`) || `${line} `.includes(`kernel_watchdog.ts ${pid} `)
  );
}

async function settled<T>(look: () => Promise<T[]>): Promise<T[]> {
  let left = await look();
  for (let trial = 0; trial < 100 && left.length > 0; trial++) {
    await new Promise((resolve) => setTimeout(resolve, 100));
    left = await look();
  }
  return left;
}

const scratch = () => [...Deno.readDirSync(folder)].filter(({ name }) => !name.endsWith(".ipynb"));

await restore();
const began = performance.now();
if (!(await start().status).success) throw new Error("Cannot begin as a whole run must succeed");
const whole = performance.now() - began;
const after = await Promise.all(paths.map((path) => Deno.readTextFile(path)));

const random = seeded(Number(values.seed));
const wrong: string[] = [];
const counts = { asBefore: 0, written: 0, leftBeside: 0, kernels: 0 };
for (let kill = 1; kill <= KILLS; kill++) {
  await restore();
  const child = start();
  const moment = random() * whole;
  await new Promise((resolve) => setTimeout(resolve, moment));
  try {
    child.kill("SIGKILL");
  } catch { /* it was done before */ }
  await child.status;
  for (const line of await settled(() => processesLeft(child.pid))) {
    counts.kernels++;
    wrong.push(`kill ${kill}: left ${line}`);
  }
  for (const [i, path] of paths.entries()) {
    const text = await Deno.readTextFile(path).catch(() => "no file");
    if (text === before[i]) counts.asBefore++;
    else if (text === after[i]) counts.written++;
    else wrong.push(`kill ${kill} after ${moment.toFixed(0)} ms: ${path} is half-written`);
  }
  counts.leftBeside += scratch().length;
}
await restore();
await start().status;
const stale = scratch().map(({ name }) => `after the next start: left ${name}`);
const inTemp = await settled(() => Promise.resolve([...Deno.readDirSync(temp)]));
wrong.push(...stale, ...inTemp.map(({ name }) => `left ${name} in the folder for temporary files`));
await Deno.remove(folder, { recursive: true });
await Deno.remove(temp, { recursive: true });

console.log(`${KILLS} kills within ${(whole / 1000).toFixed(1)} s of ${NOTEBOOKS} notebooks:
  notebooks as before        ${counts.asBefore}
  notebooks written whole    ${counts.written}
  lost or half-written       ${KILLS * NOTEBOOKS - counts.asBefore - counts.written}
  kernels left               ${counts.kernels}
  files beside, until the next start took them away: ${counts.leftBeside}`);
for (const line of wrong) console.log(line);
Deno.exit(wrong.length === 0 ? 0 : 1);
