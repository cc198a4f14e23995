import { assertEquals } from "@std/assert";
import { parseNotebook } from "@surprisal/loss/notebook";
import { joinText, type Output, splitText } from "../../lib/notebook/output.ts";
import { toStoredOutput } from "../../lib/notebook/stored_output.ts";
import written from "../testdata/written-by-jupyter.ipynb" with { type: "text" };

/** The output with its texts in one piece, as it comes from a kernel, and its keys turned round. */
function asHeard(output: Output): Output {
  const whole = structuredClone(output) as unknown as Record<string, unknown>;
  if ("text" in whole) whole.text = joinText(whole.text as string[]);
  for (const [type, value] of Object.entries(whole.data ?? {})) {
    if (Array.isArray(value)) (whole.data as Record<string, unknown>)[type] = joinText(value);
  }
  return Object.fromEntries(Object.entries(whole).reverse()) as unknown as Output;
}

Deno.test("toStoredOutput() gives the form in which Jupyter writes outputs", () => {
  const outputs = parseNotebook(written).cells.flatMap((cell) => cell.outputs ?? []);
  const stored = outputs.map((output) => toStoredOutput(asHeard(output)));
  assertEquals(JSON.stringify(stored), JSON.stringify(outputs));
});

Deno.test("splitText() cuts where Python's splitlines does, and loses nothing", () => {
  assertEquals(splitText(""), []);
  assertEquals(splitText("a\n\nb"), ["a\n", "\n", "b"]);
  assertEquals(splitText("a\r\nb\rc\u2028d\x85e\x1cf\vg\fh"), [
    "a\r\n",
    "b\r",
    "c\u2028",
    "d\x85",
    "e\x1c",
    "f\v",
    "g\f",
    "h",
  ]);
  assertEquals(splitText(["a\n", "b"]), ["a\n", "b"]);
});
