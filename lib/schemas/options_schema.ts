import { z } from "zod";
import { describe } from "../types/site.ts";
import { type Schema, schemaOf } from "./schema.ts";
import type { ZodLeftOut, ZodStrict } from "./zod_types.ts";

/** Schema of an option that may be left out: a `z.ZodExactOptional`. */
export type Optional<T> = ZodLeftOut<T>;

/**
 * One schema for each option of `T`. That none is missing, none too many and each of the option's
 * type is for the compiler to see, so that options and schemas cannot drift apart.
 */
export type OptionsShape<T extends object> = {
  readonly [K in keyof T]-?: Record<string, never> extends Pick<T, K> ? Optional<T[K]>
    : Schema<T[K]>;
};

/**
 * Schema of an object of options: a strict `z.ZodObject`, read-only. It refuses keys it does not know
 * and hands on a frozen copy.
 */
export type OptionsSchema<T extends object> = ZodStrict<OptionsShape<T>>;

const TASK = "read options";

/** Schema of an option that has to be there, by the reader of the library. */
export function required<T>(name: string, read: (task: string, x: T) => unknown): Schema<T> {
  return schemaOf(TASK, name, (x) => read(TASK, x as T));
}

/** Schema of an option that may be left out, by the reader of the library. */
export function optional<T>(
  name: string,
  read: (task: string, x: T) => unknown,
): Optional<T> {
  return orLeftOut(required(name, read));
}

/** Lets an option be left out, or be undefined, which is the same: optionsSchema takes it away. */
export function orLeftOut<T>(schema: Schema<T>): Optional<T> {
  return z.exactOptional(z.optional(schema) as Schema<T>);
}

/**
 * Schema of an object of options.
 *
 * @param shape One schema an option.
 * @param name The object, as messages call it.
 */
export function optionsSchema<T extends object>(
  shape: OptionsShape<T>,
  name = "options",
): OptionsSchema<T> {
  const error: z.core.$ZodErrorMap = (issue) => refusalOfObject(issue, Object.keys(shape), name);
  return z.strictObject(shape, { error }).overwrite(withoutUndefined).readonly();
}

/** Words for what is no object, or has a key that is no option. */
function refusalOfObject(issue: z.core.$ZodRawIssue, known: string[], name: string): string {
  if (issue.code === "unrecognized_keys") {
    const keys = known.toSorted().join(", ");
    return `Cannot ${TASK} as ${name} may have the keys ${keys}: found ${issue.keys.join(", ")}`;
  }
  return `Cannot ${TASK} as ${name} must be an object: ${name} is ${describe(issue.input)}`;
}

/** An option that is undefined counts as left out, and is. */
function withoutUndefined<T extends object>(options: T): T {
  return Object.fromEntries(Object.entries(options).filter(([, x]) => x !== undefined)) as T;
}
