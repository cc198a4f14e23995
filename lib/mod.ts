/**
 * Cross-entropy you can run: information measures, losses and their gradients, with typed units.
 *
 * @module
 */
export * from "./types/mod.ts";
export * from "./numerics/mod.ts";
export * from "./information/mod.ts";
export * from "./losses/mod.ts";
export * from "./learning/mod.ts";
