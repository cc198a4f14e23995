import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { cellsModule } from "../../../lib/notebook/cells_module.ts";
import { CellsDocument } from "../../../lib/notebook/kernel/language/cells_document.ts";
import { withoutMarkup } from "../../../lib/notebook/kernel/language/inspection.ts";
import { JsonRpc } from "../../../lib/notebook/kernel/language/json_rpc.ts";
import { describeTypes, typeModeOf } from "../../../lib/notebook/kernel/type_warnings.ts";
import { ignore } from "../companion.ts";
import { TestFrontend, traceback, words } from "./frontend.ts";

const NOTEBOOKS = new URL("../../../notebooks/", import.meta.url).pathname;

Deno.test("CellsDocument is the module that nb check checks", () => {
  const document = new CellsDocument();
  document.add("let a = 1");
  document.add("a;\n// words");
  const sources = ["let a = 1", "a;\n// words", "a"];
  const cell = { cell_type: "code", metadata: {}, source: "" } as const;
  const cells = sources.map((source, i) => ({ number: i + 1, cell, source }));
  assertEquals(document.text("a"), cellsModule(cells).text);
  const { line, character } = document.position("b\n a", 3);
  assertEquals(document.text("b\n a").split("\n")[line]!.slice(character), "a");
});

Deno.test("CellsDocument forgets a cell that is run again", () => {
  const document = new CellsDocument();
  document.add("let a = 1", "id-1");
  document.add("let b = 1", "id-2");
  document.add("let a = 2", "id-1");
  assertEquals(document.text().match(/let . = ./g), ["let b = 1", "let a = 2"]);
  document.add("same");
  document.add("same");
  assertEquals(document.text().match(/same/g)!.length, 1);
  document.clear();
  assertEquals(document.text().includes("let"), false);
});

Deno.test("CellsDocument renames what a later cell hides", () => {
  const document = new CellsDocument();
  document.add("const a = 1,\n  b = a;");
  document.add("const b = 2;");
  const line = document.text().split("\n").indexOf("  b = a;");
  document.rename({ start: { line, character: 2 }, end: { line, character: 3 } });
  assertStringIncludes(document.text(), "  b$before = a;");
});

Deno.test("JsonRpc cuts messages out of any pieces, and ends with the stream", async () => {
  const said: string[] = [];
  const there = new TransformStream<Uint8Array, Uint8Array>();
  const writable = new WritableStream<Uint8Array>({
    write: (bytes) => void said.push(new TextDecoder().decode(bytes)),
  });
  const rpc = new JsonRpc({ readable: there.readable, writable }, (method) => `you said ${method}`);
  const answered = rpc.request("ping", { a: "ä" });
  const message = (body: object) => {
    const text = JSON.stringify(body);
    return `Content-Length: ${new TextEncoder().encode(text).length}\r\nX: y\r\n\r\n${text}`;
  };
  const bytes = new TextEncoder().encode(
    message({ method: "tell" }) + message({ id: 7, method: "ask" }) +
      message({ id: 0, result: "ö" }),
  );
  const writer = there.writable.getWriter();
  for (const byte of bytes) await writer.write(Uint8Array.of(byte));
  assertEquals(await answered, "ö");
  assertStringIncludes(said[0]!, '"method":"ping","params":{"a":"ä"}');
  assertStringIncludes(said[1]!, '"id":7,"result":"you said ask"');
  const lost = rpc.request("pong", {}).catch((error: Error) => error.message);
  await writer.close();
  assertEquals(await lost, "Cannot ask for pong: the server ended");
  assertStringIncludes(await rpc.request("x", {}).catch(String) as string, "it ended");
});

Deno.test("words of types and of Markdown", () => {
  const cell = { source: "let a\nlet b", count: 3, id: undefined, interactive: true };
  const fault = { code: "TS1", message: "wrong", line: 2, column: 5 };
  const text = "Type warning TS1: wrong\ncell [3], line 2:\n2 | let b\n        ^\n";
  assertEquals(describeTypes([fault], cell), text);
  assertEquals(["off", "warn", "error", "", "x"].map(typeModeOf), [
    ...["off", "warn", "error", "auto", "auto"] as const,
  ]);
  assertEquals(withoutMarkup("```ts\na: b\n```\nsee [there](http://x)"), "a: b\nsee there");
});

Deno.test({ name: "the kernel knows types and words", ignore, fn: knowsTypes });
Deno.test({ name: "the kernel refuses wrong types if told to", ignore, fn: refusesTypes });
Deno.test({ name: "the kernel holds up nobody for types unless told to", ignore, fn: warnsLater });

async function knowsTypes(t: Deno.TestContext): Promise<void> {
  await using kernel = await TestFrontend.open({
    cwd: NOTEBOOKS,
    env: { SURPRISAL_TYPES: "warn" },
  });
  const start = 'import { softmax, softmaxCrossEntropy } from "@surprisal/loss";';

  await t.step("right types are passed over in silence", async () => {
    assertEquals(words(await kernel.execute(start)), []);
    const seen = await kernel.execute("const loss = softmaxCrossEntropy([40, 0], 0);\nloss");
    assertEquals(words(seen), ["execute_result: 4.248354255291589e-18"]);
  });

  await t.step("wrong types are told under the cell, which runs", async () => {
    const seen = await kernel.execute('const a = 1;\nconst n: number = "abc";\nn');
    assertEquals(words(seen), [
      'execute_result: "abc"',
      "stderr: Type warning TS2322: Type 'string' is not assignable to type 'number'.\n" +
      'cell [3], line 2:\n2 | const n: number = "abc";\n          ^\n',
    ]);
    assertEquals(seen.reply.status, "ok");
    const twice = await kernel.execute("softmaxCrossEntropy(softmax([1, 2]), 0);");
    assertStringIncludes(words(twice).join(), "stderr: Type warning TS2769");
  });

  await t.step("a name declared again has its new type", async () => {
    assertEquals(words(await kernel.execute('const n = "abc";')), []);
    assertEquals(words(await kernel.execute("n.toUpperCase()")), ['execute_result: "ABC"']);
    assertEquals(words(await kernel.execute("function n2() { return 1; }")), []);
    assertEquals(words(await kernel.execute('function n2() { return "ab"; }')), []);
    assertEquals(words(await kernel.execute("n2().length")), ["execute_result: 2"]);
    assertEquals(words(await kernel.execute(start)), []);
  });

  await t.step("a silent cell, and one that does not parse, are not checked", async () => {
    assertEquals(words(await kernel.execute("1 as string", { silent: true })), []);
    const broken = await kernel.execute("let = = 1");
    assertEquals(words(broken).length, 1);
  });

  const inspect = async (code: string, cursor = code.length) =>
    await kernel.ask("inspect_request", { code, cursor_pos: cursor, detail_level: 0 });

  await t.step(
    "documentation of what the cursor is on, and of the call that it is in",
    async () => {
      for (
        const code of ["softmaxCrossEntropy", "softmaxCrossEntropy(", "softmaxCrossEntropy([1], "]
      ) {
        const { found, data } = await inspect(code);
        const text = (data as Record<string, string>)["text/plain"]!;
        assertEquals([code, found], [code, true]);
        assertStringIncludes(text, "Softmax cross-entropy of logits against the truth");
      }
      const { data } = await inspect("loss");
      assertStringIncludes((data as Record<string, string>)["text/markdown"]!, "const loss: Nats");
      assertEquals((await inspect("   ")).found, false);
      assertEquals((await inspect("1 + = (")).status, "ok");
    },
  );

  const complete = async (code: string, cursor = [...code].length) =>
    await kernel.ask("complete_request", { code, cursor_pos: cursor });

  await t.step("completion with types", async () => {
    const { matches, cursor_start, cursor_end, metadata } = await complete('"😀"; softmaxC');
    assertEquals([matches, cursor_start, cursor_end], [["softmaxCrossEntropy"], 5, 13]);
    const [type] = (metadata as { _jupyter_types_experimental: Record<string, string>[] })
      ._jupyter_types_experimental;
    assertEquals(type!.type, "function");
    assertStringIncludes(type!.signature!, "target: number | Probabilities");
    assert(((await complete("loss.toF")).matches as string[]).includes("toFixed"));
    assertEquals((await complete("LOSS")).matches, ["loss"]);
  });

  await t.step("completion by what is there, where types know nothing", async () => {
    await kernel.execute("const anything: any = { quux: 1 };");
    const { matches } = await complete("anything.qu");
    assertEquals(matches, ["quux"]);
  });
}

async function refusesTypes(t: Deno.TestContext): Promise<void> {
  await using kernel = await TestFrontend.open({ env: { SURPRISAL_TYPES: "error" } });
  await t.step("a cell of wrong types fails and is not run", async () => {
    const seen = await kernel.execute('console.log("ran"); const n: number = "abc";');
    assertEquals(words(seen), [
      "error: TypeCheckFailed: TS2322: Type 'string' is not assignable to type 'number'.",
    ]);
    assertStringIncludes(traceback(seen), 'const n: number = "abc"');
    assertEquals(seen.reply.status, "error");
    assertEquals(words(await kernel.execute("1 + 1")), ["execute_result: 2"]);
  });
}

async function warnsLater(t: Deno.TestContext): Promise<void> {
  await using kernel = await TestFrontend.open({ env: { SURPRISAL_TYPES: "" } });
  const wrong = 'const n: number = "abc";';

  await t.step("a runner hears nothing of types", async () => {
    assertEquals(words(await kernel.execute(wrong)), []);
  });

  await t.step("a person is told under the cell, be it after its end", async () => {
    const first = kernel.published.length;
    await kernel.execute(wrong, { allow_stdin: true });
    const input = kernel.published.slice(first).find(({ header }) =>
      header.msg_type === "execute_input"
    )!;
    const warning = await kernel.until(({ header }) => header.msg_type === "stream", first);
    assertStringIncludes(String(warning.content.text), "TS2322");
    assertEquals(warning.parent.msg_id, input.parent.msg_id);
  });
}
