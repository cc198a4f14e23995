import { assertEquals, assertThrows } from "@std/assert";
import { type Notebook, parseNotebook, serializeNotebook } from "@surprisal/loss/notebook";
import written from "../testdata/written-by-jupyter.ipynb" with { type: "text" };
import written44 from "../testdata/written-by-jupyter-4.4.ipynb" with { type: "text" };

function notebook(change: (notebook: Notebook) => void): string {
  const copy = parseNotebook(written);
  change(copy);
  return serializeNotebook(copy);
}

Deno.test("serializeNotebook() gives back what Jupyter wrote, byte for byte", () => {
  for (const text of [written, written44]) {
    assertEquals(serializeNotebook(parseNotebook(text)), text);
  }
});

Deno.test("parseNotebook() keeps fields and an order of keys that it does not know", () => {
  const text = `{
 "nbformat_minor": 2,
 "zebra": {
  "b": 1,
  "a": []
 },
 "nbformat": 4,
 "metadata": {},
 "cells": [
  {
   "source": "x",
   "cell_type": "markdown",
   "horse": true,
   "metadata": {}
  }
 ]
}
`;
  assertEquals(serializeNotebook(parseNotebook(text)), text);
});

Deno.test("parseNotebook() says where and why a file is no notebook", async (t) => {
  const cases: [string, string, string][] = [
    ["no JSON", "{,}", "Cannot read a.ipynb as a notebook must be JSON: "],
    ["not an object", "[]", "the file: "],
    ["nbformat 3", notebook((n) => n.nbformat = 3), "nbformat: "],
    ["minor 6", notebook((n) => n.nbformat_minor = 6), "nbformat_minor: "],
    [
      "no source",
      notebook((n) => delete (n.cells[2] as Partial<typeof n.cells[2]>)!.source),
      "cells[2].source: ",
    ],
    [
      "no id",
      notebook((n) => delete n.cells[1]!.id),
      "cells[1].id: must be there from nbformat 4.5 on",
    ],
    [
      "an id twice",
      notebook((n) => n.cells[3]!.id = "cell-1"),
      'cells[3].id: must be unique: "cell-1"',
    ],
    ["a bad id", notebook((n) => n.cells[0]!.id = "a b"), "cells[0].id: must be 1 to 64 letters"],
    ["no outputs", notebook((n) => delete n.cells[2]!.outputs), "cells[2].outputs: "],
    [
      "an output that is none",
      notebook((n) => n.cells[3]!.outputs![1] = { output_type: "sound" } as never),
      "cells[3].outputs[1].output_type: ",
    ],
    [
      "a kind of cell that is none",
      notebook((n) => n.cells[0]!.cell_type = "poem" as "raw"),
      "cells[0].cell_type: ",
    ],
  ];
  for (const [name, text, message] of cases) {
    await t.step(name, () => {
      const error = assertThrows(() => parseNotebook(text, "a.ipynb"), Error, message);
      assertEquals(error.message.startsWith("Cannot read a.ipynb as "), true);
    });
  }
});
