import { EXACT_SUBJECTS } from "../../tests/golden/exact_subjects.ts";
import { SUBJECTS } from "../../tests/golden/subjects.ts";
import { casesOf, type GoldenCase } from "../../tests/support/golden.ts";
import { compare, type Finding, findingsOf, type Subject } from "../../tests/support/subject.ts";
import { reportOf, type Results, type Row, shortTableOf } from "./report.ts";
import { type Summary, summaryOf } from "./summary.ts";

const HELP =
  `Measures the errors of the library, and of SciPy and PyTorch beside it, on the golden inputs.

Usage: deno run -A bench/accuracy/measure.ts [--help] [--no-peers]

Reads out/golden, which tests/golden/make_golden.py --full out/golden makes.
Writes results.json and README.md beside this script, and the short table into the project's README.

  --no-peers  only the library; no Python is started
  PYTHON      environment variable: the Python with scipy and torch, default python3
`;

const HERE = new URL(".", import.meta.url);
const GOLDEN = new URL("../../out/golden/", HERE);
const ANSWERS = new URL("../../out/accuracy/", HERE);

/** Lets the other libraries answer; gives their versions. */
async function askPeers(): Promise<Record<string, string>> {
  const python = Deno.env.get("PYTHON") ?? "python3";
  const args = ["peers.py", GOLDEN, ANSWERS].map((name) => new URL(name, HERE).pathname);
  const { success, stdout } = await new Deno.Command(python, { args, stderr: "inherit" }).output();
  if (!success) {
    throw new Error(`Cannot measure the peers as ${python} must run peers.py: it failed`);
  }
  return JSON.parse(new TextDecoder().decode(stdout));
}

async function readGolden(group: string): Promise<{ maker: Results["golden"]; cases: object[] }> {
  return JSON.parse(await Deno.readTextFile(new URL(`${group}.json`, GOLDEN)));
}

/** The answers of a peer, one case after the other, beside their truths. */
function* peerFindings(subject: Subject, cases: GoldenCase[], all: Float64Array) {
  let start = 0;
  for (const input of cases.filter((input) => input.has(subject.key))) {
    const count = input.truths(subject.key).length;
    yield* compare(subject, input, all.subarray(start, start += count));
  }
}

/** What a peer answered under a key, or nothing where it has no such function. */
async function peerAnswers(peer: string, group: string, key: string): Promise<Float64Array | void> {
  try {
    const bytes = await Deno.readFile(new URL(`${peer}.${group}.${key}.f64`, ANSWERS));
    return new Float64Array(bytes.buffer);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
}

async function measure(
  group: string,
  subject: Subject,
  cases: GoldenCase[],
  peers: string[],
): Promise<Row> {
  const measured: Record<string, Summary> = { surprisal: summaryOf(findingsOf(subject, cases)) };
  const exact = EXACT_SUBJECTS[group]?.find(({ key }) => key === subject.key);
  if (exact) measured.exact = summaryOf(findingsOf(exact, cases));
  for (const peer of peers) {
    const answers = await peerAnswers(peer, group, subject.key);
    if (!answers) continue;
    const findings: Iterable<Finding> = peerFindings(subject, cases, answers);
    measured[peer] = summaryOf(findings);
  }
  return { name: subject.name, goal: subject.goal, measured };
}

async function machine(): Promise<string> {
  const info = await Deno.readTextFile("/proc/cpuinfo").catch(() => "");
  const model = info.match(/^model name\s*:\s*(.+)$/m)?.[1] ?? "an unnamed CPU";
  return `${model} (${Deno.build.arch}, ${navigator.hardwareConcurrency} cores)`;
}

async function replace(name: string, text: string): Promise<void> {
  const path = new URL(name, HERE);
  const beside = new URL(`${name}.part`, HERE);
  await Deno.writeTextFile(beside, text);
  await Deno.rename(beside, path);
}

/** The project's README with the table between its marks. */
async function withTable(table: string): Promise<string> {
  const [start, end] = ["<!-- accuracy -->\n", "<!-- /accuracy -->"];
  const text = await Deno.readTextFile(new URL("../../README.md", HERE));
  const [from, to] = [text.indexOf(start), text.indexOf(end)];
  if (from < 0 || to < from) {
    throw new Error("Cannot write the table as README.md must hold the two marks: one is missing");
  }
  return `${text.slice(0, from + start.length)}\n${table}\n${text.slice(to)}`;
}

async function main(): Promise<void> {
  const peers = Deno.args.includes("--no-peers") ? {} : await askPeers();
  const rows: Row[] = [];
  let golden: Results["golden"] | undefined;
  for (const [group, subjects] of Object.entries(SUBJECTS)) {
    const { maker, cases } = await readGolden(group);
    golden ??= maker;
    const inputs = casesOf({ cases });
    for (const subject of subjects) {
      console.error(subject.name);
      rows.push(await measure(group, subject, inputs, Object.keys(peers)));
    }
  }
  const { deno, v8 } = Deno.version;
  const results: Results = { machine: await machine(), deno, v8, golden: golden!, peers, rows };
  const json = JSON.stringify(results, (_, x) => x === Infinity ? "Infinity" : x, 1);
  await replace("results.json", `${json}\n`);
  await replace("README.md", reportOf(results));
  await replace("../../README.md", await withTable(shortTableOf(results)));
  const written = ["results.json", "README.md", "../../README.md"].map((name) =>
    new URL(name, HERE).pathname
  );
  await new Deno.Command(Deno.execPath(), { args: ["fmt", "--quiet", ...written] }).output();
}

if (Deno.args.includes("--help")) console.log(HELP);
else if (import.meta.main) await main();
