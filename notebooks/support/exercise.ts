/**
 * Exercises that check themselves.
 *
 * A notebook has a stub, `const answer = todo<number>();`, and a cell `await check("E3.1", answer)`. What is right is decided by
 * a property of the answer, in notebooks/checks, so that looking there does not give the answer away.
 *
 * @module
 */

/** Stands for an answer that has not been given yet. */
const OPEN: unique symbol = Symbol("no answer yet");

/** A place for the reader's answer. */
export function todo<T>(): T {
  return OPEN as T;
}

/** One exercise: what it accepts, and a hint for who is stuck. */
export interface Exercise<A> {
  readonly hint: string;
  /** Whether an answer is right. It may throw: then the error's message is shown to the reader. */
  accepts(answer: A): boolean | Promise<boolean>;
}

/** What became of an answer. */
export type Verdict =
  | { readonly is: "open" }
  | { readonly is: "right" }
  | { readonly is: "wrong"; readonly why?: string };

// deno-lint-ignore no-explicit-any -- each exercise has its own type of answer
export type Exercises = Record<string, Exercise<any>>;
type Answer<E> = E extends Exercise<infer A> ? A : never;

/** Judges an answer. */
export async function judge<A>(exercise: Exercise<A>, answer: A): Promise<Verdict> {
  if (answer as unknown === OPEN) return { is: "open" };
  try {
    return await exercise.accepts(answer) ? { is: "right" } : { is: "wrong" };
  } catch (error) {
    return { is: "wrong", why: (error as Error).message };
  }
}

/** What a verdict says to the reader. */
function sentence(id: string, { hint }: Exercise<never>, verdict: Verdict): string {
  if (verdict.is === "right") return `✓ ${id} is right`;
  if (verdict.is === "open") return `… ${id} has no answer yet. Hint: ${hint}`;
  return `✗ ${id} is not right yet${verdict.why ? ` (${verdict.why})` : ""}. Hint: ${hint}`;
}

/** The `check` of a notebook: judges the answer to one of its exercises and prints the verdict. */
export function checker<E extends Exercises>(
  exercises: E,
): <K extends keyof E & string>(id: K, answer: Answer<E[K]>) => Promise<void> {
  return async (id, answer) => {
    const exercise = exercises[id]!;
    console.log(sentence(id, exercise, await judge(exercise, answer)));
  };
}

/** Whether two numbers agree to six significant digits. */
export function agrees(actual: number, expected: number): boolean {
  return Math.abs(actual - expected) <= 1e-6 * Math.abs(expected);
}

/**
 * Whether a number, rounded to six significant digits, has the given fingerprint (the first 16 hexadecimal digits of SHA-256):
 * for an answer that no property can be asked of without giving it away.
 */
export async function hasFingerprint(answer: number, fingerprint: string): Promise<boolean> {
  return await fingerprintOf(answer) === fingerprint;
}

/** The fingerprint of a number, for whoever writes an exercise. */
export async function fingerprintOf(answer: number): Promise<string> {
  const text = new TextEncoder().encode(answer.toPrecision(6));
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", text));
  return Array.from(digest.subarray(0, 8), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
