import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import * as exact from "@surprisal/loss/exact";
import * as loss from "@surprisal/loss";
import { spoilt } from "./spoil.ts";
import type { Subject } from "./subject.ts";
import { SUBJECTS } from "./subjects.ts";
import { junk } from "./values.ts";

const SEED = 20261124;

/** Good calls, and as many with one thing wrong, of each function. */
const RUNS = 2500;

/** All calls that this file makes, at least. */
const CALLS = 100_000;

const REFUSAL = /^Cannot [a-z].* as .*: .*[^.\s]$/s;

let calls = 0;

/** The answer of a call, or its refusal; any other error is a fault. */
function outcomeOf({ name, call }: Subject, args: readonly unknown[]): unknown {
  calls++;
  const shown = () => `${name}(${args.map(inspect).join(", ")})`;
  try {
    const answer = call(...args as never[]);
    assert(!holdsNaN(answer), `${shown()} gives ${inspect(answer)}`);
    return answer;
  } catch (error) {
    const clear = error instanceof TypeError || error instanceof RangeError;
    if (clear && REFUSAL.test(error.message)) return error;
    throw new Error(`${shown()}: ${error}`, { cause: error });
  }
}

function inspect(x: unknown): string {
  return Deno.inspect(x, { breakLength: Infinity, compact: true, depth: 5 });
}

/** Whether a NaN stands anywhere in an answer. */
function holdsNaN(x: unknown): boolean {
  if (typeof x === "number") return Number.isNaN(x);
  if (ArrayBuffer.isView(x)) return (x as Float64Array).some(Number.isNaN);
  return typeof x === "object" && x !== null && Object.values(x).some(holdsNaN);
}

for (const [i, subject] of SUBJECTS.entries()) {
  Deno.test(`${subject.name}() answers good calls without NaN (${i})`, () => {
    fc.assert(
      fc.property(subject.args, (args) => {
        const outcome = outcomeOf(subject, args);
        const refused = outcome instanceof Error && !subject.refuses?.test(outcome.message);
        assert(!refused, `${inspect(args)}: ${outcome}`);
      }),
      { seed: SEED + i, numRuns: RUNS },
    );
  });

  Deno.test(`${subject.name}() answers spoilt calls without NaN, or says what is wrong (${i})`, () => {
    let refused = 0;
    const change = fc.record({ at: fc.nat(20), how: fc.nat(41), junk });
    fc.assert(
      fc.property(subject.args, change, (args, change) => {
        if (outcomeOf(subject, spoilt(args, change)) instanceof Error) refused++;
      }),
      { seed: SEED + i, numRuns: RUNS },
    );
    assert(refused > RUNS / 5, `only ${refused} of ${RUNS} were refused`);
  });
}

Deno.test("every function of the library is called", () => {
  const names = new Set(SUBJECTS.map(({ name }) => name));
  const functions = (all: object, prefix: string) =>
    Object.entries(all).filter(([, x]) => typeof x === "function").map(([n]) => prefix + n);
  const missing = [...functions(loss, ""), ...functions(exact, "exact.")]
    .filter((name) => !names.has(name));
  // Arithmetic of complex numbers is that of doubles, NaN and all.
  assertEquals(missing, ["Complex"]);
});

Deno.test("at least 100,000 calls were generated", () => {
  console.log(`${calls} generated calls`);
  assert(calls >= CALLS, `${calls}`);
});
