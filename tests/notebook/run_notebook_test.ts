import { assert, assertEquals, assertRejects } from "@std/assert";
import { fileURLToPath } from "node:url";
import {
  type Notebook,
  type NotebookRun,
  parseNotebook,
  runNotebook,
  type RunOptions,
} from "@surprisal/loss/notebook";
import { joinText } from "../../lib/notebook/output.ts";
import { ignore } from "./companion.ts";

const FOLDER = fileURLToPath(import.meta.resolve("../testdata"));

async function read(name: string): Promise<Notebook> {
  return parseNotebook(await Deno.readTextFile(`${FOLDER}/${name}.ipynb`), name);
}

async function run(name: string, options: Partial<RunOptions> = {}): Promise<NotebookRun> {
  return await runNotebook(await read(name), { cwd: FOLDER, timeout: 20, ...options });
}

/** What a reader sees of each code cell: a line of text for each output. */
function seen({ notebook }: NotebookRun): string[][] {
  const code = notebook.cells.filter((cell) => cell.cell_type === "code");
  return code.map(({ outputs }) =>
    outputs!.map((output) => {
      if (output.output_type === "stream") return `${output.name}: ${joinText(output.text)}`;
      if (output.output_type === "error") return `error: ${output.traceback.join("\n")}`;
      return `shown: ${joinText(output.data["text/plain"] as string)}`;
    })
  );
}

Deno.test({
  name: "runNotebook() keeps what is printed in order, raw writes and 10,000 lines included",
  ignore,
  async fn() {
    const result = await run("streams");
    assertEquals(seen(result).slice(0, 2), [
      ["stdout: one\ntwo\n", "stderr: three\n", "stdout: four\n", "shown: 5"],
      ["stdout: größer\nafter\n", "stderr: größer\n", "shown: 9"],
    ]);
    const lines = Array.from({ length: 10_000 }, (_, i) => `${i}\n`).join("");
    assertEquals(seen(result)[2], [`stdout: ${lines}`]);
    assert(result.ok);
  },
});

Deno.test({
  name: "runNotebook() gives each of 100 cells its own outputs",
  ignore,
  async fn() {
    const notebook = await read("no-checks");
    const [cell] = notebook.cells;
    notebook.cells = Array.from({ length: 100 }, (_, i) => ({
      ...structuredClone(cell!),
      id: `cell-${i}`,
      source: `console.log("a"); console.log("b"); ${i}`,
    }));
    const result = await runNotebook(notebook, { cwd: FOLDER });
    const wanted = Array.from({ length: 100 }, (_, i) => ["stdout: a\nb\n", `shown: ${i}`]);
    assertEquals(seen(result), wanted);
    const counts = result.notebook.cells.map((cell) => cell.execution_count);
    assertEquals(counts, Array.from({ length: 100 }, (_, i) => i + 1));
  },
});

Deno.test({
  name: "runNotebook() updates displays of earlier cells, clears, and stores figures",
  ignore,
  async fn() {
    const result = await run("display");
    assertEquals(seen(result), [
      ["shown: two"],
      ['shown: "updated"'],
      ["stdout: stays\n"],
      ["shown: a figure"],
    ]);
    const figure = result.notebook.cells[3]!.outputs![0]!;
    assert("data" in figure);
    assertEquals(figure.data["image/svg+xml"], ["<svg/>"]);
  },
});

Deno.test({
  name: "runNotebook() lets cells await, and declare names again",
  ignore,
  async fn() {
    assertEquals(seen(await run("await-and-redeclare")), [
      ["shown: 1"],
      [],
      ["shown: [ 2, 5, 4, 6 ]"],
    ]);
  },
});

Deno.test({
  name: "runNotebook() honours the tags skip-execution and raises-exception",
  ignore,
  async fn() {
    const notebook = await read("tags");
    const old = { name: "stdout", output_type: "stream", text: ["kept"] } as const;
    notebook.cells[0]!.outputs = [old];
    const { cells, notebook: copy, ok } = await runNotebook(notebook, { cwd: FOLDER });
    assertEquals(cells.map(({ state, faults }) => [state, faults.length]), [
      ["skipped", 0],
      ["ran", 0],
      ["ran", 0],
      ["ran", 0],
      ["ran", 1],
    ]);
    assertEquals(copy.cells[0]!.outputs, [old]);
    const errors = copy.cells.slice(1, 3).map(({ outputs }) =>
      (outputs![0] as { evalue: string }).evalue
    );
    assertEquals(errors, ["expected", "Expression expected"]);
    assert(!ok);
  },
});

Deno.test({
  name: "runNotebook() shows the report of the checks under their cell",
  ignore,
  async fn() {
    const [forms, hooks, refused, nameless, again] = seen(
      await run("check-forms", { keepGoing: true }),
    );
    assertEquals(forms, [`shown: ✓ named
✓ with options
  note: sanitizeOps has no effect in a notebook
✓ as an object
  note: permissions has no effect in a notebook
✓ on top
- ignored (ignored)
✓ each 1 and 2
✓ each 3 and 4
✓ case 0 has 5
✓ at the third trial
✗ in time
  Error: Timed out after 20 ms`]);
    assertEquals(hooks, ["shown: ✓ hooked"]);
    assertEquals(refused, [`shown: ✗ nested
  TypeError: Cannot register test as tests must not be nested: use t.step()
✗ no snapshot
  TypeError: Cannot assert a snapshot as it needs a test file: this is a notebook`]);
    assert(
      nameless![0]!.startsWith("error: TypeError: Cannot register test as it must have a function"),
    );
    assertEquals(again, [`shown: ✓ again
✗ afterAll
  Error: hooks ran: all,each,check,done,each,done,each,done,each,again,done`]);
  },
});

Deno.test({
  name: "runNotebook() runs only the checks that the filter names",
  ignore,
  async fn() {
    const names = async (filter: string) =>
      (await run("failing-check", { filter })).cells.flatMap(({ checks }) =>
        checks.map((c) => c.name)
      );
    assertEquals(await names("one"), ["halves make one"]);
    assertEquals(await names("/^a .*third$/"), ["a half is a third"]);
  },
});

Deno.test({
  name: "runNotebook() shows in the copy why a cell failed, without paths of the machine",
  ignore,
  async fn() {
    const shown = async (name: string) =>
      seen(await run(name, { timeout: name === "endless-loop" ? 1 : 60 })).flat().join("\n");
    assertEquals(
      await shown("paths"),
      'stdout: here\n\nstderr: ../x.ts\n\nerror: TypeError: Module not found "nowhere.ts".\n' +
        "    at async cell1:3:1",
    );
    assertEquals(
      await shown("syntax-error"),
      'shown: "before"\nerror: SyntaxError: Expression expected at line 2, column 7',
    );
    assertEquals(await shown("exit"), 'shown: "before"\nerror: Kernel died with exit code 3');
    assertEquals(
      await shown("endless-loop"),
      'shown: "before"\nstdout: turning\n\nerror: Timed out after 1 s',
    );
    assertEquals(
      await shown("timer-throw"),
      'shown: "set"\nerror: Uncaught in a timer or callback: Error: too late\nshown: "waited"\nshown: "end"',
    );
  },
});

Deno.test({
  name: "runNotebook() finds no fault in what the notebook itself listens for",
  ignore,
  async fn() {
    const result = await run("listeners");
    assertEquals(seen(result), [[], ["stdout: heard: Error: a\n"], ["stdout: heard: Error: b\n"]]);
    assert(result.ok);
  },
});

Deno.test({
  name: "runNotebook() leaves the notebook that it was given as it was",
  ignore,
  async fn() {
    const notebook = await read("display");
    const before = structuredClone(notebook);
    await runNotebook(notebook, { cwd: FOLDER });
    assertEquals(notebook, before);
  },
});

Deno.test("runNotebook() refuses a notebook of another language", async () => {
  const other = parseNotebook(JSON.stringify({
    cells: [],
    metadata: { kernelspec: { language: "python" } },
    nbformat: 4,
    nbformat_minor: 5,
  }));
  await assertRejects(() => runNotebook(other, { cwd: "." }), TypeError, "TypeScript: python");
});
