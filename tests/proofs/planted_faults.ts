/**
 * Plants each fault that the Deno kernel passes over, and each that a rule of `nb check` names, and
 * sees that it is told at its cell and line; that our own notebooks are told of nothing; and that the
 * table in lib/notebook/README.md says the same. `--write` writes the table.
 *
 *     deno run -A tests/proofs/planted_faults.ts [--write]
 */
import { fileURLToPath } from "node:url";

/** A fault, how it looks in a cell, and what must be told of it. */
interface Planted {
  readonly fault: string;
  readonly source: string;
  readonly command: "check" | "test";
  /** Line and column in the cell; none where only the cell is known. */
  readonly at?: string;
  /** Words of what is told. */
  readonly words: string;
  /** What Deno's own kernel shows of it. */
  readonly stock?: string;
}

const FAULTS: readonly Planted[] = [
  {
    fault: "a `Deno.test` that fails",
    source:
      'let a = 1;\nDeno.test("a is 2", () => { if (a !== 2) throw new Error("it is not"); });',
    command: "test",
    words: "Check failed: a is 2",
    stock: "nothing",
  },
  {
    fault: "a step that fails",
    source: 'Deno.test("all", async (t) => {\n  await t.step("one", () => { throw 1; });\n});',
    command: "test",
    words: "Check failed: all > one",
    stock: "nothing",
  },
  {
    fault: "`Deno.test.only`, which hides others",
    source: 'Deno.test.only("a", () => {});',
    command: "test",
    words: "Check failed: only",
    stock: "nothing",
  },
  {
    fault: "a `check()` that fails",
    source: `const { check } = await import("${
      import.meta.resolve("../../lib/notebook/check.ts")
    }");\n  check("a", () => false);`,
    command: "test",
    at: "2:3",
    words: "CheckFailed: a",
    stock: "red",
  },
  {
    fault: "a cell that throws",
    source: "const f: number = 1;\n  throw new RangeError(`f is ${f}`);",
    command: "test",
    at: "2:9",
    words: "RangeError: f is 1",
    stock: "red, another line",
  },
  {
    fault: "a syntax error",
    source: "let a = 1;\nlet b = ;",
    command: "test",
    at: "2:9",
    words: "Expression expected",
    stock: "nothing",
  },
  {
    fault: "a rejection that nobody handles",
    source: 'Promise.reject(new Error("lost"));\n1;',
    command: "test",
    words: "Unhandled rejection: Error: lost",
    stock: "nothing",
  },
  {
    fault: "a throw in a timer",
    source:
      'setTimeout(() => { throw new Error("late"); }, 5);\nawait new Promise((go) => setTimeout(go, 30));',
    command: "test",
    words: "Uncaught in a timer or callback: Error: late",
    stock: "nothing",
  },
  {
    fault: "an endless loop",
    source: "while (true) {}",
    command: "test",
    words: "Timed out after 3 s",
    stock: "waits",
  },
  {
    fault: "a promise that never comes",
    source: "await new Promise(() => setInterval(() => {}, 1000));",
    command: "test",
    words: "Timed out after 3 s",
    stock: "waits, dead to interrupts",
  },
  {
    fault: "the end of the process",
    source: "1;\nDeno.exit(3);",
    command: "test",
    words: "Kernel died with exit code 3",
    stock: "kernel died",
  },
  {
    fault: "an import that is not there",
    source: '1;\nimport { a } from "./gone.ts";\na;',
    command: "test",
    at: "2:19",
    words: "Module not found",
    stock: "red, no line",
  },
  {
    fault: "a type that is another",
    source: "1;\nconst s: string = 1;\ns;",
    command: "check",
    at: "2:7",
    words: "TS2322",
    stock: "nothing",
  },
  {
    fault: "a name that is not there",
    source: "1;\nnowhere();",
    command: "check",
    at: "2:1",
    words: "TS2304",
    stock: "red when it runs",
  },
  {
    fault: "a name declared in two cells",
    source: "let first = 2;\nfirst;",
    command: "check",
    at: "1:5",
    words: "TS2451",
    stock: "nothing",
  },
  {
    fault: "an import that `deno.json` lacks",
    source: 'import x from "lack";\nx;',
    command: "check",
    at: "1:15",
    words: "TS2307",
    stock: "red when it runs",
  },
  {
    fault: "what `deno lint` finds",
    source: "1;\nlet never = 1;\nnever;",
    command: "check",
    at: "2:5",
    words: "prefer-const",
    stock: "nothing",
  },
  {
    fault: "a last value that is not shown: `NaN`",
    source: "1;\n  NaN",
    command: "check",
    at: "2:3",
    words: "silent-value",
    stock: "nothing",
  },
  {
    fault: "the same by type: bigint or null",
    source: "const big = 2n ** 64n;\nbig",
    command: "check",
    at: "2:1",
    words: "silent-value",
    stock: "nothing",
  },
  {
    fault: "a promise that nobody awaits",
    source: "const later = async () => await 1;\nlater();\n1;",
    command: "check",
    at: "2:1",
    words: "floating-promise",
    stock: "nothing",
  },
  {
    fault: "`Deno.stdout.write`",
    source: "1;\nDeno.stdout.write(new Uint8Array(1)).catch(() => {});",
    command: "check",
    at: "2:1",
    words: "raw-write",
    stock: "lost",
  },
  {
    fault: "`import.meta`",
    source: "1;\nconsole.log(import.meta.url);",
    command: "check",
    at: "2:13",
    words: "import-meta",
    stock: "nothing",
  },
  {
    fault: "a figure without words",
    source: 'const { html } = Deno.jupyter;\nhtml`<img src="a.png">`',
    command: "check",
    at: "2:1",
    words: "figure-without-alt",
    stock: "nothing",
  },
  {
    fault: "cells executed out of order",
    source: "1;",
    command: "check",
    at: "1:1",
    words: "execution-order",
    stock: "nothing",
  },
  {
    fault: "a cell that does not parse",
    source: "1;\nlet b = ;",
    command: "check",
    at: "2:9",
    words: "syntax",
    stock: "nothing",
  },
];

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
