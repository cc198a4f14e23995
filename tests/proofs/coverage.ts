/**
 * Proof: the tests of the loss library take its branches.
 *
 * Runs the library's tests under coverage and prints, folder by folder, the share of branches and lines that they took,
 * and the places of the branches that none took. Exit code 1 if a folder that has to is below 98 percent of its branches.
 *
 * Usage: deno run -A tests/proofs/coverage.ts
 *
 * @module
 */

/** The folders that are held to it; the others are told beside them. */
const HELD = ["types", "numerics", "information", "losses"];
const FOLDERS = [...HELD, "learning", "exact", "schemas"];
const LEAST = 0.98;

const TESTS = [
  ...FOLDERS.map((folder) => `tests/${folder}`),
  "tests/golden",
  "tests/generated",
  "tests/kernels",
  "tests/refusals",
  "tests/threads_test.ts",
];

interface Tally {
  branches: number;
  branchesTaken: number;
  lines: number;
  linesTaken: number;
  /** `file:line` of the branches that no test took. */
  readonly missed: string[];
}

/** Runs Deno and gives what it printed; throws with it where it fails. */
async function deno(args: readonly string[]): Promise<string> {
  const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: [...args],
    env: { NO_COLOR: "1" },
  }).output();
  const [out, err] = [stdout, stderr].map((bytes) => new TextDecoder().decode(bytes));
  if (!success) {
    throw new Error(
      `Cannot run deno ${args[0]} as it must succeed: ${`${out}${err}`.slice(-4000)}`,
    );
  }
  return out!;
}

/** Coverage in the lcov format, of the folders only. */
async function lcov(): Promise<string> {
  const folder = await Deno.makeTempDir({ prefix: "coverage-" });
  try {
    await deno(["test", "-A", "--no-check", "--parallel", `--coverage=${folder}`, ...TESTS]);
    return await deno([
      "coverage",
      "--lcov",
      `--include=/lib/(${FOLDERS.join("|")})/`,
      folder,
    ]);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** What an lcov report says of each folder. */
function talliesOf(report: string): Map<string, Tally> {
  const tallies = new Map<string, Tally>();
  for (const record of report.split("end_of_record")) {
    const path = /^SF:.*\/(lib\/(\w+)\/.*)$/m.exec(record);
    if (!path) continue;
    const [, file, folder] = path as unknown as [string, string, string];
    const sum = (key: string) => Number(new RegExp(`^${key}:(\\d+)`, "m").exec(record)?.[1] ?? 0);
    const tally = tallies.get(folder) ??
      { branches: 0, branchesTaken: 0, lines: 0, linesTaken: 0, missed: [] };
    tally.branches += sum("BRF");
    tally.branchesTaken += sum("BRH");
    tally.lines += sum("LF");
    tally.linesTaken += sum("LH");
    for (const [, line] of record.matchAll(/^BRDA:(\d+),\d+,\d+,(?:0|-)$/gm)) {
      tally.missed.push(`${file}:${line}`);
    }
    tallies.set(folder, tally);
  }
  return tallies;
}

function percent(taken: number, all: number): string {
  return `${(100 * taken / all).toFixed(1)} %`;
}

async function main(): Promise<void> {
  const tallies = talliesOf(await lcov());
  const low: string[] = [];
  for (const folder of FOLDERS) {
    const tally = tallies.get(folder);
    if (!tally) throw new Error(`Cannot find the coverage of lib/${folder}`);
    const { branches, branchesTaken, lines, linesTaken, missed } = tally;
    console.log(
      `lib/${folder}: ${percent(branchesTaken, branches)} of ${branches} branches, ` +
        `${percent(linesTaken, lines)} of ${lines} lines`,
    );
    for (const place of missed) console.log(`  no test takes a branch at ${place}`);
    if (HELD.includes(folder) && branchesTaken < LEAST * branches) low.push(folder);
  }
  if (low.length > 0) console.log(`below ${100 * LEAST} % of branches: ${low.join(", ")}`);
  Deno.exit(low.length > 0 ? 1 : 0);
}

await main();
