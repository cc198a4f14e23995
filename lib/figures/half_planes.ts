/** A line a x + b y + c = 0, as [a, b, c]. */
export type Line = readonly [number, number, number];

/** A point of the plane. */
export interface Place {
  readonly x: number;
  readonly y: number;
}

/** Where a point lies by a line: positive on one side, negative on the other, 0 on it. */
export function side([a, b, c]: Line, { x, y }: Place): number {
  return a * x + b * y + c;
}

/** The part of a convex polygon on the positive side of a line; no points if nothing is left. */
export function cut(polygon: readonly Place[], line: Line): Place[] {
  return polygon.flatMap((from, i) => {
    const to = polygon[(i + 1) % polygon.length]!;
    const [s, e] = [side(line, from), side(line, to)];
    const kept = s >= 0 ? [from] : [];
    if (s >= 0 === e >= 0) return kept;
    const share = s / (s - e);
    return [...kept, {
      x: from.x + share * (to.x - from.x),
      y: from.y + share * (to.y - from.y),
    }];
  });
}

/** The range of some numbers, and a border of a twelfth around it. */
export function extent(values: readonly number[]): [number, number] {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const air = (high - low || 1) / 12;
  return [low - air, high + air];
}
