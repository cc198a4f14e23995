import { assertEquals } from "@std/assert";
import * as std from "@std/assert";

/** One entry per name that types/std/assert.d.ts declares; the compiler refuses a missing or an extra one. */
const DECLARED: Record<keyof typeof std, true> = {
  assert: true,
  assertAlmostEquals: true,
  assertArrayIncludes: true,
  assertEquals: true,
  assertExists: true,
  assertFalse: true,
  assertGreater: true,
  assertGreaterOrEqual: true,
  assertInstanceOf: true,
  assertIsError: true,
  assertLess: true,
  assertLessOrEqual: true,
  assertMatch: true,
  assertNotEquals: true,
  assertNotInstanceOf: true,
  assertNotMatch: true,
  assertNotStrictEquals: true,
  assertObjectMatch: true,
  assertRejects: true,
  assertStrictEquals: true,
  assertStringIncludes: true,
  assertThrows: true,
  AssertionError: true,
  equal: true,
  fail: true,
  unimplemented: true,
  unreachable: true,
};

Deno.test("types/std/assert.d.ts declares exactly the names that deno-std ships", () => {
  assertEquals(Object.keys(DECLARED).sort(), Object.keys(std).sort());
});
