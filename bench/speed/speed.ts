/**
 * How long softmax cross-entropy of a batch takes, here and in other packages:
 * `deno task bench`, and `deno task bench --quick` with floors that fail.
 *
 * Each runtime is one process. Contestants take turns, a short trial each, round after round, so that
 * what else the machine does falls on all of them; ratios are taken within a round.
 *
 * @module
 */

import { naive } from "./naive.ts";
import { inputBytes, inputFile, inputOf } from "./data.ts";
import { floorFaults, FLOORS } from "./floors.ts";
import { Runtime } from "./runtime.ts";
import { type Finding, table } from "./table.ts";
import { median, type Task, taskName, type Trial } from "./trial.ts";

const SHAPES = [[1024, 10], [4096, 1000], [64, 128256]] as const;
const QUICK_SHAPES = [[1024, 10], [4096, 1000]] as const;
const HERE = ["naive", "typescript", "copied", "fresh", "portable", "fused"];
const TORCH = ["torch", "torch-reused"];

const quick = Deno.args.includes("--quick");
const rounds = quick ? 5 : 7;
const milliseconds = quick ? 40 : 60;

function tasks(): Task[] {
  return (quick ? QUICK_SHAPES : SHAPES).flatMap(([rows, columns]) =>
    (["float32", "float64"] as const).flatMap((type) =>
      (["loss", "gradient"] as const).map((op) => ({ op, type, rows, columns }))
    )
  );
}

async function writeInputs(folder: string): Promise<void> {
  for (const [rows, columns] of quick ? QUICK_SHAPES : SHAPES) {
    await Deno.writeFile(inputFile(folder, rows, columns), inputBytes(rows, columns));
  }
}

/** The true mean loss and sum of squares, in float64. */
async function truthOf(
  folder: string,
  { rows, columns, op }: Task,
): Promise<Omit<Trial, "nanoseconds">> {
  const bytes = await Deno.readFile(inputFile(folder, rows, columns));
  const { z, labels } = inputOf(bytes.buffer, rows, columns);
  const out = op === "gradient" ? new Float64Array(z.length) : undefined;
  const loss = naive(z, labels, columns, out);
  return { loss, squares: out ? out.reduce((sum, x) => sum + x * x, 0) : 0 };
}

function checkTrial(
  who: string,
  task: Task,
  found: Trial,
  truth: Omit<Trial, "nanoseconds">,
): void {
  const most = task.type === "float32" ? 1e-5 : 1e-9;
  for (const name of ["loss", "squares"] as const) {
    const error = Math.abs(found[name] - truth[name]);
    if (error <= most * Math.abs(truth[name])) continue;
    const told = `${who} answers ${found[name]}, expected ${truth[name]}`;
    throw new Error(`Cannot time ${taskName(task)} as the ${name} must be right: ${told}`);
  }
}

function startRuntimes(folder: string): Map<string, Runtime> {
  const deno = new Runtime([
    Deno.execPath(),
    "run",
    "--allow-read",
    new URL("contestant.ts", import.meta.url).pathname,
    folder,
  ]);
  const runtimes = new Map(HERE.map((who) => [who, deno]));
  const python = Deno.env.get("PYTHON");
  if (python) {
    const torch = new Runtime([python, new URL("torch_peer.py", import.meta.url).pathname, folder]);
    for (const who of TORCH) runtimes.set(who, torch);
  }
  return runtimes;
}

/** Every contestant on one task, in turns. */
async function findingOf(
  task: Task,
  runtimes: ReadonlyMap<string, Runtime>,
  folder: string,
): Promise<Finding> {
  const truth = await truthOf(folder, task);
  const times: Record<string, number[]> = {};
  for (let round = 0; round < rounds; round++) {
    for (const [who, runtime] of runtimes) {
      if (who === "torch-reused" && task.op === "loss") continue;
      if (who === "fresh" && task.op === "loss") continue;
      const trial = await runtime.ask(who, task, milliseconds);
      checkTrial(who, task, trial, truth);
      (times[who] ??= []).push(trial.nanoseconds / (task.rows * task.columns));
    }
  }
  return { ...task, times };
}

async function run(folder: string): Promise<Finding[]> {
  await writeInputs(folder);
  const runtimes = startRuntimes(folder);
  const findings: Finding[] = [];
  try {
    for (const task of tasks()) {
      const finding = await findingOf(task, runtimes, folder);
      findings.push(finding);
      const told = Object.entries(finding.times).map(([who, t]) =>
        `${who} ${median(t).toFixed(2)}`
      );
      console.error(`${taskName(task)}: ${told.join(", ")}`);
    }
  } finally {
    for (const runtime of new Set(runtimes.values())) await runtime.close();
  }
  return findings;
}

if (import.meta.main) {
  const folder = await Deno.makeTempDir({ prefix: "speed-" });
  try {
    const findings = await run(folder);
    const faults = floorFaults(findings, FLOORS);
    console.log(table(findings));
    if (!quick) {
      const place = new URL("results.json", import.meta.url);
      await Deno.writeTextFile(new URL(`${place}.new`), JSON.stringify(findings, null, 2) + "\n");
      await Deno.rename(new URL(`${place}.new`), place);
    }
    for (const fault of faults) console.error(fault);
    Deno.exitCode = faults.length > 0 ? 1 : 0;
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}
