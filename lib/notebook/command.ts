import type { ParseArgsOptionsConfig } from "node:util";

/** The values of options as `parseArgs` of `node:util` gives them. */
export type OptionValues = Readonly<
  Record<string, string | boolean | (string | boolean)[] | undefined>
>;

/** A command of the tool. */
export interface Command {
  /** One line for the list of commands. */
  readonly summary: string;
  /** The whole help. */
  readonly help: string;
  /** Its options. */
  readonly options: ParseArgsOptionsConfig;
  /** Does it; resolves to the exit code: 0 right, 1 the notebooks are wrong. */
  run(values: OptionValues, operands: readonly string[]): Promise<number>;
}

/** The tool was called in a way that makes no sense: exit code 2. */
export class UsageError extends Error {
  /** The name that is shown. */
  override readonly name: string = "UsageError";
}

/** Reads the value of an option as a number. */
export function numberOption(
  values: OptionValues,
  name: string,
  { fallback, integer = false }: { fallback: number; integer?: boolean },
): number {
  const text = values[name];
  if (text === undefined) return fallback;
  const value = Number(text);
  const wanted = integer ? "an integer of at least 1" : "a positive number";
  if (text !== "" && value > 0 && value < Infinity && (!integer || Number.isInteger(value))) {
    return value;
  }
  throw new UsageError(`Cannot read option --${name} as it must be ${wanted}: "${text}"`);
}
