/** Refuses numbers that do not fit: names the first one, where it stands and what it is. */
export function checkEach(
  figure: string,
  must: string,
  name: string,
  values: ArrayLike<number>,
  fits: (x: number) => boolean,
): void {
  for (let i = 0; i < values.length; i++) {
    if (fits(values[i]!)) continue;
    throw new RangeError(`Cannot draw ${figure} as ${must}: ${name}[${i}] is ${values[i]}`);
  }
}

/** Refuses one number that does not fit. */
export function checkOne(
  figure: string,
  must: string,
  name: string,
  value: number,
  fits: boolean,
): void {
  if (!fits) {
    throw new RangeError(`Cannot draw ${figure} as ${name} must be ${must}: ${name} is ${value}`);
  }
}

/** Refuses none, or too many to draw. */
export function checkCount(figure: string, things: string, found: number, most = Infinity): void {
  if (found >= 1 && found <= most) return;
  const range = most === Infinity ? "at least 1" : `1 to ${most}`;
  throw new RangeError(
    `Cannot draw ${figure} as the number of ${things} must be ${range}: found ${found}`,
  );
}

/** Refuses what is no index of a class. */
export function checkTarget(figure: string, target: number, K: number): void {
  const fits = Number.isInteger(target) && target >= 0 && target < K;
  checkOne(figure, `an integer in [0, ${K})`, "target", target, fits);
}

/** Refuses lists that should belong together, entry by entry, and do not. */
export function checkSame(figure: string, must: string, expected: number, found: number): void {
  if (found === expected) return;
  throw new TypeError(`Cannot draw ${figure} as ${must}: expected ${expected}, found ${found}`);
}

/** Whether a number is finite and at least 0. */
export function isAmount(x: number): boolean {
  return x >= 0 && x < Infinity;
}
