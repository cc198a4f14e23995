/** `c[0] + c[1] x + … + c[terms - 1] x^(terms - 1)` by Horner's rule. */
export function polynomial(c: Float64Array, terms: number, x: number): number {
  let value = 0;
  for (let k = terms - 1; k >= 0; k--) value = value * x + c[k]!;
  return value;
}
