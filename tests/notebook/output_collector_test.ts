import { assertEquals } from "@std/assert";
import { createMessage } from "../../lib/notebook/jupyter_message.ts";
import type { Output } from "../../lib/notebook/output.ts";
import { type Displays, OutputCollector } from "../../lib/notebook/output_collector.ts";

type Said = [type: string, content: Record<string, unknown>];

function collect(said: readonly Said[], displays: Displays = new Map()): Output[] {
  const collector = new OutputCollector(displays);
  for (const [type, content] of said) collector.take(createMessage(type, content, { session: "" }));
  return collector.outputs();
}

const print = (text: string, name = "stdout"): Said => ["stream", { name, text }];
const show = (text: string, id?: string, type = "display_data"): Said => [type, {
  data: { "text/plain": text },
  metadata: {},
  transient: id === undefined ? {} : { display_id: id },
}];
const stream = (text: string, name = "stdout"): Output => ({ name, output_type: "stream", text });
const shown = (text: string): Output => ({
  data: { "text/plain": text },
  metadata: {},
  output_type: "display_data",
});

Deno.test("OutputCollector joins what is printed in a row on one stream", () => {
  const said = [print("a"), print("b\n"), print("e", "stderr"), print("c"), show("x"), print("d")];
  assertEquals(collect(said), [
    stream("ab\n"),
    stream("e", "stderr"),
    stream("c"),
    shown("x"),
    stream("d"),
  ]);
});

Deno.test("OutputCollector keeps the last value with its number, and errors", () => {
  const said: Said[] = [
    ["status", { execution_state: "busy" }],
    ["execute_result", { data: { "text/plain": "1" }, metadata: { a: 1 }, execution_count: 7 }],
    ["error", { ename: "E", evalue: "v", traceback: ["t"] }],
  ];
  assertEquals(collect(said), [
    {
      data: { "text/plain": "1" },
      metadata: { a: 1 },
      execution_count: 7,
      output_type: "execute_result",
    },
    { ename: "E", evalue: "v", output_type: "error", traceback: ["t"] },
  ]);
});

Deno.test("OutputCollector clears at once, or with the next output", () => {
  const clear = (wait: boolean): Said => ["clear_output", { wait }];
  assertEquals(collect([print("a"), clear(false), print("b")]), [stream("b")]);
  assertEquals(collect([print("a"), clear(true)]), [stream("a")]);
  assertEquals(collect([print("a"), clear(true), print("b"), print("c")]), [stream("bc")]);
  assertEquals(collect([print("a"), clear(true), show("b")]), [shown("b")]);
});

Deno.test("OutputCollector updates what stands under a display id, in earlier cells too", () => {
  const displays: Displays = new Map();
  const first = collect([show("one", "d"), show("other", "e"), show("same", "d")], displays);
  const second = collect([print("x"), show("two", "d", "update_display_data")], displays);
  assertEquals(first, [shown("two"), shown("other"), shown("two")]);
  assertEquals(second, [stream("x")]);
  assertEquals(collect([show("gone", "nobody", "update_display_data")], displays), []);
});
