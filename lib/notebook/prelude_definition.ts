/**
 * Reading of what is given to `Deno.test`. The texts of these functions are sent to the kernel (see
 * prelude.ts): they may refer to each other, and to nothing else of this program.
 *
 * @module
 */

/** The body of a test or step. */
export type TestBody = (context: Deno.TestContext) => void | Promise<void>;

/** A test or step, in whatever form it was given. */
export type TestDefinition = Partial<Deno.TestDefinition> & { name: string; fn: TestBody };

/** The definition in any of the forms that `Deno.test` and `t.step` take. */
export function defineTest(args: readonly unknown[], what: "test" | "step"): TestDefinition {
  const definition = {} as TestDefinition;
  for (const arg of args) {
    if (typeof arg === "string") definition.name = arg;
    else if (typeof arg === "function") definition.fn = arg as TestBody;
    else Object.assign(definition, arg);
  }
  definition.name ??= definition.fn?.name;
  if (typeof definition.fn !== "function") {
    throw new TypeError(`Cannot register ${what} as it must have a function: none`);
  }
  if (!definition.name) throw new TypeError(`Cannot register ${what} as it must have a name: ""`);
  return definition;
}

/** Options that a kernel can not honour, said rather than dropped. */
export function notesOn(definition: TestDefinition): string[] {
  return (["sanitizeOps", "sanitizeResources", "sanitizeExit", "permissions"] as const)
    .filter((option) => definition[option] && definition[option] !== "inherit")
    .map((option) => `${option} has no effect in a notebook`);
}

/** Whether a filter of the command line names a test: as a part of its name, or as `/regex/`. */
export function selects(filter: string | null, name: string): boolean {
  const pattern = filter?.match(/^\/(.*)\/$/s)?.[1];
  return pattern === undefined ? name.includes(filter ?? "") : new RegExp(pattern).test(name);
}

/** The name of a case of `Deno.test.each`: `%` tokens take its values in order, `$key` by name. */
export function fillName(name: string, value: unknown, index: number): string {
  const values: unknown[] = Array.isArray(value) ? [...value] : [value];
  return name.replace(
    /%([sdifjoO#%])|\$([\w$]+(?:\.[\w$]+)*)/g,
    (token, kind?: string, path?: string) => {
      if (kind === "%") return "%";
      if (kind === "#") return String(index);
      if (kind !== undefined) return showValue(kind, values.shift());
      const found = path!.split(".").reduce<unknown>((at, key) => Object(at)[key], value);
      return found === undefined ? token : String(found);
    },
  );
}

/** A value in the way that the letter of its token asks for. */
export function showValue(kind: string, value: unknown): string {
  if (kind === "j") return JSON.stringify(value);
  if (kind === "o" || kind === "O") return Deno.inspect(value);
  return String(kind === "d" || kind === "i" ? Math.trunc(Number(value)) : value);
}

/** What was thrown, with the chain of its causes. */
export function describeThrown(thrown: unknown): string {
  if (typeof thrown === "string") return thrown;
  if (!(thrown instanceof Error)) return Deno.inspect(thrown);
  const cause = thrown.cause === undefined ? "" : `\nCaused by: ${describeThrown(thrown.cause)}`;
  const parts = thrown instanceof AggregateError ? thrown.errors.map(describeThrown) : [];
  return [`${thrown.name}: ${thrown.message}${cause}`, ...parts].join("\n");
}
