/**
 * How long softmax cross-entropy of a batch takes, here and in other packages: `deno task bench`,
 * which says with `--help` what else it does.
 *
 * @module
 */

import { type Contestant, CONTESTANTS } from "./contestants.ts";
import { floorFaults } from "./floors.ts";
import { GROWING, growthFigure, GROWTHS, growthTable, growthTasks } from "./growth.ts";
import { Measurement } from "./measure.ts";
import { HELP, type Options, optionsOf, UsageError } from "./options.ts";
import { reportOf, type Results, shortTableOf, tablesOf } from "./report.ts";
import { findTools, NO_TOOLS } from "./tools.ts";
import type { Task } from "./trial.ts";

function tasksOf({ shapes, measures }: Options): Task[] {
  return [
    ...tasksAt(shapes, ["loss", "gradient"]),
    ...tasksAt(measures, ["entropy", "divergence"]),
  ];
}

function tasksAt(shapes: Options["shapes"], ops: readonly Task["op"][]): Task[] {
  return shapes.flatMap(([rows, columns]) =>
    (["float32", "float64"] as const).flatMap((type) =>
      ops.map((op) => ({ op, type, rows, columns }))
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

const place = (name: string) => new URL(name, import.meta.url);

/** How time grows with the size: its own results, figures and part of the page. */
async function runGrowth(options: Options, measurement: Measurement): Promise<void> {
  const { rounds, milliseconds, write } = options;
  const contestants = CONTESTANTS.filter(({ name }) => GROWING.includes(name));
  const tasks = GROWTHS.flatMap(growthTasks);
  const measured = await measurement.run(tasks, contestants, rounds, milliseconds);
  const results = { machine: await machineOf(), rounds, milliseconds, ...measured };
  console.log(growthTable(results.findings));
  if (!write) return;
  await replaceFile(place("growth.json"), jsonOf(results));
  await writeGrowth(results);
}

async function writeGrowth({ findings }: Results): Promise<void> {
  for (const growth of GROWTHS) {
    await replaceFile(place(`growth-${growth.name}.svg`), growthFigure(growth, findings));
  }
  await replacePart(place("README.md"), "growth", growthTable(findings));
  await format([place("README.md")]);
}

/** A finding a line, its times to four digits; sizes are whole. */
function jsonOf({ findings, ...rest }: Results): string {
  const digits = (_: string, x: unknown) =>
    typeof x === "number" && !Number.isInteger(x) ? Number(x.toPrecision(4)) : x;
  const lines = findings.map((finding) => `  ${JSON.stringify(finding, digits)}`);
  const head = JSON.stringify(rest, null, 1).slice(0, -2);
  return `${head},\n "findings": [\n${lines.join(",\n")}\n ]\n}\n`;
}

async function format(pages: readonly URL[]): Promise<void> {
  const args = ["fmt", "--quiet", ...pages.map(({ pathname }) => pathname)];
  await new Deno.Command(Deno.execPath(), { args }).output();
}

async function writePages(results: Results): Promise<void> {
  const [page, front] = [place("README.md"), place("../../README.md")];
  await replacePart(page, "measured", reportOf(results));
  await replacePart(front, "speed", shortTableOf(results));
  await format([page, front]);
}

/** The pages once more, from the results of earlier runs. */
async function rewritePages(): Promise<number> {
  await writePages(JSON.parse(await Deno.readTextFile(place("results.json"))));
  await writeGrowth(JSON.parse(await Deno.readTextFile(place("growth.json"))));
  return 0;
}

async function run(options: Options, folder: string): Promise<number> {
  const contestants = contestantsOf(options);
  const { rounds, milliseconds, write } = options;
  const measurement = new Measurement(folder, options.peers ? await findTools(folder) : NO_TOOLS);
  if (options.growth) {
    await runGrowth(options, measurement);
    return 0;
  }
  const measured = await measurement.run(tasksOf(options), contestants, rounds, milliseconds);
  const results = { machine: await machineOf(), rounds, milliseconds, ...measured };
  console.log(tablesOf(results.findings));
  if (write) {
    await replaceFile(place("results.json"), jsonOf(results));
    await writePages(results);
  }
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
  if (options.pages) return await rewritePages();
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
