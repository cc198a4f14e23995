import type { GoldenCase } from "./golden.ts";
import { type Exact, isLost, ulp, ulpError } from "./ulp.ts";

/** A function under measurement: how to call it on a golden case, and how exact it has to be. */
export interface Subject {
  /** As a reader would call it; unique within its golden file. */
  readonly name: string;
  /** Where the golden case keeps the true answer. */
  readonly key: string;
  /** The largest error allowed, in ulps. */
  readonly goal: number;
  readonly answer: (input: GoldenCase) => number | ArrayLike<number>;
  /**
   * A magnitude of the input whose ulp counts where the truth is smaller than it: for functions
   * that are ill-conditioned around 0, whose bound is an absolute one there.
   */
  readonly scale?: (input: GoldenCase) => number;
}

/** One answer beside its truth. */
export interface Finding {
  readonly input: GoldenCase;
  /** Position in the answer, 0 for a number. */
  readonly at: number;
  readonly actual: number;
  readonly truth: Exact;
  /** In ulps. */
  readonly error: number;
  /** Whether nothing is left of a normal truth; never said of an ill-conditioned function. */
  readonly lost: boolean;
}

/** Every answer of a subject on the cases that ask for it. */
export function* findingsOf(subject: Subject, cases: Iterable<GoldenCase>): Generator<Finding> {
  for (const input of cases) {
    if (!input.has(subject.key)) continue;
    const answer = subject.answer(input);
    yield* compare(subject, input, typeof answer === "number" ? [answer] : answer);
  }
}

/** Every entry of one answer beside its truth. */
export function* compare(
  { key, scale }: Pick<Subject, "key" | "scale">,
  input: GoldenCase,
  answer: ArrayLike<number>,
): Generator<Finding> {
  const truths = input.truths(key);
  if (answer.length !== truths.length) {
    throw new Error(`${key}: expected ${truths.length} answers, found ${answer.length}`);
  }
  const least = scale?.(input) ?? 0;
  for (const [at, truth] of truths.entries()) {
    const actual = answer[at]!;
    const share = ulp(truth.nearest) / ulp(Math.max(Math.abs(truth.nearest), least));
    const inUlps = ulpError(actual, truth);
    const error = Number.isFinite(share) && inUlps !== Infinity ? inUlps * share : inUlps;
    yield { input, at, actual, truth, error, lost: scale === undefined && isLost(actual, truth) };
  }
}

/** A finding in a failure message. */
export function describeFinding({ input, at, actual, truth, error }: Finding): string {
  return `${error} ulp in family ${input.family}, entry ${at}: ` +
    `expected ${truth.nearest}, found ${actual}, in ${input.describe()}`;
}
