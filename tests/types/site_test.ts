import { assertEquals, assertThrows } from "@std/assert";
import { describe, Site } from "../../lib/types/site.ts";

function revoked(): object {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
}

Deno.test("describe() says of any value what it is", () => {
  const cases: [unknown, string][] = [
    [-0, "-0"],
    [1e-300, "1e-300"],
    ["a", 'the string "a"'],
    ["x".repeat(41), `the string "${"x".repeat(40)}…"`],
    [1n, "the BigInt 1n"],
    [10n ** 50n, `the BigInt 1${"0".repeat(39)}…`],
    [null, "null"],
    [undefined, "undefined"],
    [true, "true"],
    [Object.create(null), "an object of class null"],
    [new Date(0), "an object of class Date"],
    [{ constructor: { name: Symbol("a") } }, "an object of class null"],
    [revoked(), "an object of class null"],
    [Symbol.iterator, "a symbol"],
    [() => 1, "a function"],
  ];
  for (const [value, words] of cases) assertEquals(describe(value), words);
});

Deno.test("a Site words refusals with the task, what is wanted, and what was found where", () => {
  const site = new Site("compute x", "z");
  site.row = 3;
  assertThrows(
    () => site.refuseEntry(1, NaN, "must be finite"),
    RangeError,
    "Cannot compute x as z must be finite: z[3][1] is NaN",
  );
  assertThrows(
    () => site.refuseEntry(1, "1", "must be finite"),
    TypeError,
    'Cannot compute x as z must contain numbers only: z[3][1] is the string "1"',
  );
});
