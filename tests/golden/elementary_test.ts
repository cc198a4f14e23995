import { assert, assertEquals } from "@std/assert";
import { casesOf } from "../support/golden.ts";
import elementary from "./elementary.json" with { type: "json" };

const cases = casesOf(elementary);

// Every bound that the library states was measured where these functions round correctly. ECMAScript
// asks no accuracy of them: on an engine that fails here, add 1 ulp to each bound.
for (const name of ["exp", "log", "log1p", "expm1", "log2"] as const) {
  Deno.test(`Math.${name}() of this engine rounds correctly`, () => {
    const f = Math[name];
    const own = cases.filter((input) => input.has(name));
    assert(own.length >= 120, `only ${own.length} points`);
    for (const input of own) {
      const x = input.number("x");
      assertEquals(f(x), input.truths(name)[0]!.nearest, `Math.${name}(${x})`);
    }
  });
}
