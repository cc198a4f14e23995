/**
 * Kills `nb export --site` with SIGKILL at random moments of its writing: the folder must hold the old site or the new one, whole, byte for
 * byte, and after the next run nothing else may be beside it.
 *
 *     deno run -A tests/proofs/killed_site.ts [--kills 20] [--seed 1]
 */
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { serializeNotebook } from "@surprisal/loss/notebook";
import { seeded } from "../../notebooks/support/random.ts";

const { values } = parseArgs({
  options: {
    kills: { type: "string", default: "20" },
    seed: { type: "string", default: "1" },
  },
});
const KILLS = Number(values.kills);
const CLI = fileURLToPath(import.meta.resolve("../../lib/notebook/cli.ts"));

/** Notebooks of the site, and cells in each with as much output as a page shows, so that writing takes a while. */
const [NOTEBOOKS, CELLS, LINES] = [8, 20, 4000];

const folder = await Deno.makeTempDir({ prefix: "killed-site-" });
const [notebooks, site] = [join(folder, "in"), join(folder, "out")];

/** Writes the notebooks anew: each version makes other pages of every one. */
async function writeNotebooks(version: string): Promise<void> {
  await Deno.mkdir(notebooks, { recursive: true });
  for (let k = 0; k < NOTEBOOKS; k++) {
    const cells = [
      { cell_type: "markdown" as const, id: "a", metadata: {}, source: `# ${k} · ${version}` },
      ...Array.from({ length: CELLS }, (_, cell) => ({
        cell_type: "code" as const,
        id: `b${cell}`,
        metadata: {},
        source: "1",
        execution_count: 1,
        outputs: [{
          output_type: "stream" as const,
          name: "stdout" as const,
          text: `Words of ${version}.\n`.repeat(LINES),
        }],
      })),
    ];
    const notebook = { cells, metadata: {}, nbformat: 4 as const, nbformat_minor: 5 };
    await Deno.writeTextFile(join(notebooks, `${k}.ipynb`), serializeNotebook(notebook));
  }
}

function start(): Deno.ChildProcess {
  return new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--frozen", CLI, "export", "--site", site, notebooks],
    stdin: "null",
    stdout: "null",
    stderr: "null",
  }).spawn();
}

/** Names of all files below a folder. */
async function files(of: string): Promise<string[]> {
  const paths = await Array.fromAsync(walk(of));
  return paths.map((path) => relative(of, path)).sort();
}

async function* walk(folder: string): AsyncGenerator<string> {
  for await (const { name, isDirectory } of Deno.readDir(folder)) {
    const path = join(folder, name);
    if (isDirectory) yield* walk(path);
    else yield path;
  }
}

/** All files below a folder with what they hold, as one text. */
async function contents(of: string): Promise<string> {
  const parts = (await files(of)).map(async (name) => {
    const digest = await crypto.subtle.digest("SHA-256", await Deno.readFile(join(of, name)));
    return `${name} ${new Uint8Array(digest).toHex()}`;
  });
  return (await Promise.all(parts)).join("\n");
}

/** What is beside the notebooks and the site. */
function beside(): string[] {
  return [...Deno.readDirSync(folder)].map(({ name }) => name)
    .filter((name) => !["in", "out"].includes(name));
}

const pause = (time: number) => new Promise((resolve) => setTimeout(resolve, time));

/** Waits until a run begins to write, or ends; folders that killed runs left beside do not count. */
async function writing(run: Deno.ChildProcess, before: readonly string[]): Promise<void> {
  let ended = false;
  void run.status.then(() => ended = true);
  while (!ended && beside().every((name) => before.includes(name))) await pause(1);
}

/** A run to its end: what it gave, and how long it took from when it began to write. */
async function wholeRun(): Promise<{ gave: string; length: number }> {
  const run = start();
  await writing(run, beside());
  const began = performance.now();
  if (!(await run.status).success) throw new Error("Cannot begin as a whole run must succeed");
  const length = performance.now() - began;
  return { gave: await contents(site), length };
}

const versions = ["the old version", "the new version"] as const;
const whole = new Map<string, string>();
const old = new Map<string, Uint8Array>();
let length = 0;
for (const version of versions) {
  await writeNotebooks(version);
  const run = await wholeRun();
  whole.set(run.gave, version);
  length = run.length;
  if (version === versions[0]) {
    for (const name of await files(site)) old.set(name, await Deno.readFile(join(site, name)));
  }
}

/** The old site, as it was. */
async function restore(): Promise<void> {
  await Deno.remove(site, { recursive: true });
  for (const [name, content] of old) {
    await Deno.mkdir(dirname(join(site, name)), { recursive: true });
    await Deno.writeFile(join(site, name), content);
  }
}

const random = seeded(Number(values.seed));
const wrong: string[] = [];
const counts = { before: 0, after: 0, beside: 0 };
for (let kill = 1; kill <= KILLS; kill++) {
  await restore();
  const before = beside();
  const child = start();
  await writing(child, before);
  const moment = random() * length;
  await pause(moment);
  try {
    child.kill("SIGKILL");
  } catch { /* it was done before */ }
  await child.status;
  const version = whole.get(await contents(site).catch(() => ""));
  if (version === versions[0]) counts.before++;
  else if (version === versions[1]) counts.after++;
  else wrong.push(`kill ${kill} after ${moment.toFixed(0)} ms: neither site`);
  if (beside().some((name) => !before.includes(name))) counts.beside++;
}
if (whole.get((await wholeRun()).gave) !== versions[1]) {
  wrong.push("the next run gives other bytes");
}
wrong.push(...beside().map((name) => `after the next run: left ${name}`));
await Deno.remove(folder, { recursive: true });

console.log(
  `${KILLS} kills within ${
    length.toFixed(0)
  } ms from when a run began to write a site of ${NOTEBOOKS} pages:
  the old site, whole   ${counts.before}
  the new site, whole   ${counts.after}
  lost or half-written  ${KILLS - counts.before - counts.after}
  folders beside, until the next run took them away: ${counts.beside}`,
);
for (const line of wrong) console.log(line);
Deno.exit(wrong.length === 0 ? 0 : 1);
