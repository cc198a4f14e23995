/**
 * Proof: jupyter_kernel_test, the conformance suite of Jupyter, passes with our kernel; Deno's own stands beside it.
 *
 *     PYTHON=venv/bin/python deno run -A tests/proofs/kernel_conformance.ts [RUNS]
 *
 * Needs a Python with jupyter_kernel_test. Each suite is run several times, as what races does not fail each time.
 */
import { formatTable } from "../../lib/notebook/format_table.ts";
import { beside, installKernels, OURS, python, STOCK } from "./kernels.ts";

const RUNS = Number(Deno.args[0] ?? 3);

/** Does not apply: the protocol has given up pagers. */
const NOT_APPLICABLE = ["test_pager"];

type Found = Record<string, string>;

await using kernels = await installKernels();
const found: Record<string, Found[]> = { [STOCK]: [], [OURS]: [] };
for (let run = 0; run < RUNS; run++) {
  for (const kernel of [STOCK, OURS]) {
    const told = await python([beside("kernel_conformance.py"), kernel], kernels);
    found[kernel]!.push(JSON.parse(told));
  }
}

const names = Object.keys(found[OURS]![0]!).filter((name) => !NOT_APPLICABLE.includes(name)).sort();

function tell(kernel: string, name: string): string {
  const runs = found[kernel]!.map((run) => run[name] ?? "not run");
  const bad = runs.filter((text) => text !== "ok");
  return `${RUNS - bad.length} of ${RUNS}` + (bad.length > 0 ? `  ${bad[0]}` : "");
}

const rows = names.map((name) => [name, tell(OURS, name), tell(STOCK, name)]);
console.log(formatTable(["test", "passes, ours", "passes, Deno's own"], rows));
const wrong = rows.filter(([, ours]) => ours !== `${RUNS} of ${RUNS}`);
console.log(
  `\nours passes ${rows.length - wrong.length} of ${rows.length} tests, each in ${RUNS} runs`,
);
Deno.exit(wrong.length === 0 ? 0 : 1);
