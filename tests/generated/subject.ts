import type fc from "fast-check";

/** A function of the library, with good arguments for it. */
export interface Subject {
  readonly name: string;
  readonly args: fc.Arbitrary<readonly unknown[]>;
  readonly call: (...args: never[]) => unknown;
  /** How good arguments may be refused: data for which there is no answer. */
  readonly refuses?: RegExp;
}

/** A function, good arguments for it, and how these may be refused. */
export function subject(
  name: string,
  args: fc.Arbitrary<readonly unknown[]>,
  call: (...args: never[]) => unknown,
  refuses?: RegExp,
): Subject {
  return { name, args, call, ...(refuses && { refuses }) };
}
