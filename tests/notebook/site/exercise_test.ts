import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { cellScope, stripTypes } from "../../../lib/notebook/site/cell_scope.ts";
import { moveModule } from "../../../lib/notebook/site/module_files.ts";
import { programOf } from "../../../lib/notebook/site/page/program.ts";

const CELL = `import { log as ln, type Unit } from "./maths.ts";
import * as all from "./maths.ts";
import data from "./data.json" with { type: "json" };
import type { Only } from "./types.ts";
interface Point { x: number }
const point: Point = { x: 1 }, [first = 2, ...rest] = [3, 4];
let { x: renamed } = point;
function twice<T extends number>(n: T): number { return 2 * n; }
class Counter { count = 0 }
Deno.test("C1 holds", () => {});
for (const n of rest) renamed += n;
renamed++;
twice(renamed);
"shown";`;

Deno.test("cellScope() finds imports, declarations and changes, and no checks", () => {
  const { imports, statements } = cellScope(CELL);
  assertEquals(imports[0], { from: "./maths.ts", names: [["ln", "log"]] });
  assertEquals(imports[1], { from: "./maths.ts", names: [["all", "*"]] });
  assertEquals(imports[2], { from: "./data.json", names: [["data", "default"]] });
  assertEquals(statements.map(({ names }) => names), [
    ["point", "first", "rest"],
    ["renamed"],
    ["twice"],
    ["Counter"],
    [],
    [],
  ]);
  assertEquals(cellScope("this is no code ("), { imports: [], statements: [] });
});

/** Runs a program in a worker and gives what it says. */
async function run(program: string): Promise<Record<string, unknown>[]> {
  const url = URL.createObjectURL(new Blob([program], { type: "text/javascript" }));
  const worker = new Worker(url, { type: "module" });
  const said: Record<string, unknown>[] = [];
  await new Promise<void>((resolve) => {
    worker.addEventListener("message", ({ data }) => {
      said.push(data);
      if (data.kind === "end" || data.kind === "fault") resolve();
    });
  });
  worker.terminate();
  URL.revokeObjectURL(url);
  return said;
}

const MODULES = `globalThis.siteModules = { "a.html": {
  "./maths.ts": { log: Math.log, pi: 3, default: "all" }, "./data.json": { default: [7] } } };
const say = (value) => postMessage({ kind: "print", value });
globalThis.say = say;`;

const SCOPE = cellScope(CELL);
const program = (answer: string) =>
  programOf(stripTypes(answer), { modules: MODULES, scope: SCOPE, address: "a.html" });
const values = (said: Record<string, unknown>[]) =>
  said.filter(({ kind }) => kind === "print").map(({ value }) => value);

Deno.test("a program has what the answer needs of the notebook, in its order, with what was changed", async () => {
  const said = await run(
    program("say(renamed); say(twice(first)); say(data[0]); say(ln(1));").text,
  );
  assertEquals(values(said), [6, 6, 7, 0]); // 1 + 4, then ++; 2 * 3
  assertEquals(said.at(-1), { kind: "end" });
});

Deno.test("a program leaves out what the answer does not need", () => {
  const { text } = program("say(1);");
  for (const word of ["point", "twice", "Counter", "C1 holds"]) assert(!text.includes(word), word);
});

Deno.test("an answer may declare names again, await, and import what the page has", async () => {
  const said = await run(
    program(
      `import all, { pi as three, type Unit } from "./maths.ts";\nimport * as m from './maths.ts'\n` +
        `const point: number = await Promise.resolve(5);\nsay(point); say(three); say(all); say(m.pi);`,
    ).text,
  );
  assertEquals(values(said), [5, 3, "all", 3]);
});

Deno.test("what an answer throws is told, with a line that can be found again", async () => {
  const { text, before } = program(
    `import {\n  pi,\n} from "./maths.ts";\nthrow new RangeError("here");`,
  );
  assertStringIncludes(text.split("\n")[before + 3]!, `throw new RangeError("here")`);
  const [fault] = (await run(text)).slice(-1);
  assertEquals(fault!.text, "RangeError: here");
  const unknown = (await run(program(`import { x } from "./other.ts"; say(x)`).text)).at(-1)!;
  assertStringIncludes(
    String(unknown.text),
    "Cannot import ./other.ts as it must be one of ./maths.ts, ./data.json",
  );
});

Deno.test("moveModule() gives a module a made-up place, and names the files that it reads", () => {
  const url = import.meta.url;
  const root = new URL("../../..", url).pathname;
  const text = `import { a } from "./hostile.ts";\nexport { b } from "npm:b";\n` +
    `const file = new URL("exercise_test.ts", import.meta.url), none = new URL("none.txt", import.meta.url);`;
  const moved = moveModule(url, text, root);
  assertStringIncludes(moved.text, `from ${JSON.stringify(new URL("hostile.ts", url).href)}`);
  assertStringIncludes(moved.text, `from "npm:b"`);
  assert(!moved.text.includes("import.meta"));
  const files = [...moved.files.keys()];
  const readable = Deno.permissions.querySync({ name: "read" }).state === "granted";
  assertEquals(
    files,
    readable ? ["https://notebooks.invalid/tests/notebook/site/exercise_test.ts"] : [],
  );
});
