/**
 * A complex number `re + i im`, enough of one to run a formula at a point beside the real line: that is how
 * {@linkcode complexStep} takes derivatives.
 *
 * @example Softmax cross-entropy as its formula reads
 * ```ts
 * import { Complex, complexStep, softmaxCrossEntropyGradient } from "@surprisal/loss";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const loss = (z: readonly Complex[]) =>
 *   z.map((x) => x.exp()).reduce((a, b) => a.plus(b)).log().minus(z[0]!);
 * const z = [1, 2, 3];
 * const exact = softmaxCrossEntropyGradient(z, 0);
 * complexStep(loss, z).forEach((slope, j) => assertAlmostEquals(slope, exact[j]!, 4e-16));
 * ```
 * @see Squire, Trapp, SIAM Review 40 (1998), 110-112.
 */
export class Complex {
  /**
   * Makes `re + i im`.
   *
   * @param re The real part.
   * @param im The imaginary part.
   */
  constructor(readonly re: number, readonly im: number = 0) {}

  /** The sum with another number. */
  plus(other: Complex | number): Complex {
    const b = complexOf(other);
    return new Complex(this.re + b.re, this.im + b.im);
  }

  /** The difference from another number. */
  minus(other: Complex | number): Complex {
    const b = complexOf(other);
    return new Complex(this.re - b.re, this.im - b.im);
  }

  /** The product with another number. */
  times(other: Complex | number): Complex {
    const b = complexOf(other);
    return new Complex(this.re * b.re - this.im * b.im, this.re * b.im + this.im * b.re);
  }

  /** The quotient by another number. */
  over(other: Complex | number): Complex {
    const b = complexOf(other);
    const size = b.re * b.re + b.im * b.im;
    return this.times(new Complex(b.re / size, -b.im / size));
  }

  /** The exponential. */
  exp(): Complex {
    const size = Math.exp(this.re);
    return new Complex(size * Math.cos(this.im), size * Math.sin(this.im));
  }

  /** The natural logarithm, principal value. */
  log(): Complex {
    return new Complex(Math.log(Math.hypot(this.re, this.im)), Math.atan2(this.im, this.re));
  }
}

function complexOf(x: Complex | number): Complex {
  return typeof x === "number" ? new Complex(x) : x;
}

/** A function of complex numbers that is real for real numbers, and analytic: no abs, no max. */
export type ComplexFunction = (x: readonly Complex[]) => Complex;
