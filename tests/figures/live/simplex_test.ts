import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { crossEntropy, entropy, klDivergence } from "@surprisal/loss";
import { alongRay, levelLines, placeOf, stepOf } from "../../../lib/figures/live/level_lines.ts";
import { SIMPLEX, simplex } from "../../../lib/figures/live/simplex.ts";

const [p, far, near] = [[0.6, 0.3, 0.1], [0.4, 0.35, 0.25], [0.63, 0.369, 0.001]];
const props = { p, q: far, presets: { far, near } };

Deno.test("simplex() is the library's entropy, cross-entropy and divergence", () => {
  for (const q of [far, near]) {
    const now = simplex(p, q);
    assertEquals(now.entropy, entropy(p));
    assertEquals(now.crossEntropy, crossEntropy(p, q));
    assertAlmostEquals(now.crossEntropy - now.entropy, now.divergence, 1e-15);
  }
  assert(simplex(p, near).paper < simplex(p, far).paper / 2);
});

Deno.test("levelLines() are lines of equal divergence, each met once in every direction", () => {
  for (const truth of [p, [1 / 3, 1 / 3, 1 / 3], [0.02, 0.9, 0.08]]) {
    for (const step of [[1, -1, 0], [-0.2, -0.5, 0.7], [0, 0.1, -0.1]]) {
      const levels = [0.01, 0.1, 0.8];
      alongRay(truth, step, levels).forEach((q, k) => {
        const before = truth.map((p_i, i) => p_i + 0.98 * (q![i]! - p_i));
        assert(klDivergence(truth, before) < levels[k]!);
        assert(klDivergence(truth, q!) >= levels[k]! - 1e-15);
      });
    }
    for (const line of levelLines(truth, [0.05, 0.4])) assert(line.every((at) => at));
  }
});

Deno.test("levelLines() of a certain truth are straight: only the true class counts", () => {
  const [line] = levelLines([1, 0, 0], [Math.log(2)]);
  const heights = line!.flatMap((at) => at ? [at[1]] : []);
  assert(heights.length > 30 && heights.length < 60); // a sixth of all directions
  for (const y of heights) assertAlmostEquals(y, placeOf([0.5, 0.5, 0])[1], 1e-3);
});

Deno.test("stepOf() undoes placeOf()", () => {
  const [from, to] = [placeOf([0, 1, 0]), placeOf(p)];
  stepOf([to[0] - from[0], to[1] - from[1]]).forEach((d, i) =>
    assertAlmostEquals(d + Number(i === 1), p[i]!, 1e-15)
  );
});

Deno.test("simplex drags both points in hundredths, and no further than the rim", () => {
  for (const width of [296, 616]) {
    const { handles } = SIMPLEX.view(props, SIMPLEX.start(props), width);
    assertEquals(handles!.map(({ name }) => name), ["p", "q"]);
    const { box, at } = handles![0]!;
    assert(box.w >= 44 && box.h >= 44);
    assertEquals(at(box.x + box.w / 2, box.y + box.h / 2), p);
    for (const [x, y] of [[0, 0], [width, 999], [width / 2, -99], [-99, 200]] as const) {
      const q = at(x, y) as number[];
      entropy(q); // refuses what is no distribution
      assertEquals(
        q.map((q_i) => q_i * 100 % 1 < 1e-9 || q_i * 100 % 1 > 1 - 1e-9),
        Array(3).fill(true),
      );
    }
    assertEquals(at(width / 2, -99), [1, 0, 0]);
  }
});

Deno.test("simplex moves by sliders, whose sum stays 1, and to what the buttons name", () => {
  const start = SIMPLEX.start(props);
  const moved = SIMPLEX.change(props, start, "p0", 0.2);
  assertEquals(moved.q, far);
  [0.2, 0.6, 0.2].forEach((p_i, i) => assertAlmostEquals(moved.p[i]!, p_i, 1e-15));
  assertEquals(SIMPLEX.change(props, start, "preset", "near"), { p, q: near });
  assertEquals(SIMPLEX.change(props, start, "preset", "the truth p"), { p, q: p });
  assertEquals(SIMPLEX.change(props, start, "q", [1, 0, 0]), { p, q: [1, 0, 0] });
});

Deno.test("simplex says where nothing is wasted, and where the cost is infinite", () => {
  const same = SIMPLEX.view(props, { p, q: p }, 296);
  assertEquals(same.tiles[2]!.value, "0.0000");
  assert(same.words.startsWith("q is p."));
  const denied = SIMPLEX.view(props, { p, q: [0.7, 0.3, 0] }, 296);
  assertEquals(denied.tiles.slice(1, 3).map(({ value }) => value), ["∞", "∞"]);
  const certain = SIMPLEX.view(props, { p: [0, 1, 0], q: [0, 0.5, 0.5] }, 616);
  assertEquals(certain.tiles[1]!.value, "0.6931");
  for (const { svg } of [same, denied, certain]) assert(!/NaN|Infinity/.test(svg));
});

Deno.test("simplex refuses what is no distribution over three classes", () => {
  assertThrows(
    () => SIMPLEX.start({ p, q: [0.5, 0.5] }),
    TypeError,
    "Cannot start simplex as q must have three probabilities: found 2",
  );
  assertThrows(() => SIMPLEX.view(props, { p, q: [9, 9, 9] }, 616)); // an address may say so
  assertThrows(() => SIMPLEX.start({ ...props, presets: { wrong: [1, 1, 1] } }), RangeError);
});
