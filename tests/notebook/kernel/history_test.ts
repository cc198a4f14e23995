import { assertEquals } from "@std/assert";
import { History } from "../../../lib/notebook/kernel/history.ts";

function filled(): History {
  const history = new History();
  ["let a = 1", "a + 1", "let b", "a + 1"].forEach((source, i) => history.add(source, i + 1));
  return history;
}

Deno.test("History gives the last cells", () => {
  assertEquals(filled().answer({ hist_access_type: "tail", n: 2 }), [
    [1, 3, "let b"],
    [1, 4, "a + 1"],
  ]);
  assertEquals(filled().answer({ hist_access_type: "tail" }).length, 4);
});

Deno.test("History gives a range, its end left out", () => {
  assertEquals(filled().answer({ hist_access_type: "range", start: 2, stop: 4 }), [
    [1, 2, "a + 1"],
    [1, 3, "let b"],
  ]);
});

Deno.test("History searches as a shell does", () => {
  const search = (options: object) => filled().answer({ hist_access_type: "search", ...options });
  assertEquals(search({ pattern: "let ?" }), [[1, 3, "let b"]]);
  assertEquals(search({ pattern: "let*" }).length, 2);
  assertEquals(search({ pattern: "a + *", unique: true }), [[1, 4, "a + 1"]]);
  assertEquals(search({ pattern: ".*" }), []);
  assertEquals(search({ n: 1 }), [[1, 4, "a + 1"]]);
});

Deno.test("History gives pairs where outputs are asked for", () => {
  assertEquals(filled().answer({ hist_access_type: "tail", n: 1, output: true }), [
    [1, 4, ["a + 1", null]],
  ]);
});
