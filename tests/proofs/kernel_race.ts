/**
 * Counts cells whose outputs are incomplete or in the wrong place: the companion beside nbclient,
 * which trusts the Deno kernel's word that a cell is done.
 *
 *     PYTHON=venv/bin/python deno run -A tests/proofs/kernel_race.ts
 *
 * Needs a Python with nbclient (`pip install nbclient`), `python3` unless PYTHON names another. Fails
 * if the companion gets a cell wrong; what nbclient gets wrong is told.
 */
import {
  type Notebook,
  type Output,
  parseNotebook,
  runNotebook,
  serializeNotebook,
} from "@surprisal/loss/notebook";
import { joinText } from "../../lib/notebook/output.ts";
import { formatTable } from "../../lib/notebook/format_table.ts";

const CELLS = 100;
const RUNS = 30;

/** Kinds of cells: what a cell says, and what must be seen of it. */
const KINDS: readonly { name: string; source: (i: number) => string; wanted: string }[] = [
  { name: "a value", source: (i) => `${i}`, wanted: "#" },
  {
    name: "two lines and a value",
    source: (i) => `console.log("a"); console.log("b"); ${i}`,
    wanted: "a\nb\n#",
  },
  {
    name: "twenty lines",
    source: (i) => `for (let k = 0; k < 20; k++) console.log(${i});`,
    wanted: "#\n".repeat(20),
  },
];

function makeNotebook(source: (i: number) => string): Notebook {
  const cells = Array.from({ length: CELLS }, (_, i) => ({
    cell_type: "code" as const,
    id: `cell-${i}`,
    metadata: {},
    source: source(i),
    outputs: [],
    execution_count: null,
  }));
  return { cells, metadata: {}, nbformat: 4, nbformat_minor: 5 };
}

/** What a reader sees of a cell. */
function seen(outputs: readonly Output[]): string {
  return outputs.map((output) => {
    if (output.output_type === "stream") return joinText(output.text);
    return "data" in output ? joinText(output.data["text/plain"] as string) : output.evalue;
  }).join("");
}

function countWrong({ cells }: Notebook, wanted: string): number {
  const right = cells.filter((cell, i) =>
    seen(cell.outputs ?? []) === wanted.replaceAll("#", `${i}`)
  );
  return CELLS - right.length;
}

/** Installs the stock kernel for Python alone, in a folder that goes afterwards. */
async function stockKernel(): Promise<
  { env: Record<string, string>; remove: () => Promise<void> }
> {
  const home = await Deno.makeTempDir();
  const env = { HOME: home, NO_COLOR: "1" };
  const install = new Deno.Command(Deno.execPath(), {
    args: ["jupyter", "--install", "--force"],
    env,
  });
  const { success, stderr } = await install.output();
  if (!success) throw new Error(new TextDecoder().decode(stderr));
  return { env, remove: () => Deno.remove(home, { recursive: true }) };
}

async function runWithNbclient(notebook: Notebook, env: Record<string, string>): Promise<Notebook> {
  const child = new Deno.Command(Deno.env.get("PYTHON") ?? "python3", {
    args: [new URL(import.meta.resolve("./kernel_race.py")).pathname],
    env,
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const writer = child.stdin.getWriter();
  await writer.write(new TextEncoder().encode(serializeNotebook(notebook)));
  await writer.close();
  const { success, stdout, stderr } = await child.output();
  if (!success) throw new Error(new TextDecoder().decode(stderr));
  return parseNotebook(new TextDecoder().decode(stdout), "what nbclient wrote");
}

async function runWithCompanion(notebook: Notebook): Promise<Notebook> {
  return (await runNotebook(notebook, { cwd: "." })).notebook;
}

const stock = await stockKernel();
const rows: string[][] = [];
let wrongHere = 0;
for (const { name, source, wanted } of KINDS) {
  const notebook = makeNotebook(source);
  const theirs = countWrong(await runWithNbclient(notebook, stock.env), wanted);
  const ours = countWrong(await runWithCompanion(notebook), wanted);
  rows.push([name, `${theirs} of ${CELLS}`, `${ours} of ${CELLS}`]);
  wrongHere += ours;
}
await stock.remove();
console.log(formatTable(["cells of", "wrong, nbclient", "wrong, companion"], rows));

const notebook = makeNotebook(KINDS[1]!.source);
const texts = new Set<string>();
for (let run = 0; run < RUNS; run++) {
  texts.add(serializeNotebook(await runWithCompanion(notebook)));
}
console.log(
  `\n${RUNS} runs of one notebook by the companion: ${
    texts.size === 1 ? "the same bytes each time" : `${texts.size} different results`
  }`,
);
Deno.exit(wrongHere === 0 && texts.size === 1 ? 0 : 1);
