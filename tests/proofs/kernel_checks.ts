/**
 * Proof: `check(name, fn)` makes its cell red in frontends that know nothing of the companion: through nbclient, with
 * Deno's own kernel and with ours, checks that hold show their table, and one that fails raises CellExecutionError.
 *
 *     PYTHON=venv/bin/python deno run -A tests/proofs/kernel_checks.ts
 *
 * Needs a Python with nbclient. Deno's own kernel loses outputs of a cell that ends at once, whoever sends them: so the
 * cell of its tables ends with a pause, and of its errors only what nbclient raises is asked for.
 */
import type { Cell } from "@surprisal/loss/notebook";
import { beside, installKernels, OURS, python, STOCK } from "./kernels.ts";
import { Verdict } from "./verdict.ts";

const IMPORT = 'import { check } from "@surprisal/loss/notebook";';
const PAUSE = "await new Promise((resolve) => setTimeout(resolve, 500));";

const HOLDING = [
  IMPORT,
  'check("one and one is two", () => 1 + 1 === 2);',
  'await check("a promise comes", async () => await 1);',
].map((source, i) => i === 0 ? source : `${source}\n${PAUSE}`);

/** Each with the words that its error must hold. */
const FAILING: readonly (readonly [string, string])[] = [
  ['check("a third is a half", () => 1 / 3 === 1 / 2);', "a third is a half: it is false"],
  [
    'check("this throws", () => { throw new RangeError("planted"); });',
    "this throws: RangeError: planted",
  ],
  [
    'await check("this rejects", () => Promise.reject(new Error("late")));',
    "this rejects: Error: late",
  ],
];

interface Told {
  readonly error: string | null;
  readonly cells: readonly Cell[];
}

function notebookOf(sources: readonly string[]): string {
  const cells = sources.map((source, i) => ({
    ...{ cell_type: "code", id: `cell-${i}`, metadata: {}, source },
    ...{ outputs: [], execution_count: null },
  }));
  return JSON.stringify({ cells, metadata: {}, nbformat: 4, nbformat_minor: 5 });
}

/** What a notebook gave, to be said where it is not what it should be. */
function shownUnless(right: boolean, told: Told): string {
  return right ? "" : JSON.stringify(told);
}

await using kernels = await installKernels();
const run = async (kernel: string, sources: readonly string[]): Promise<Told> =>
  JSON.parse(
    await python([beside("kernel_checks.py"), kernel], kernels, { stdin: notebookOf(sources) }),
  );

const verdict = new Verdict();

for (const kernel of [STOCK, OURS]) {
  const held = await run(kernel, HOLDING);
  const shown = JSON.stringify(held.cells.map(({ outputs }) => outputs));
  const tables = ["one and one is two", "a promise comes"].every((name) =>
    shown.includes(`✓ ${name}`) &&
    shown.includes(`✓ holds</td><td style=\\"text-align:left\\">${name}</td>`)
  );
  const holds = held.error === null && tables;
  verdict.expect(`${kernel}: checks that hold show their table`, holds, shownUnless(holds, held));
  for (const [source, words] of FAILING) {
    const failed = await run(kernel, [IMPORT, source, "// not reached"]);
    const [, red, after] = failed.cells;
    const errors = (red?.outputs ?? []).filter((output) => output.output_type === "error");
    const right = failed.error?.includes(words) === true && after?.execution_count === null &&
      (kernel === STOCK || errors.length === 1);
    verdict.expect(`${kernel}: "${words}" is raised`, right, shownUnless(right, failed));
  }
}
verdict.end("checks are red everywhere");
