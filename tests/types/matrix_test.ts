import { assertEquals, assertThrows } from "@std/assert";
import { logSumExp, matrix, softmax } from "@surprisal/loss";

Deno.test("matrix() copies rows of any kind of array into float64", () => {
  const rows = [[1, 2], Float32Array.of(3, -Infinity)];
  const m = matrix(rows);
  assertEquals(m, { data: Float64Array.of(1, 2, 3, -Infinity), rows: 2, columns: 2 });
  rows[0]![0] = 9;
  assertEquals(m.data[0], 1);
});

Deno.test("matrix() refuses what is no table of numbers", () => {
  const cases: [unknown, string][] = [
    [[], "rows must have at least one row"],
    [[[]], "rows must not be empty: rows[0] has length 0"],
    [[[1, 2], [3]], "rows[1] has 1 entries, expected 2"],
    [[[1, 2], 3], "rows[1] is 3"],
    ["rows", 'rows is the string "rows"'],
    [[[1, "2"]], 'rows[0][1] is the string "2"'],
    // deno-lint-ignore no-sparse-arrays -- the hole is the case
    [[[1, , 2]], "rows[0][1] is a hole in a sparse array"],
  ];
  for (const [rows, found] of cases) {
    assertThrows(() => matrix(rows as number[][]), TypeError, found);
  }
  assertThrows(() => matrix([[1], [NaN]]), RangeError, "rows[1][0] is NaN");
});

Deno.test("a float32 matrix is computed in float64 and may be written into", () => {
  const z = { data: Float32Array.of(0, 1, 2, 3), rows: 2, columns: 2 };
  const wide = softmax(z);
  assertEquals(wide.data, softmax(matrix([[0, 1], [2, 3]])).data);
  const out = { data: new Float32Array(4), rows: 2, columns: 2 };
  assertEquals(softmax(z, { out }), out);
  assertEquals(out.data, Float32Array.from(wide.data));
});

Deno.test("a matrix whose parts do not fit is refused", () => {
  const data = new Float64Array(6);
  assertThrows(
    () => logSumExp({ data, rows: 2, columns: 2 }),
    TypeError,
    "z.data must have rows × columns entries: found 6 entries for 2 × 2",
  );
  const numbers = [1, 2] as unknown as Float64Array;
  assertThrows(() => logSumExp({ data: numbers, rows: 1, columns: 2 }), TypeError, "z.data");
});
