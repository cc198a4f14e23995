/**
 * Proof: every claim of the notebooks can fail.
 *
 * Each notebook ends with a table "What would make this false?" of changes, `old` → `new`. This makes every change, and
 * demands that the claim it stands for turns red. Where a change lies inside the claim's own test, it is made in a copy of
 * that test beside it, all of a notebook in one run: each copy must turn red, and no test that is as it was. Changes
 * elsewhere are made one at a time. A claim without a row fails too.
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

/** Whether a change lies inside its claim's own test. */
function isOwn(code: string, { claim, before }: Mutation): boolean {
  return testOf(code, claim).includes(before);
}

/** The code with a changed copy of a test beside each test, named by the number of its change. */
function withChangedTests(code: string, mutations: readonly Mutation[]): string {
  return mutations.reduce((whole, { claim, before, after }, k) => {
    const test = testOf(whole, claim);
    const changed = test.replaceAll(before, () => after)
      .replace('Deno.test("', `Deno.test("change ${k} of `);
    return whole.replace(test, () => `${test}\n${changed}`);
  }, code);
}

/** The code with a change at its only place. */
function changed(code: string, { claim, before, after }: Mutation): string {
  const places = code.split(before).length - 1;
  if (places !== 1) {
    throw new Error(`${claim}: \`${before}\` stands ${places} times in the notebook`);
  }
  return code.replace(before, () => after);
}

/** What turned red: claims, and numbers of changes. */
interface Red {
  readonly claims: ReadonlySet<string>;
  readonly changes: ReadonlySet<number>;
}

/** Runs the cells as one module of tests, beside the notebook so that its imports resolve. */
async function redTests(code: string, folder: string): Promise<Red> {
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
    const found = (pattern: RegExp) => [...report.matchAll(pattern)].map((match) => match[1]!);
    return {
      claims: new Set(found(/^(C\d+\.\d+) .*FAILED/gm)),
      changes: new Set(found(/^change (\d+) of .*FAILED/gm).map(Number)),
    };
  } finally {
    await Deno.remove(path);
  }
}

/** What is wrong with the changes inside of tests. */
async function tryOwn(
  code: string,
  mutations: readonly Mutation[],
  folder: string,
): Promise<string[]> {
  const { claims, changes } = await redTests(withChangedTests(code, mutations), folder);
  return [
    ...[...claims].map((claim) => `${claim}: red although its test is as it was`),
    ...mutations.flatMap(({ claim }, k) => changes.has(k) ? [] : [`${claim} stays green`]),
  ];
}

/** What is wrong with a change elsewhere. */
async function tryElsewhere(code: string, mutation: Mutation, folder: string): Promise<string[]> {
  const { claims } = await redTests(changed(code, mutation), folder);
  return claims.has(mutation.claim) ? [] : [`${mutation.claim} stays green`];
}

interface Proven {
  readonly own: number;
  readonly elsewhere: number;
  readonly faults: readonly string[];
}

async function prove(path: string): Promise<Proven> {
  const { cells } = JSON.parse(await Deno.readTextFile(path)) as { cells: Cell[] };
  const code = cells.filter((cell) => cell.cell_type === "code").map(sourceOf).join(";\n");
  const mutations = mutationsIn(cells);
  const bare = claimsIn(code).filter((claim) =>
    !mutations.some((mutation) => mutation.claim === claim)
  );
  const [own, elsewhere] = [true, false].map((wanted) =>
    mutations.filter((mutation) => isOwn(code, mutation) === wanted)
  ) as [Mutation[], Mutation[]];
  const faults = bare.map((claim) => `${claim}: no change in the table`);
  const told = (error: Error) => [error.message];
  faults.push(...await tryOwn(code, own, dirname(path)).catch(told));
  for (const mutation of elsewhere) {
    faults.push(...await tryElsewhere(code, mutation, dirname(path)).catch(told));
  }
  return { own: own.length, elsewhere: elsewhere.length, faults };
}

async function main(): Promise<void> {
  const given = Deno.args.length ? Deno.args : [...Deno.readDirSync("notebooks")]
    .filter(({ name }) => name.endsWith(".ipynb")).map(({ name }) => `notebooks/${name}`).sort();
  let [alone, others, failed] = [0, 0, 0];
  await mapPool(given, navigator.hardwareConcurrency, async (path) => {
    const { own, elsewhere, faults } = await prove(path);
    const list = faults.map((fault) => `\n  ${fault}`).join("");
    console.log(`${path}: ${own} changes in tests, ${elsewhere} elsewhere${list}`);
    alone += own;
    others += elsewhere;
    failed += faults.length;
  });
  const all = alone + others;
  console.log(`${all} changes, ${alone} of them in the claim's own test; ${failed} faults`);
  Deno.exit(failed > 0 || alone === 0 ? 1 : 0);
}

await main();
