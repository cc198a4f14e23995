import { textWidth } from "./format.ts";
import { cut, type Line, type Place, side } from "./half_planes.ts";
import { FONT_SIZE } from "./theme.ts";

/** Candidates along each direction of a region. */
const GRID = 30;

/** Half the width and half the height of a text of one or more lines, with air, in pixels. */
function halfSize(text: string): Place {
  const lines = text.split("\n");
  const width = Math.max(...lines.map((line) => textWidth(line, FONT_SIZE)));
  return { x: width / 2 + 2, y: lines.length * FONT_SIZE * 0.6 + 3 };
}

/** The lines of a convex polygon's sides, the polygon on the positive side of each. */
function sides(polygon: readonly Place[]): Line[] {
  const lines = polygon.map((a, i): Line => {
    const b = polygon[(i + 1) % polygon.length]!;
    return [a.y - b.y, b.x - a.x, a.x * b.y - b.x * a.y];
  });
  const middle = {
    x: polygon.reduce((sum, { x }) => sum + x, 0) / polygon.length,
    y: polygon.reduce((sum, { y }) => sum + y, 0) / polygon.length,
  };
  return lines.map((line) => side(line, middle) >= 0 ? line : [-line[0], -line[1], -line[2]]);
}

/** The polygon's part in which a box may have its middle and still lie in the polygon. */
function middles(polygon: readonly Place[], half: Place): Place[] {
  return sides(polygon).reduce<Place[]>((kept, [a, b, c]) => {
    const reach = Math.abs(a) * half.x + Math.abs(b) * half.y;
    return kept.length ? cut(kept, [a, b, c - reach]) : kept;
  }, [...polygon]);
}

/**
 * Where the middle of a text stands furthest from all points, inside a convex polygon; all in
 * pixels. Nothing if the text does not fit into the polygon.
 */
export function roomiest(
  polygon: readonly Place[],
  points: readonly Place[],
  text: string,
): Place | undefined {
  const half = halfSize(text);
  const inner = middles(polygon, half);
  if (inner.length < 3) return undefined;
  const clearance = ({ x, y }: Place) =>
    Math.min(
      ...points.map((p) =>
        Math.hypot(Math.max(0, Math.abs(p.x - x) - half.x), Math.max(0, Math.abs(p.y - y) - half.y))
      ),
    );
  const [xs, ys] = [inner.map(({ x }) => x), inner.map(({ y }) => y)];
  const along = (values: readonly number[], share: number) =>
    Math.min(...values) + share * (Math.max(...values) - Math.min(...values));
  const bounds = sides(inner);
  const grid = Array.from({ length: (GRID + 1) ** 2 }, (_, i) => ({
    x: along(xs, i % (GRID + 1) / GRID),
    y: along(ys, Math.floor(i / (GRID + 1)) / GRID),
  })).filter((place) => bounds.every((line) => side(line, place) >= -1e-6));
  const centre = { x: along(xs, 0.5), y: along(ys, 0.5) };
  const score = (place: Place) =>
    Math.min(clearance(place), 30) - 0.02 * Math.hypot(place.x - centre.x, place.y - centre.y);
  return grid.reduce<Place | undefined>(
    (best, place) => best && score(best) >= score(place) ? best : place,
    undefined,
  );
}
