/** One row of {@linkcode gradientRows}: the same loss, differentiated by the same coordinates. */
export interface GradientRow {
  /** By which coordinates the loss is differentiated. */
  readonly coordinates: string;
  /** The gradient at each prediction, in nats per unit of the coordinate; the same K in all. */
  readonly predictions: readonly { readonly label: string; readonly gradient: readonly number[] }[];
}
