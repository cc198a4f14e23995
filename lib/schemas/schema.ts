import { z } from "zod";
import { positionIn, refusalOf } from "./refusal.ts";
import type { ZodSchema } from "./zod_types.ts";

/** A `z.ZodType` that hands on what it accepts, uncopied and unchanged. */
export type Schema<T> = ZodSchema<T>;

/** How messages call the value that a schema reads. */
export interface NameOption {
  /** The name of the value in messages: `q`, `row.logits`. */
  readonly name?: string;
}

/**
 * A schema that accepts what a reader of the library accepts and refuses the rest in its words, with
 * the position as the path of the issue. Calling the readers, in place of saying their rules a second
 * time, is what keeps library and schemas from drifting apart.
 *
 * @param task What is done, as a verb and its object: `read logits`.
 * @param name The value, by the name the reader gives it.
 * @param read Throws the library's refusal.
 */
export function schemaOf<T>(task: string, name: string, read: (x: unknown) => unknown): Schema<T> {
  return z.custom<T>().check(({ value: input, issues }) => {
    const message = refusalOf(task, () => read(input));
    if (message === undefined) return;
    issues.push({ code: "custom", input, message, path: positionIn(message, task, name) });
  });
}
