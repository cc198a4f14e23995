/**
 * Plants each fault that the Deno kernel passes over, and each that a rule of `nb check` names, and
 * sees that it is told at its cell and line; that our own notebooks are told of nothing; and that the
 * table in lib/notebook/README.md says the same. `--write` writes the table.
 *
 *     deno run -A tests/proofs/planted_faults.ts [--write]
 */
import { fileURLToPath } from "node:url";
import { FAULTS, type Planted } from "./faults.ts";

const ROOT = fileURLToPath(import.meta.resolve("../../"));
const PAGE = `${ROOT}lib/notebook/README.md`;

function notebookWith({ source, words }: Planted): string {
  const counts = words === "execution-order" ? [2, 1, 3] : [null, null, null];
  const cells = ["const first = 1;\nfirst;", source, '"end"'].map((source, i) => ({
    cell_type: "code",
    id: `c${i}`,
    metadata: {},
    source,
    outputs: [],
    execution_count: counts[i],
  }));
  return JSON.stringify({ cells, metadata: {}, nbformat: 4, nbformat_minor: 5 });
}

async function companion(...args: string[]): Promise<string> {
  const { stdout } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--frozen", "lib/notebook/cli.ts", ...args],
    cwd: ROOT,
    env: { NO_COLOR: "1", CI: "" },
    stderr: "inherit",
  }).output();
  return new TextDecoder().decode(stdout);
}

const folder = await Deno.makeTempDir({ prefix: "faults-" });
const name = (i: number) => `${folder}/${String(i).padStart(2, "0")}.ipynb`;
for (const [i, planted] of FAULTS.entries()) {
  await Deno.writeTextFile(name(i), notebookWith(planted));
}
const of = (command: string) =>
  FAULTS.flatMap((planted, i) => planted.command === command ? [name(i)] : []);
const checked = await companion("check", "--no-cache", ...of("check"));
const tested = await companion("test", "--timeout", "3", ...of("test"));
const own = await companion("check", "notebooks");
await Deno.remove(folder, { recursive: true });

const wrong: string[] = [];
const rows = FAULTS.map((planted, i) => {
  const { fault, command, at, words, stock = "" } = planted;
  const place = `${name(i)}#cell${words.includes("execution-order") ? 1 : 2}${at ? `:${at}` : ""}`;
  const lines = (command === "check" ? checked : tested).split("\n");
  const told = lines.find((line) =>
    line.startsWith(`${place}: `) && line.includes(words) ||
    line.startsWith(`${name(i)}#cell2: SyntaxError: ${words} at line 2, column 9`)
  ) ?? lines.find((line) => line.startsWith(name(i)) && line.includes(words) && !at);
  if (told === undefined) wrong.push(`${fault}: not told at ${place}: ${words}`);
  const where = `${words.includes("execution-order") ? "cell1" : "cell2"}${at ? `:${at}` : ""}`;
  return `| ${fault} | ${stock} | \`nb ${command}\` | \`${where}\` | \`${
    words.replaceAll("|", "\\|")
  }\` |`;
});
if (!own.startsWith("Findings in 12 notebooks: 0")) wrong.push(`false alarms:\n${own}`);

const table = [
  "| fault in cell 2 | Deno's kernel shows | caught by | at | told as |",
  "| - | - | - | - | - |",
  ...rows,
]
  .join("\n");
const page = await Deno.readTextFile(PAGE);
const [head, , tail] = page.split(/(?<=<!-- faults -->\n)|(?=<!-- \/faults -->)/);
if (tail === undefined) {
  throw new Error(
    `Cannot hold the table against ${PAGE} as it must have both marks: one is missing`,
  );
}
const text = await formatted(`${head}\n${table}\n\n${tail}`);
if (Deno.args.includes("--write")) await Deno.writeTextFile(PAGE, text);
else if (text !== page) wrong.push(`${PAGE} holds another table: run this with --write`);

console.log(
  `Planted ${FAULTS.length}, caught at their cell and line ${FAULTS.length - wrong.length}`,
);
for (const line of wrong) console.log(line);
Deno.exit(wrong.length === 0 ? 0 : 1);

async function formatted(markdown: string): Promise<string> {
  const child = new Deno.Command(Deno.execPath(), {
    args: ["fmt", "--ext", "md", "-"],
    cwd: ROOT,
    stdin: "piped",
    stdout: "piped",
  }).spawn();
  const writer = child.stdin.getWriter();
  await writer.write(new TextEncoder().encode(markdown));
  await writer.close();
  return new TextDecoder().decode((await child.output()).stdout);
}
