import { describe, Site } from "./site.ts";

/** What options are where none were given. */
export const NO_OPTIONS: object = Object.freeze({});

/** Refuses options that are no object: a unit or a temperature given without its name. */
export function checkOptions(task: string, options: unknown): void {
  if (typeof options === "object" && options !== null) return;
  new Site(task, "options").refuseType(
    "options must be an object",
    `options is ${describe(options)}`,
  );
}
