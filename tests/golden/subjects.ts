import type { Subject } from "../support/subject.ts";
import { DISTRIBUTION, JOINT, PAIR, PAIR_BITS, PROBABILITY } from "./distribution_subjects.ts";
import { BINARY, LOGITS, OPTIONS, SCALAR } from "./logits_subjects.ts";

/** Every function under measurement, by the golden file that holds its inputs. */
export const SUBJECTS: Readonly<Record<string, readonly Subject[]>> = {
  logits: LOGITS,
  options: OPTIONS,
  binary: BINARY,
  scalar: SCALAR,
  probability: PROBABILITY,
  distribution: DISTRIBUTION,
  joint: JOINT,
  pair: [...PAIR, ...PAIR_BITS],
};
