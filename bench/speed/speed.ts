/**
 * How long softmax cross-entropy of a batch takes, here and in other packages: `deno task bench`,
 * which says with `--help` what else it does.
 *
 * @module
 */

import { type Contestant, CONTESTANTS } from "./contestants.ts";
import { floorFaults } from "./floors.ts";
import { Measurement } from "./measure.ts";
import { HELP, type Options, optionsOf, UsageError } from "./options.ts";
import { reportOf, type Results, shortTableOf, tablesOf } from "./report.ts";
import { findTools, NO_TOOLS } from "./tools.ts";
import type { Task } from "./trial.ts";

function tasksOf({ shapes }: Options): Task[] {
  return shapes.flatMap(([rows, columns]) =>
    (["float32", "float64"] as const).flatMap((type) =>
      (["loss", "gradient"] as const).map((op) => ({ op, type, rows, columns }))
    )
  );
}

/** The short run leaves out what no floor names. */
const QUICK = [
  ...["naive", "scalar", "typescript", "portable", "fused"],
  ...["tfjs", "onnxruntime", "torch"],
];

function contestantsOf({ only, quick }: Options): Contestant[] {
  const unknown = only?.find((who) => !CONTESTANTS.some(({ name }) => name === who));
  if (unknown !== undefined) {
    const names = CONTESTANTS.map(({ name }) => name).join(", ");
    throw new UsageError(`no contestant ${unknown}; there are ${names}`);
  }
  const wanted = only ?? (quick ? QUICK : undefined);
  return CONTESTANTS.filter(({ name }) => wanted?.includes(name) ?? true);
}

async function machineOf(): Promise<string> {
  const text = await Deno.readTextFile("/proc/cpuinfo").catch(() => "");
  const model = /^model name\s*: (.*)$/m.exec(text)?.[1] ?? Deno.build.arch;
  return `${model}, ${navigator.hardwareConcurrency} cores`;
}

async function replaceFile(url: URL, text: string): Promise<void> {
  await Deno.writeTextFile(new URL(`${url}.new`), text);
  await Deno.rename(new URL(`${url}.new`), url);
}

/** Puts text between the two markers of a page. */
async function replacePart(url: URL, marker: string, text: string): Promise<void> {
  const page = await Deno.readTextFile(url);
  const [open, close] = [`<!-- ${marker} -->`, `<!-- /${marker} -->`];
  const [from, to] = [page.indexOf(open), page.indexOf(close)];
  if (from < 0 || to < 0) throw new Error(`Cannot write ${url.pathname} as it must have ${open}`);
  await replaceFile(
    url,
    `${page.slice(0, from + open.length)}\n\n${text.trim()}\n\n${page.slice(to)}`,
  );
}

async function writePages(results: Results): Promise<void> {
  const [json, page, front] = ["results.json", "README.md", "../../README.md"]
    .map((name) => new URL(name, import.meta.url)) as [URL, URL, URL];
  await replaceFile(json, JSON.stringify(results, null, 1) + "\n");
  await replacePart(page, "measured", reportOf(results));
  await replacePart(front, "speed", shortTableOf(results));
  const pages = [json, page, front].map(({ pathname }) => pathname);
  await new Deno.Command(Deno.execPath(), { args: ["fmt", "--quiet", ...pages] }).output();
}

async function run(options: Options, folder: string): Promise<number> {
  const contestants = contestantsOf(options);
  const { rounds, milliseconds, write } = options;
  const measurement = new Measurement(folder, options.peers ? await findTools(folder) : NO_TOOLS);
  const measured = await measurement.run(tasksOf(options), contestants, rounds, milliseconds);
  const results = { machine: await machineOf(), rounds, milliseconds, ...measured };
  console.log(tablesOf(results.findings));
  if (write) await writePages(results);
  const faults = floorFaults(results.findings);
  for (const fault of faults) console.error(fault);
  return faults.length > 0 ? 1 : 0;
}

async function main(args: readonly string[]): Promise<number> {
  const options = optionsOf(args);
  if (options.help) {
    console.log(HELP);
    return 0;
  }
  contestantsOf(options); // before anything is made
  const folder = await Deno.makeTempDir({ prefix: "speed-" });
  try {
    return await run(options, folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

if (import.meta.main) {
  try {
    Deno.exitCode = await main(Deno.args);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    console.error(`${error.message}\n\n${HELP}`);
    Deno.exitCode = 2;
  }
}
