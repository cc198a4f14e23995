/**
 * Proof: of 1,000 cells of prints, results and figures run by nbclient, none is wrong with our kernel; Deno's own
 * stands beside it.
 *
 *     PYTHON=venv/bin/python deno run -A tests/proofs/kernel_cells.ts [CELLS]
 *
 * Needs a Python with nbclient. nbclient takes the kernel's word that a cell is done.
 */
import { type Output, parseNotebook } from "@surprisal/loss/notebook";
import { joinText } from "../../lib/notebook/output.ts";
import { formatTable } from "../../lib/notebook/format_table.ts";
import { beside, installKernels, OURS, python, STOCK } from "./kernels.ts";

const CELLS = Number(Deno.args[0] ?? 1000);

/** A kind of cell, and what must be seen of the i-th. */
interface Kind {
  readonly name: string;
  readonly source: (i: number) => string;
  readonly wanted: (i: number) => string;
}

const lines = (count: number, text: (k: number) => string) =>
  Array.from({ length: count }, (_, k) => `stdout ${text(k)}\n`).join("").replaceAll(
    "\nstdout ",
    "\n",
  );

const KINDS: readonly Kind[] = [
  { name: "a value", source: (i) => `${i}`, wanted: (i) => `result ${i}` },
  {
    name: "two lines and a value",
    source: (i) => `console.log("a"); console.log("b"); ${i}`,
    wanted: (i) => `stdout a\nb\nresult ${i}`,
  },
  {
    name: "twenty lines",
    source: (i) => `for (let k = 0; k < 20; k++) console.log(${i} + k);`,
    wanted: (i) => lines(20, (k) => `${i + k}`),
  },
  {
    name: "words, a pause and a value",
    source: (i) => `console.log("p"); await new Promise((r) => setTimeout(r, 2)); ${i}`,
    wanted: (i) => `stdout p\nresult ${i}`,
  },
  {
    name: "a figure between lines",
    source: (i) =>
      `console.log("before"); await Deno.jupyter.display(Deno.jupyter.svg\`<svg id="f${i}"/>\`); console.log("after");`,
    wanted: (i) => `stdout before\nfigure f${i}stdout after\n`,
  },
  {
    name: "both streams",
    source: (i) => `console.log(${i}); console.error(${i});`,
    wanted: (i) => `stdout ${i}\nstderr ${i}\n`,
  },
  { name: "a vector", source: (i) => `[${i}, ${i}]`, wanted: (i) => `result [ ${i}, ${i} ]` },
  { name: "a number that is none", source: (i) => `NaN * ${i}`, wanted: () => "result NaN" },
];

const kindOf = (i: number): Kind => KINDS[i % KINDS.length]!;

const notebook = JSON.stringify({
  cells: Array.from({ length: CELLS }, (_, i) => ({
    cell_type: "code",
    id: `cell-${i}`,
    metadata: {},
    source: kindOf(i).source(i),
    outputs: [],
    execution_count: null,
  })),
  metadata: {},
  nbformat: 4,
  nbformat_minor: 5,
});

/** What a reader sees, lines of one stream in one piece as frontends show them. */
function seen(outputs: readonly Output[]): string {
  let told = "";
  let last = "";
  for (const output of outputs) {
    if (output.output_type === "stream") {
      told += output.name === last
        ? joinText(output.text)
        : `${output.name} ${joinText(output.text)}`;
      last = output.name;
      continue;
    }
    last = "";
    if (output.output_type === "error") told += `error ${output.evalue}`;
    else if (output.output_type === "execute_result") {
      told += `result ${joinText(output.data["text/plain"] as string)}`;
    } else told += `figure ${joinText(output.data["image/svg+xml"] as string).match(/f\d+/)}`;
  }
  return told;
}

await using kernels = await installKernels();
const wrong: Record<string, number[]> = { [STOCK]: [], [OURS]: [] };
for (const kernel of [STOCK, OURS]) {
  const told = await python([beside("kernel_race.py"), kernel], kernels, { stdin: notebook });
  parseNotebook(told, "what nbclient wrote").cells.forEach((cell, i) => {
    if (seen(cell.outputs ?? []) !== kindOf(i).wanted(i)) wrong[kernel]!.push(i);
  });
}

const rows = KINDS.map((kind) => {
  const count = (kernel: string) => `${wrong[kernel]!.filter((i) => kindOf(i) === kind).length}`;
  const all = Array.from({ length: CELLS }, (_, i) => i).filter((i) => kindOf(i) === kind).length;
  return [kind.name, `${all}`, count(OURS), count(STOCK)];
});
rows.push(["all", `${CELLS}`, `${wrong[OURS]!.length}`, `${wrong[STOCK]!.length}`]);
console.log(formatTable(["kind", "cells", "wrong, ours", "wrong, Deno's own"], rows));
Deno.exit(wrong[OURS]!.length === 0 ? 0 : 1);
