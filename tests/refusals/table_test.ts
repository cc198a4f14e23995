import { assert, assertEquals, assertInstanceOf, assertStringIncludes } from "@std/assert";
import * as loss from "@surprisal/loss";
import * as exact from "@surprisal/loss/exact";
import { BAD, type Bad } from "./bad_values.ts";
import type { Opening } from "./opening.ts";
import { NAMES, OPENINGS } from "./openings.ts";

function assertRefused({ name, argument, call }: Opening, bad: Bad): void {
  let thrown: unknown;
  try {
    call(bad.value as never);
  } catch (error) {
    thrown = error;
  }
  const told = `${name} of ${bad.what} as ${argument}: ${thrown}`;
  assert(thrown !== undefined, `${name} accepts ${bad.what} as ${argument}`);
  assert(thrown instanceof TypeError || thrown instanceof RangeError, told);
  assertInstanceOf(thrown, bad.error, told);
  assertStringIncludes(thrown.message, bad.found.replaceAll("X", argument), told);
  assertStringIncludes(thrown.message, argument, told);
  assert(/^Cannot [a-z].* as .*: .*[^.]$/s.test(thrown.message), told);
}

for (const name of new Set(OPENINGS.map(({ name }) => name))) {
  Deno.test(`${name}() refuses every bad value of every argument, saying what was found where`, () => {
    for (const opening of OPENINGS.filter((opening) => opening.name === name)) {
      for (const bad of BAD[opening.kind]) assertRefused(opening, bad);
    }
  });
}

Deno.test("every function of the library stands in the table of refusals", () => {
  const functions = (face: object) =>
    Object.entries(face).filter(([, x]) => typeof x === "function").map(([name]) => name).sort();
  assertEquals(NAMES.loss.toSorted(), functions(loss));
  assertEquals(NAMES.exact.toSorted(), functions(exact));
});
