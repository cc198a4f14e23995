import { assertGoal } from "../support/assert_ulp.ts";
import { casesOf, type GoldenFile } from "../support/golden.ts";
import binary from "./binary.json" with { type: "json" };
import distribution from "./distribution.json" with { type: "json" };
import joint from "./joint.json" with { type: "json" };
import logits from "./logits.json" with { type: "json" };
import options from "./options.json" with { type: "json" };
import pair from "./pair.json" with { type: "json" };
import probability from "./probability.json" with { type: "json" };
import scalar from "./scalar.json" with { type: "json" };
import { EXACT_SUBJECTS } from "./exact_subjects.ts";
import { KERNEL_SUBJECTS, TYPESCRIPT_SUBJECTS } from "./kernel_subjects.ts";
import { SUBJECTS } from "./subjects.ts";

const FILES: Readonly<Record<string, GoldenFile>> = {
  binary,
  distribution,
  joint,
  logits,
  options,
  pair,
  probability,
  scalar,
};

const TIERS = {
  "": SUBJECTS,
  "exact ": EXACT_SUBJECTS,
  "kernels: ": KERNEL_SUBJECTS,
  "typescript kernels: ": TYPESCRIPT_SUBJECTS,
};

for (const [tier, groups] of Object.entries(TIERS)) {
  for (const [group, subjects] of Object.entries(groups)) {
    const cases = casesOf(FILES[group]!);
    for (const subject of subjects) {
      Deno.test(`${tier}${subject.name} stays within ${subject.goal} ulp of mpmath`, () => {
        assertGoal(subject, cases);
      });
    }
  }
}
