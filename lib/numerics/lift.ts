/**
 * 2^200: masses are multiplied by it on the way in and sums divided by it on the way out, so that a
 * product with a tiny mass keeps all its digits and is rounded among the subnormals once, at the end.
 */
export const LIFT = 2 ** 200;
