import { INFORMATION } from "./information_subjects.ts";
import { LEARNING } from "./learning_subjects.ts";
import { LOSSES } from "./losses_subjects.ts";
import { NUMERICS } from "./numerics_subjects.ts";
import type { Subject } from "./subject.ts";

/** Every function of the library. */
export const SUBJECTS: readonly Subject[] = [...NUMERICS, ...INFORMATION, ...LOSSES, ...LEARNING];
