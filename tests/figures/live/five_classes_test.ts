import { assert, assertAlmostEquals, assertEquals, assertNotEquals } from "@std/assert";
import { crossEntropy, logSumExp, oneHot } from "@surprisal/loss";
import { FIVE_CLASSES, fiveClasses } from "../../../lib/figures/live/five_classes.ts";

const A = [0.1, 0.5, 0.1, 0.1, 0.2];
const B = [0.1, 0.6, 0.1, 0.1, 0.1];
const props = { q: A, target: 0, presets: { A, B } };

/** Slopes from their definition. */
function slopes(f: (x: number[]) => number, x: readonly number[]): number[] {
  const at = (k: number, h: number) => f(x.with(k, x[k]! + h));
  return x.map((_, k) => (at(k, 1e-6) - at(k, -1e-6)) / 2e-6);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

Deno.test("fiveClasses() has the numbers of the notebook", () => {
  const [a, b] = [fiveClasses(A, 0), fiveClasses(B, 0)];
  assertEquals(a.loss, 2.3025850929940455);
  assertEquals(a.loss, b.loss);
  assertAlmostEquals(a.brier, 1.12, 1e-15);
  assertAlmostEquals(b.brier, 1.2, 1e-15);
  assertAlmostEquals(a.next, 1.290468, 5e-7);
  assertAlmostEquals(b.next, 1.236175, 5e-7);
});

Deno.test("fiveClasses() gradients are those that the definition measures", () => {
  for (const q of [A, B, [0.1, 0.2, 0.2, 0.2, 0.3]]) {
    const free = slopes((x) => -Math.log(x[0]!), q);
    const measured = [
      free,
      slopes((x) => crossEntropy(oneHot(0, 5), x.map((x_k) => x_k / sum(x))), q),
      free.map((slope) => slope - sum(free) / 5),
      slopes((z) => logSumExp(z) - z[0]!, q.map(Math.log)),
    ];
    fiveClasses(q, 0).gradients.forEach(({ values }, row) =>
      values.forEach((value, k) => assertAlmostEquals(value, measured[row]![k]!, 1e-7))
    );
  }
});

Deno.test("five-classes never moves the true class, nor the loss, to the last bit", () => {
  let q = FIVE_CLASSES.start(props);
  for (
    const [name, value] of [["1", 0.9], ["2", 0.33], ["4", 0], ["3", 0.001], ["1", 2]] as const
  ) {
    q = FIVE_CLASSES.change(props, q, name, value);
    assertEquals(q[0], 0.1);
    assertAlmostEquals(sum(q), 1, 1e-15);
    assertEquals(fiveClasses(q, 0).loss, 2.3025850929940455);
  }
  assertEquals(q, [0.1, 0.9, 0, 0, 0]);
  assertEquals(fiveClasses(q, 0).brier, 1.62);
});

Deno.test("five-classes says and shows what it computes", () => {
  const b = FIVE_CLASSES.change(props, A, "preset", "B");
  assertEquals(b, B);
  const [start, moved] = [A, b].map((q) => FIVE_CLASSES.view(props, q, 616));
  const tile = (view: typeof start, name: string) => view!.tiles.find((each) => each.name === name);
  assertEquals(tile(start, "loss"), tile(moved, "loss"));
  assertEquals(tile(moved, "loss")!.value, "2.302585");
  assertEquals(tile(moved, "brier")!.value, "1.2000");
  assertEquals(tile(moved, "next")!.value, "1.236175");
  assert(moved!.words.includes("1.2000"));
  assertEquals(start!.svg.match(/= start/g)!.length, 4);
  assertEquals(moved!.svg.match(/≠ start/g)!.length, 1);
  assertNotEquals(start!.label, moved!.label);
});

Deno.test("five-classes grips the wrong classes only, and each grip sets its own value", () => {
  const { handles } = FIVE_CLASSES.view(props, A, 296);
  assertEquals(handles!.map(({ name }) => name), ["1", "2", "3", "4"]);
  for (const { at, box } of handles!) {
    assert(box.w >= 44);
    assertAlmostEquals(Number(at(0, box.y + 12)), 1);
    assertAlmostEquals(Number(at(0, box.y + box.h - 12)), 0);
  }
});
