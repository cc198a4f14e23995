/**
 * Proof: every claim of the notebooks can fail.
 *
 * Each notebook ends with a table "What would make this false?" of changes, `old` → `new`. This makes every change,
 * one at a time, and demands that the claim it stands for turns red, and, where the change lies inside the claim's own
 * test, no other. A claim without a row fails too.
 *
 * Usage: deno run -A tests/proofs/mutations.ts [NOTEBOOK ...]      (default: all of notebooks/)
 *
 * @module
 */
import { dirname, join } from "node:path";
import { mapPool } from "../../lib/notebook/map_pool.ts";

interface Mutation {
  readonly claim: string;
  readonly before: string;
  readonly after: string;
}

interface Cell {
  readonly cell_type: string;
  readonly source: string | string[];
}

const sourceOf = ({ source }: Cell): string => [source].flat().join("");

/** The rows of a notebook's table of changes. */
function mutationsIn(cells: Cell[]): Mutation[] {
  const prose = cells.filter((cell) => cell.cell_type === "markdown").map(sourceOf).join("\n");
  return [...prose.matchAll(/^\| *(C\d+\.\d+) *\| *`([^`]+)` → `([^`]+)` *\|/gm)]
    .map(([, claim, before, after]) => ({ claim: claim!, before: before!, after: after! }));
}

/** The numbers of the claims that have a test. */
function claimsIn(code: string): string[] {
  return [...code.matchAll(/Deno\.test\("(C\d+\.\d+) /g)].map((match) => match[1]!);
}

/** The part of the code that is one claim's own test. */
function testOf(code: string, claim: string): string {
  const start = code.indexOf(`Deno.test("${claim} `);
  const rest = code.slice(start);
  return rest.slice(0, rest.search(/\n}\);/) + 4);
}

/** Makes a change: inside the claim's own test if it is there, else at its only place in the notebook. */
function mutate(code: string, { claim, before, after }: Mutation): { code: string; own: boolean } {
  const test = testOf(code, claim);
  if (test.includes(before)) {
    return { code: code.replace(test, () => test.replaceAll(before, () => after)), own: true };
  }
  const places = code.split(before).length - 1;
  if (places !== 1) {
    throw new Error(`${claim}: \`${before}\` stands ${places} times in the notebook`);
  }
  return { code: code.replace(before, () => after), own: false };
}

/** Runs the cells as one module of tests, beside the notebook so that its imports resolve, and returns the red claims. */
async function redClaims(code: string, folder: string): Promise<string[]> {
  const path = join(folder, `.mutation-${crypto.randomUUID()}_test.ts`);
  await Deno.writeTextFile(path, `${code}\nexport {};\n`);
  try {
    const { stdout, stderr } = await new Deno.Command(Deno.execPath(), {
      args: ["test", "-A", "--no-check", "--no-lock", path],
      env: { NO_COLOR: "1" },
    }).output();
    const report = new TextDecoder().decode(stdout);
    const ended = /\d+ passed .* \d+ failed/.test(report);
    if (!ended) throw new Error(`no tests ran: ${report}${new TextDecoder().decode(stderr)}`);
    return [...report.matchAll(/^(C\d+\.\d+) .*FAILED/gm)].map((match) => match[1]!);
  } finally {
    await Deno.remove(path);
  }
}

/** What one change did: what is wrong with that, or whether its claim alone turned red. */
type Trial = { readonly fault: string } | { readonly alone: boolean };

async function tryOut(code: string, mutation: Mutation, folder: string): Promise<Trial> {
  try {
    const changed = mutate(code, mutation);
    const red = new Set(await redClaims(changed.code, folder));
    const others = [...red].filter((claim) => claim !== mutation.claim);
    if (!red.has(mutation.claim)) return { fault: `${mutation.claim} stays green` };
    if (changed.own && others.length > 0) {
      return { fault: `${mutation.claim}: also red: ${others.join(", ")}` };
    }
    return { alone: others.length === 0 };
  } catch (error) {
    return { fault: `${mutation.claim}: ${(error as Error).message}` };
  }
}

async function prove(
  path: string,
): Promise<{ proven: number; alone: number; faults: string[] }> {
  const { cells } = JSON.parse(await Deno.readTextFile(path)) as { cells: Cell[] };
  const code = cells.filter((cell) => cell.cell_type === "code").map(sourceOf).join(";\n");
  const mutations = mutationsIn(cells);
  const bare = claimsIn(code).filter((claim) =>
    !mutations.some((mutation) => mutation.claim === claim)
  );
  const faults = bare.map((claim) => `${claim}: no change in the table`);
  const green = await redClaims(code, dirname(path));
  if (green.length) faults.push(`red without any change: ${green.join(", ")}`);
  const trials = await mapPool(
    mutations,
    navigator.hardwareConcurrency,
    (mutation) => tryOut(code, mutation, dirname(path)),
  );
  const wrong = trials.flatMap((trial) => "fault" in trial ? [trial.fault] : []);
  const alone = trials.filter((trial) => "alone" in trial && trial.alone).length;
  return { proven: mutations.length - wrong.length, alone, faults: [...faults, ...wrong] };
}

async function main(): Promise<void> {
  const given = Deno.args.length ? Deno.args : [...Deno.readDirSync("notebooks")]
    .filter(({ name }) => name.endsWith(".ipynb")).map(({ name }) => `notebooks/${name}`).sort();
  let [passed, exactly, failed] = [0, 0, 0];
  for (const path of given) {
    const { proven, alone, faults } = await prove(path);
    const list = faults.map((fault) => `\n  ${fault}`).join("");
    console.log(`${path}: ${proven} claims turn red when changed, ${alone} of them alone${list}`);
    passed += proven;
    exactly += alone;
    failed += faults.length;
  }
  console.log(
    `${exactly} claims turn red alone, the others with those that share the changed line`,
  );
  console.log(`${passed} passed, ${failed} failed`);
  Deno.exit(failed > 0 || passed === 0 ? 1 : 0);
}

await main();
