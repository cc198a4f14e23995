/**
 * Gives hostile notebooks to the companion: each must end with a clear error or the right result, by
 * itself, within bounds of time and memory.
 *
 *     deno run -A tests/proofs/hostile_notebooks.ts
 *
 * Needs `/proc` (Linux) for the memory; elsewhere that is not looked at.
 */
import { fileURLToPath } from "node:url";
import { formatTable } from "../../lib/notebook/format_table.ts";

const CLI = fileURLToPath(import.meta.resolve("../../lib/notebook/cli.ts"));
const MEMORY = 800; // MB; measured 458: a text of 50 MB is there as bytes, string, JSON and lines

interface Hostile {
  readonly file: string;
  readonly content: unknown;
  readonly commands: readonly string[];
  readonly code: number;
  /** Words of the answer. */
  readonly words: string;
}

const code = (source: string, more: object = {}) => ({
  cell_type: "code",
  execution_count: null,
  id: "a",
  metadata: {},
  outputs: [],
  source,
  ...more,
});
const notebook = (cells: readonly unknown[], more: object = {}) => ({
  cells,
  metadata: {},
  nbformat: 4,
  nbformat_minor: 5,
  ...more,
});
const stream = (text: unknown) => ({ name: "stdout", output_type: "stream", text });
const ALL = ["run", "check", "clean", "export"];
const SCRIPT = "<script>alert(1)</script>";
const { id: _, ...withoutId } = code("1;");
const million = Array.from({ length: 1_000_000 }, (_, i) => `${i}\n`);

const HOSTILE: readonly Hostile[] = [
  {
    file: "prints 50 MB.ipynb",
    content: notebook([code("for (let i = 0; i < 50; i++) console.log('y'.repeat(1e6));")]),
    commands: ["run"],
    code: 0,
    words: "1/1",
  },
  {
    file: "prints 50 MB at once.ipynb",
    content: notebook([code("console.log('z'.repeat(5e7));")]),
    commands: ["run"],
    code: 0,
    words: "1/1",
  },
  {
    file: "prints a million lines.ipynb",
    content: notebook([code("for (let i = 0; i < 1e6; i++) console.log(i);")]),
    commands: ["run"],
    code: 0,
    words: "1/1",
  },
  {
    file: "holds 50 MB.ipynb",
    content: notebook([code("1;", { outputs: [stream("q".repeat(5e7))] })]),
    commands: ALL,
    code: 0,
    words: "",
  },
  {
    file: "holds a million lines.ipynb",
    content: notebook([code("1;", { outputs: [stream(million)] })]),
    commands: ALL,
    code: 0,
    words: "",
  },
  { file: "empty.ipynb", content: "", commands: ALL, code: 1, words: "a notebook must be JSON" },
  { file: "cut.ipynb", content: '{"cells": [', commands: ALL, code: 1, words: "must be JSON" },
  { file: "a list.ipynb", content: "[]", commands: ALL, code: 1, words: "expected object" },
  {
    file: "deep.ipynb",
    content: `{"nbformat":4,"nbformat_minor":5,"metadata":{},"cells":${"[".repeat(1e5)}${
      "]".repeat(1e5)
    }}`,
    commands: ALL,
    code: 1,
    words: "must be nested at most 1000 deep",
  },
  {
    file: "nbformat 3.ipynb",
    content: { metadata: {}, nbformat: 3, nbformat_minor: 0, worksheets: [] },
    commands: ALL,
    code: 1,
    words: "nbformat: must be 4",
  },
  {
    file: "nbformat 4.4.ipynb",
    content: notebook([withoutId], { nbformat_minor: 4 }),
    commands: ALL,
    code: 0,
    words: "",
  },
  {
    file: "of Python.ipynb",
    content: notebook([code("print(1)")], { metadata: { kernelspec: { name: "python3" } } }),
    commands: ["run", "check"],
    code: 1,
    words: "language must be TypeScript: python",
  },
  {
    file: "double ids.ipynb",
    content: notebook([code("1;"), code("2;")]),
    commands: ["run", "check", "export"],
    code: 1,
    words: 'cells[1].id: must be unique: "a" is there before; nb clean',
  },
  {
    file: "ünï cödé ✓ 'quoted' $HOME.ipynb",
    content: notebook([code("const x: number = 1;\nx;")]),
    commands: ALL,
    code: 0,
    words: "",
  },
  {
    file: `<img src=x onerror=alert(1)>.ipynb`,
    content: notebook([
      code(`console.log("${SCRIPT}");\nDeno.test("${SCRIPT}", () => {});`, {
        outputs: [{
          data: { "text/html": SCRIPT, "text/plain": SCRIPT },
          metadata: {},
          output_type: "display_data",
        }],
      }),
    ]),
    commands: ["run", "check", "diff"],
    code: 1,
    words: "",
  },
];

interface Told {
  readonly code: number;
  readonly text: string;
  readonly seconds: number;
  readonly megabytes: number;
}

/** The most memory that a process has taken so far, in MB. */
function peak(pid: number): number {
  try {
    const [, kilobytes] = Deno.readTextFileSync(`/proc/${pid}/status`).match(/VmHWM:\s+(\d+)/) ??
      [];
    return Number(kilobytes ?? 0) / 1024;
  } catch {
    return 0;
  }
}

async function call(command: string, path: string, folder: string): Promise<Told> {
  const options = {
    run: ["--no-cache", "--timeout", "200"],
    check: ["--no-cache"],
    clean: [],
    export: ["--to", "ts", "--out", `${folder}/out`],
    diff: ["--html", `${folder}/report.html`],
  }[command]!;
  const start = performance.now();
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--frozen", CLI, command, ...options, path],
    env: { NO_COLOR: "1", CI: "" },
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  let megabytes = 0;
  const watch = setInterval(() => megabytes = Math.max(megabytes, peak(child.pid)), 50);
  const { code, stdout, stderr } = await child.output();
  clearInterval(watch);
  const text = new TextDecoder().decode(stdout) + new TextDecoder().decode(stderr);
  return { code, text, seconds: (performance.now() - start) / 1000, megabytes };
}

const folder = await Deno.makeTempDir({ prefix: "hostile " });
const wrong: string[] = [];
const rows: string[][] = [];
for (const { file, content, commands, code, words } of HOSTILE) {
  for (const command of commands) {
    const path = `${folder}/${file}`;
    await Deno.writeTextFile(path, typeof content === "string" ? content : JSON.stringify(content));
    const told = await call(command, path, folder);
    // Scripts in outputs differ from what is run: only diff may say so.
    const wanted = words === "" && code === 1 && command !== "diff" ? 0 : code;
    const bad = told.code !== wanted
      ? `code ${told.code}`
      : !told.text.includes(words)
      ? `does not say "${words}"`
      : /^\s+at .*\.ts:\d+/m.test(told.text)
      ? "shows a stack"
      : told.megabytes > MEMORY
      ? "too much memory"
      : "";
    if (bad) wrong.push(`nb ${command} ${file}: ${bad}\n${told.text.slice(0, 1000)}`);
    const place = told.text.split("\n").find((line) => words !== "" && line.includes(words)) ?? "";
    const said = place.replaceAll(`${folder}/`, "").slice(0, 90);
    rows.push([
      `nb ${command} ${file}`,
      `${told.code}`,
      `${told.seconds.toFixed(1)} s`,
      `${told.megabytes.toFixed(0)} MB`,
      bad || (told.code === 0 ? "right" : said || "told"),
    ]);
  }
}
const report = await Deno.readTextFile(`${folder}/report.html`);
if (report.includes("<script") || report.includes("<img src=x")) {
  wrong.push("the report holds a script");
}
await Deno.remove(folder, { recursive: true });
console.log(formatTable(["call", "code", "time", "memory", ""], rows));
for (const line of wrong) console.log(line);
Deno.exit(wrong.length === 0 ? 0 : 1);
