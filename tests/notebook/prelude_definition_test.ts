import { assertEquals, assertThrows } from "@std/assert";
import {
  defineTest,
  describeThrown,
  fillName,
  selects,
} from "../../lib/notebook/prelude_definition.ts";

Deno.test("fillName() fills the tokens of Deno.test.each in order, and properties by name", () => {
  assertEquals(
    fillName("%s %d %i %f %j %% %#", ["a", 1.9, "2.5", 0.5, [1]], 7),
    "a 1 2 0.5 [1] % 7",
  );
  assertEquals(fillName("$a.b of $nobody", { a: { b: 3 } }, 0), "3 of $nobody");
  assertEquals(fillName("%s costs $5", "x", 0), "x costs $5");
});

Deno.test("selects() takes a part of a name or a regular expression", () => {
  assertEquals(["b", "/^a.c$/", "/", ""].map((filter) => selects(filter, "abc")), [
    true,
    true,
    false,
    true,
  ]);
  assertEquals(selects(null, "abc"), true);
  assertEquals(selects("/b$/", "abc"), false);
});

Deno.test("describeThrown() tells causes, parts and what is no error", () => {
  const error = new TypeError("a", { cause: new RangeError("b", { cause: "c" }) });
  assertEquals(describeThrown(error), "TypeError: a\nCaused by: RangeError: b\nCaused by: c");
  const parts = new AggregateError([new Error("x"), "y"], "both");
  assertEquals(describeThrown(parts), "AggregateError: both\nError: x\ny");
  assertEquals(describeThrown(undefined), "undefined");
  assertEquals(describeThrown({ a: 1 }), "{ a: 1 }");
});

Deno.test("defineTest() refuses a test without a function or a name", () => {
  assertThrows(() => defineTest(["a"], "test"), TypeError, "it must have a function");
  assertThrows(
    () => defineTest([() => {}], "step"),
    TypeError,
    "Cannot register step as it must have a name",
  );
});
