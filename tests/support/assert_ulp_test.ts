import { assertThrows } from "@std/assert";
import { assertGoal, assertUlp } from "./assert_ulp.ts";
import { GoldenCase } from "./golden.ts";
import type { Subject } from "./subject.ts";

const ONE = new GoldenCase({ family: "one", x: 1, double: [2, -2500] });
const PAIR = new GoldenCase({ family: "pair", x: 1, double: [[2, "-Infinity"], [0, 0]] });
const TINY = new GoldenCase({ family: "tiny", x: 8, double: [1e-20, 0] });

function subject(answer: Subject["answer"], scale?: Subject["scale"]): Subject {
  return { name: "double()", key: "double", goal: 1, answer, ...scale && { scale } };
}

Deno.test("assertUlp() accepts the bound itself and refuses more", () => {
  assertUlp(1, { nearest: 1, rest: 0.5 }, 0.5);
  assertThrows(() => assertUlp(1, { nearest: 1, rest: 0.5 }, 0.49), Error, "0.5 ulp");
  assertThrows(() => assertUlp(NaN, { nearest: 1, rest: 0 }, 1e300), Error, "found NaN");
});

Deno.test("assertGoal() accepts answers within the goal, in every entry", () => {
  assertGoal(subject((c) => 2 * c.number("x")), [ONE]);
  assertGoal(subject(() => [2, -Infinity]), [PAIR]);
});

Deno.test("assertGoal() names the function, the family and what was found", () => {
  const off = subject(() => 2 + 4 * Number.EPSILON);
  assertThrows(() => assertGoal(off, [ONE]), Error, "double(): 2.25 ulp in family one, entry 0");
  assertThrows(() => assertGoal(subject(() => [2, 0]), [PAIR]), Error, "Infinity ulp");
});

Deno.test("assertGoal() refuses a lost answer, -0, a wrong length and an empty run", () => {
  assertThrows(() => assertGoal(subject(() => 0), [ONE]), Error, "lost the answer");
  assertThrows(() => assertGoal(subject(() => NaN), [ONE]), Error, "lost the answer");
  const zero = new GoldenCase({ family: "zero", double: [0, 0] });
  assertThrows(() => assertGoal(subject(() => -0), [zero]), Error, "-0");
  assertThrows(() => assertGoal(subject(() => [2]), [PAIR]), Error, "expected 2 answers, found 1");
  assertThrows(() => assertGoal(subject(() => 2), []), Error, "no golden case");
  assertThrows(() => assertGoal({ ...subject(() => 2), key: "none" }, [ONE]), Error, "no golden");
});

Deno.test("assertGoal() measures an ill-conditioned function by the ulp of its input", () => {
  const byInput = subject(() => 1e-20 + 2 ** -50, (c) => c.number("x"));
  assertGoal(byInput, [TINY]);
  assertThrows(() => assertGoal({ ...byInput, goal: 0.4 }, [TINY]), Error, "0.5 ulp");
});
