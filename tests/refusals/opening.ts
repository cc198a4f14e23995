import type { Kind } from "./bad_values.ts";

/** A call with one argument left open. */
export interface Opening {
  readonly name: string;
  /** The argument, by the name the message must give it. */
  readonly argument: string;
  readonly kind: Kind;
  readonly call: (x: never) => unknown;
}

/** An argument of a function, in one of its forms. */
export type Argument = readonly [argument: string, kind: Kind, call: (x: never) => unknown];

/** Functions, and each of their arguments in each of its forms. */
export type Openings = Readonly<Record<string, readonly Argument[]>>;
