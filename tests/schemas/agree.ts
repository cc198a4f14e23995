import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import type { Schema } from "@surprisal/loss/schemas";
import type { Twin } from "./twins.ts";

export const SEED = 20261124;

/** The refusal of the library without what it was doing; undefined where it accepts. */
export function refusalOfLibrary(call: (x: never) => unknown, x: unknown): string | undefined {
  try {
    call(x as never);
  } catch (error) {
    return refusalIn((error as Error).message);
  }
}

/** The first refusal of a schema without what it was doing; undefined where it accepts. */
export function refusalOfSchema(schema: Schema<unknown>, x: unknown): string | undefined {
  const { error } = schema.safeParse(x);
  return error && refusalIn(error.issues[0]!.message);
}

/** A refusal without what was being done; any other message as it is. */
function refusalIn(message: string): string {
  return message.replace(/^Cannot .*? as /s, "");
}

interface Tally {
  accepted: number;
  refused: number;
}

/** Asks a schema and its twin about one value: they must agree, and say the same. */
function assertAgree({ name, schema, call }: Twin, x: unknown, tally: Tally): void {
  const byLibrary = refusalOfLibrary(call, x);
  const bySchema = refusalOfSchema(schema, x);
  const found = () => `${name} of ${Deno.inspect(x)}: ${byLibrary} | ${bySchema}`;
  assertEquals(bySchema === undefined, byLibrary === undefined, found());
  // What the house has worded; a call's own preparations may fail in other words.
  if (byLibrary?.includes(" must ")) assertEquals(bySchema, byLibrary, found());
  tally[byLibrary === undefined ? "accepted" : "refused"]++;
}

/** Lets every twin judge 4000 generated values, and sees that both answers were common. */
export function assertTwinsAgree(twins: readonly Twin[], values: fc.Arbitrary<unknown>): void {
  for (const twin of twins) {
    const tally = { accepted: 0, refused: 0 };
    fc.assert(fc.property(values, (x) => assertAgree(twin, x, tally)), {
      seed: SEED,
      numRuns: 4000,
    });
    const { accepted, refused } = tally;
    assert(accepted > 200 && refused > 200, `${twin.name}: ${accepted} and ${refused}`);
  }
}
