import { assertEquals, assertThrows } from "@std/assert";
import { fromNextPlace } from "../../lib/kernels/stack_places.ts";

Deno.test("calls by turns have more and fewer arguments, odd and even numbers of them", () => {
  const counts: number[] = [];
  const count = function (): void {
    counts.push(arguments.length);
  };
  for (let i = 0; i < 32; i++) fromNextPlace(count);
  const first = counts.slice(0, 16);
  assertEquals(counts.slice(16), first);
  assertEquals(new Set(first).size, 16);
  assertEquals(first.filter((n) => n % 2 === 0).length, 8);
});

Deno.test("a call from another place is made once, and what it throws comes out", () => {
  let calls = 0;
  const fail = () => {
    calls++;
    throw new RangeError("as thrown");
  };
  assertThrows(() => fromNextPlace(fail), RangeError, "as thrown");
  assertEquals(calls, 1);
});
