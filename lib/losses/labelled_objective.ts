import type { LabelledRow } from "../numerics/labelled_row.ts";
import type { RowObjective } from "./objective.ts";

/** The loss of one example with a class and at most a class weight, and its gradient by the logits. */
export class LabelledObjective implements RowObjective {
  readonly #row: LabelledRow;
  /** What the loss is multiplied by; set by the caller. */
  mass = 1;

  /** @param row The softmax, loaded by the caller. */
  constructor(row: LabelledRow) {
    this.#row = row;
  }

  loss(): number {
    return this.mass === 0 ? 0 : this.mass * this.#row.surprisal;
  }

  gradient(into: Float64Array | Float32Array, start: number, scale: number): void {
    this.#row.writeGradient(into, start, this.mass, scale);
  }
}
