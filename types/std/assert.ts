// deno-std on npm ships no types; assert.d.ts declares them, tests/std_types_test.ts keeps the two together.
// @ts-types="./assert.d.ts"
export * from "deno-std/assert/mod.js";
