import { assertEquals } from "@std/assert";
import { summaryOf } from "../../bench/accuracy/summary.ts";
import { changeDistribution, drawDistribution, Random } from "../../bench/accuracy/hunt_inputs.ts";
import { GoldenCase } from "../support/golden.ts";
import { compare } from "../support/subject.ts";

/** A thousand truths of 1, answered by 1 plus so many ulps. */
function findings(errors: number[]) {
  const input = new GoldenCase({ family: "ones", f: [errors.map(() => 1), errors.map(() => 0)] });
  return compare({ key: "f" }, input, errors.map((error) => 1 + error * Number.EPSILON));
}

Deno.test("summaryOf() gives the largest error, the one 99.9 % stay below, and the middle one", () => {
  const errors = Array.from({ length: 1000 }, (_, i) => i);
  const { answers, max, most, median, exact, lost, families } = summaryOf(findings(errors));
  assertEquals([answers, max, most, median], [1000, 999, 998, 499]);
  assertEquals([exact, lost, families], [1 / 1000, 0, { ones: 999 }]);
});

Deno.test("summaryOf() counts what is lost, and keeps an infinite error infinite", () => {
  const { max, lost, exact } = summaryOf(findings([0, NaN, -Infinity, -(2 ** 53)]));
  assertEquals([max, lost, exact], [Infinity, 3, 1 / 4]);
});

Deno.test("the search draws and changes distributions without touching their sum", () => {
  const r = new Random(7);
  for (const k of [2, 5, 20]) {
    let p = drawDistribution(r, k);
    for (let i = 0; i < 100; i++) {
      assertEquals(p.reduce((a, b) => a + b * 2 ** 53, 0), 2 ** 53);
      assertEquals(p.every((x) => x > 0), true);
      p = changeDistribution(r, p);
    }
  }
});

Deno.test("the search is the same for the same seed", () => {
  const draws = (seed: number) => [...drawDistribution(new Random(seed), 8)];
  assertEquals(draws(3), draws(3));
  assertEquals(draws(3).join() === draws(4).join(), false);
});
