/**
 * Times the companion beside nbclient and nbmake on the same notebooks and the same kernel, in turns,
 * and counts the cells whose outputs came out wrong: other than those that are stored.
 *
 *     PYTHON=venv/bin/python deno run -A bench/notebook/notebook.ts [--quick]
 *
 * PYTHON must have nbclient and nbmake (`pip install nbclient nbmake`); without it, or where they are
 * missing, the companion is timed alone. `--quick` takes three notebooks of the twelve.
 */
import { cpSync } from "node:fs";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import {
  type Cell,
  compareNotebooks,
  KernelSession,
  type Notebook,
  readNotebook,
  serializeNotebook,
} from "@surprisal/loss/notebook";
import { joinText, type MultilineText, type Output } from "../../lib/notebook/output.ts";
import { formatTable } from "../../lib/notebook/format_table.ts";

const ROOT = fileURLToPath(import.meta.resolve("../../"));
const CLI = `${ROOT}lib/notebook/cli.ts`;
const PYTHON = Deno.env.get("PYTHON");
const STARTS = 10;
const CELLS = 100;
const TRIALS = 3;
const QUICK = ["01-surprise-bits-and-nats.ipynb", "05-five-classes.ipynb", "07-zero.ipynb"];

/** A folder below the root, where deno.json and what the notebooks import are found. */
const work = `${ROOT}out/bench-notebook`;
await Deno.remove(work, { recursive: true }).catch(() => {});
await Deno.mkdir(work, { recursive: true });
const env = {
  NO_COLOR: "1",
  CI: "true",
  JUPYTER_PATH: ["Library/Jupyter", ".local/share/jupyter"].map((at) => `${work}/home/${at}`).join(
    ":",
  ),
  PYTHONDONTWRITEBYTECODE: "1",
};

async function call(
  program: string,
  args: readonly string[],
  more: Record<string, string> = {},
): Promise<{ seconds: number; stdout: string }> {
  const start = performance.now();
  const { stdout, stderr, code } = await new Deno.Command(program, {
    args: [...args],
    cwd: ROOT,
    env: { ...env, ...more },
  })
    .output();
  const seconds = (performance.now() - start) / 1000;
  const words = new TextDecoder().decode(stdout);
  if (code !== 0) {
    throw new Error(`${program} ${args.join(" ")}: ${words}${new TextDecoder().decode(stderr)}`);
  }
  return { seconds, stdout: words };
}

/** A copy of the notebooks with all that they import; the paths of those that are run. */
function copyOfNotebooks(name: string): string[] {
  cpSync(`${ROOT}notebooks`, `${work}/${name}`, { recursive: true });
  const all = [...Deno.readDirSync(`${ROOT}notebooks`)].map(({ name }) => name)
    .filter((name) => name.endsWith(".ipynb")).sort();
  const taken = Deno.args.includes("--quick") ? QUICK : all;
  for (const other of all) {
    if (!taken.includes(other)) Deno.removeSync(`${work}/${name}/${other}`);
  }
  return taken.map((file) => `${work}/${name}/${file}`);
}

/** A notebook of many small cells, in a folder of its own. */
async function manyCells(name: string, count: number): Promise<string> {
  const cells: Cell[] = Array.from({ length: count }, (_, i) => ({
    cell_type: "code",
    id: `cell-${i}`,
    metadata: {},
    source: `console.log("line ${i}");\n${i}`,
    outputs: [],
    execution_count: null,
  }));
  const folder = `${work}/${name}`;
  await Deno.mkdir(folder, { recursive: true });
  const notebook = { cells, metadata: {}, nbformat: 4, nbformat_minor: 5 };
  await Deno.writeTextFile(`${folder}/many.ipynb`, serializeNotebook(notebook));
  return `${folder}/many.ipynb`;
}

/** The outputs that any client can give: without reports of checks and the words of errors. */
function comparable(notebook: Notebook): Notebook {
  const plain = (outputs: readonly Output[] = []) =>
    outputs.filter((output) =>
      output.output_type !== "error" &&
      !("data" in output &&
        /^[✓✗-] /.test(joinText((output.data["text/plain"] ?? "") as MultilineText)))
    );
  return {
    ...notebook,
    cells: notebook.cells.map((cell) => ({ ...cell, outputs: plain(cell.outputs) })),
  };
}

async function wrongCells(paths: readonly string[]): Promise<number> {
  let wrong = 0;
  for (const path of paths) {
    const stored = comparable(await readNotebook(`${ROOT}notebooks/${basename(path)}`));
    wrong += compareNotebooks(stored, comparable(await readNotebook(path))).length;
  }
  return wrong;
}

/** Of the many small cells, those that do not show their line and their value. */
async function wrongSmall(path: string): Promise<number> {
  const { cells } = await readNotebook(path);
  return cells.filter(({ outputs = [] }, i) => {
    const seen = outputs.map((output) =>
      output.output_type === "stream"
        ? joinText(output.text)
        : "data" in output
        ? joinText(output.data["text/plain"] as MultilineText)
        : ""
    );
    return seen.join("") !== `line ${i}\n${i}`;
  }).length;
}

const median = (values: readonly number[]) =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;

/** A client: how it runs notebooks in place. */
interface Client {
  readonly name: string;
  run(paths: readonly string[]): Promise<{ seconds: number; stdout: string }>;
}

const companion = (jobs: number): Client => ({
  name: `companion, -j ${jobs}`,
  run: (paths) => {
    const options = ["--no-cache", "--write", "--keep-going", "--timeout", "600", "-j", `${jobs}`];
    return call(Deno.execPath(), ["run", "-A", "--frozen", CLI, "run", ...options, ...paths]);
  },
});
const peer = fileURLToPath(import.meta.resolve("./nbclient_peer.py"));
const nbclient: Client = { name: "nbclient", run: (paths) => call(PYTHON!, [peer, "0", ...paths]) };
const nbmake: Client = {
  name: "nbmake",
  run: (paths) => {
    const options = ["--nbmake", "--overwrite", "--nbmake-kernel=deno", "--nbmake-timeout=600"];
    const plugins = ["-q", "-p", "no:cacheprovider", "--rootdir", work];
    return call(PYTHON!, ["-m", "pytest", ...plugins, ...options, ...paths]);
  },
};

const clients = [companion(1), companion(2)];
if (PYTHON !== undefined) {
  const home = { HOME: `${work}/home`, XDG_DATA_HOME: `${work}/home/.local/share` };
  await call(Deno.execPath(), ["jupyter", "--install", "--force"], home); // the stock kernel, for Python
  const has = async (name: string) =>
    await call(PYTHON, ["-c", `import ${name}`]).then(() => true, () => false);
  if (await has("nbclient")) clients.push(nbclient);
  if (await has("nbmake")) clients.push(nbmake);
}

/** The fastest of some runs: the others waited for something that is not theirs. */
async function fastest(client: Client, path: string): Promise<number> {
  let best = Infinity;
  for (let i = 0; i < TRIALS; i++) best = Math.min(best, (await client.run([path])).seconds);
  return best;
}

const rows: string[][] = [];
for (const client of clients) {
  const name = client.name.replace(/\W+/g, "-");
  const one = await manyCells(`${name}-one`, 1);
  const small = await manyCells(`${name}-small`, CELLS);
  const all = copyOfNotebooks(`${name}-all`);
  const [first, many] = [await fastest(client, one), await fastest(client, small)];
  const whole = (await client.run(all)).seconds;
  rows.push([
    client.name,
    `${first.toFixed(2)} s`,
    `${((many - first) / (CELLS - 1) * 1000).toFixed(1)} ms`,
    `${await wrongSmall(small)}`,
    `${whole.toFixed(1)} s`,
    `${await wrongCells(all)}`,
  ]);
  console.error(`${client.name}: ${rows.at(-1)!.slice(1).join(", ")}`);
}

const starts: number[] = [];
for (let i = 0; i < STARTS; i++) {
  const start = performance.now();
  const session = await KernelSession.start({ cwd: ROOT });
  starts.push(performance.now() - start);
  await session.close();
}
const ours = `kernel ready for cells, median of ${STARTS}: companion ${
  median(starts).toFixed(0)
} ms`;
const theirs = clients.includes(nbclient)
  ? `, jupyter_client ${
    (median(JSON.parse((await call(PYTHON!, [peer, `${STARTS}`])).stdout).starts) * 1000).toFixed(0)
  } ms`
  : "";
await Deno.remove(work, { recursive: true });

const head = ["client", "one cell, all in", "per cell", "wrong of 100", "notebooks", "cells wrong"];
console.log(formatTable(head, rows));
console.log(`\n${ours}${theirs}`);
