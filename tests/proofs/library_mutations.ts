/**
 * Proof: the tests of the loss library notice when its numerics change.
 *
 * `library_mutations.json` lists changes of operators, constants and signs, each with the test file that has to turn
 * red: `[file, before, after, test]`. Every change is made, one at a time, in a copy of the project, never in the project
 * itself, and its tests are run. Exit code 1 if a change stays green, or does not stand exactly once in its file.
 *
 * Usage: deno run -A tests/proofs/library_mutations.ts [PART OF A FILE'S NAME]
 *
 * @module
 */
import { dirname, join } from "node:path";
import listed from "./library_mutations.json" with { type: "json" };

interface Mutation {
  readonly file: string;
  readonly before: string;
  readonly after: string;
  /** The test file, below tests/. */
  readonly test: string;
}

const MUTATIONS: readonly Mutation[] = listed.map((
  [file, before, after, test],
) => ({ file: file!, before: before!, after: after!, test: test! }));

/** What the tests of the library need. */
const NEEDED = ["deno.json", "deno.lock", "lib", "tests", "types", "bench", "notebooks/data"];

/** Changes that are tried at the same time, each in a copy of its own. */
const WORKERS = 2;

async function copy(from: string, to: string): Promise<void> {
  const { isDirectory } = await Deno.stat(from);
  if (!isDirectory) return await Deno.copyFile(from, to);
  await Deno.mkdir(to, { recursive: true });
  for await (const { name } of Deno.readDir(from)) await copy(join(from, name), join(to, name));
}

/** Whether the tests pass; throws where none ran, or a change does not even load. */
async function passes(folder: string, test: string): Promise<boolean> {
  const { stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["test", "-A", "--no-check", "--fail-fast", join("tests", test)],
    cwd: folder,
    env: { NO_COLOR: "1" },
  }).output();
  const report = new TextDecoder().decode(stdout);
  const [, passed, failed] = /(\d+) passed.*\| (\d+) failed/.exec(report) ?? [];
  if (failed === undefined || Number(passed) + Number(failed) === 0) {
    throw new Error(`no test ran: ${new TextDecoder().decode(stderr).slice(0, 500)}`);
  }
  return failed === "0";
}

/** Tries one change in a copy of the project; says what is wrong with it, or nothing. */
async function faultOf(
  folder: string,
  { file, before, after, test }: Mutation,
): Promise<string | undefined> {
  const path = join(folder, file);
  const code = await Deno.readTextFile(path);
  const places = code.split(before).length - 1;
  if (places !== 1) return `stands ${places} times in the file`;
  await Deno.writeTextFile(path, code.replace(before, () => after));
  try {
    return await passes(folder, test) ? `stays green in tests/${test}` : undefined;
  } catch (error) {
    return (error as Error).message;
  } finally {
    await Deno.writeTextFile(path, code);
  }
}

/** Tries changes from a common list until there are none left; gives how many were not noticed. */
async function work(folder: string, queue: Mutation[]): Promise<number> {
  let faults = 0;
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
    const fault = await faultOf(folder, next);
    const change = `${next.file}: \`${next.before}\` → \`${next.after}\``;
    console.log(fault === undefined ? `red    ${change}` : `GREEN  ${change}: ${fault}`);
    if (fault !== undefined) faults++;
  }
  return faults;
}

async function main(): Promise<void> {
  const project = join(dirname(import.meta.filename!), "..", "..");
  const chosen = MUTATIONS.filter(({ file }) => file.includes(Deno.args[0] ?? ""));
  const scratch = await Deno.makeTempDir({ prefix: "library-mutations-" });
  try {
    const folders = Array.from({ length: WORKERS }, (_, i) => join(scratch, String(i)));
    for (const folder of folders) {
      await Deno.mkdir(folder);
      for (const name of NEEDED) await copy(join(project, name), join(folder, name));
    }
    for (const test of new Set(chosen.map(({ test }) => test))) {
      if (!await passes(folders[0]!, test)) throw new Error(`tests/${test} is red as it is`);
    }
    const queue = [...chosen];
    const faults = await Promise.all(folders.map((folder) => work(folder, queue)));
    const unnoticed = faults.reduce((a, b) => a + b);
    console.log(`${chosen.length} changes, ${chosen.length - unnoticed} turn a test red`);
    Deno.exitCode = unnoticed > 0 || chosen.length === 0 ? 1 : 0;
  } finally {
    await Deno.remove(scratch, { recursive: true });
  }
}

await main();
