import { assert, assertEquals } from "@std/assert";
import { isLost, ulp, ulpDistance, ulpError } from "./ulp.ts";

Deno.test("ulp() is the gap to the next larger magnitude", () => {
  assertEquals(ulp(1), Number.EPSILON);
  assertEquals(ulp(-1), Number.EPSILON);
  assertEquals(ulp(1 - Number.EPSILON / 2), Number.EPSILON / 2);
  assertEquals(ulp(Number.MAX_VALUE), 2 ** 971);
  assert(1 + ulp(1) > 1);
});

Deno.test("ulp() is 2^-1074 for zero, subnormals and the least normal numbers", () => {
  for (const x of [0, -0, 5e-324, 1e-310, 2 ** -1022, 2 ** -1021.5]) {
    assertEquals(ulp(x), 5e-324);
  }
  assertEquals(ulp(2 ** -1021), 2 ** -1073);
});

Deno.test("ulp() of what is not finite is NaN", () => {
  for (const x of [NaN, Infinity, -Infinity]) assertEquals(ulp(x), NaN);
});

Deno.test("ulpDistance() counts doubles, across zero and into infinity", () => {
  assertEquals(ulpDistance(1, 1), 0);
  assertEquals(ulpDistance(1, 1 + Number.EPSILON), 1);
  assertEquals(ulpDistance(1, 1 - Number.EPSILON / 2), 1);
  assertEquals(ulpDistance(0, -0), 0);
  assertEquals(ulpDistance(5e-324, -5e-324), 2);
  assertEquals(ulpDistance(Number.MAX_VALUE, Infinity), 1);
  assertEquals(ulpDistance(1, 2), 2 ** 52);
});

Deno.test("ulpDistance() puts NaN infinitely far from every number", () => {
  assertEquals(ulpDistance(NaN, NaN), 0);
  assertEquals(ulpDistance(NaN, 1), Infinity);
  assertEquals(ulpDistance(1, NaN), Infinity);
});

Deno.test("ulpError() adds the golden's rest to the whole steps", () => {
  assertEquals(ulpError(1, { nearest: 1, rest: 0.25 }), 0.25);
  assertEquals(ulpError(1 + Number.EPSILON, { nearest: 1, rest: 0.25 }), 0.75);
  assertEquals(ulpError(1 + Number.EPSILON, { nearest: 1, rest: -0.25 }), 1.25);
  assertEquals(ulpError(-1, { nearest: -1, rest: -0.5 }), 0.5);
});

Deno.test("ulpError() is right among the subnormals and at an underflowed truth", () => {
  assertEquals(ulpError(1e-323, { nearest: 5e-324, rest: 0.25 }), 0.75);
  assertEquals(ulpError(0, { nearest: 0, rest: 0.25 }), 0.25);
  assertEquals(ulpError(5e-324, { nearest: 0, rest: 0.25 }), 0.75);
});

Deno.test("ulpError() is Infinity when only one side is finite, 0 for the same infinity", () => {
  assertEquals(ulpError(Infinity, { nearest: Infinity, rest: 0 }), 0);
  assertEquals(ulpError(-Infinity, { nearest: Infinity, rest: 0 }), Infinity);
  assertEquals(ulpError(NaN, { nearest: 1, rest: 0 }), Infinity);
  assertEquals(ulpError(1, { nearest: Infinity, rest: 0 }), Infinity);
});

Deno.test("isLost() finds answers that kept nothing of a normal truth", () => {
  for (const lost of [0, -0, -1e-17, Infinity, NaN]) {
    assert(isLost(lost, { nearest: 1e-17, rest: 0 }), `${lost}`);
  }
  assert(isLost(0, { nearest: -1e-17, rest: 0 }));
  assert(!isLost(2e-17, { nearest: 1e-17, rest: 0 }));
  assert(!isLost(0, { nearest: 0, rest: 0 }));
  assert(!isLost(0, { nearest: 1e-310, rest: 0 }));
  assert(!isLost(Infinity, { nearest: Infinity, rest: 0 }));
});
