import { assert } from "@std/assert";
import type { GoldenCase } from "./golden.ts";
import { describeFinding, type Finding, findingsOf, type Subject } from "./subject.ts";
import { type Exact, ulpError } from "./ulp.ts";

/** Holds one answer to its golden number. */
export function assertUlp(actual: number, truth: Exact, most: number): void {
  const error = ulpError(actual, truth);
  assert(
    error <= most,
    `expected ${truth.nearest} within ${most} ulp, found ${actual}, ${error} ulp`,
  );
}

/** Holds a function to its goal on every case: no error above it, nothing lost, no -0. */
export function assertGoal(subject: Subject, cases: Iterable<GoldenCase>): void {
  let worst: Finding | undefined;
  for (const finding of findingsOf(subject, cases)) {
    const { actual, error, lost } = finding;
    assert(!lost, `${subject.name} lost the answer: ${describeFinding(finding)}`);
    assert(!Object.is(actual, -0), `${subject.name} answered -0: ${describeFinding(finding)}`);
    assert(!Number.isNaN(error), `${subject.name}: ${describeFinding(finding)}`);
    if (worst === undefined || error > worst.error) worst = finding;
  }
  assert(worst !== undefined, `${subject.name} has no golden case`);
  assert(worst.error <= subject.goal, `${subject.name}: ${describeFinding(worst)}`);
}
