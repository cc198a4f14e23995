import { assertEquals, assertThrows } from "@std/assert";
import { CONTESTANTS } from "../../bench/speed/contestants.ts";
import { inputBytes, inputOf, massesOf } from "../../bench/speed/data.ts";
import { floorFaults, FLOORS } from "../../bench/speed/floors.ts";
import { checkTrial, type Finding, ratiosOf } from "../../bench/speed/measure.ts";
import {
  growthFigure,
  GROWTHS,
  growthTable,
  growthTasks,
  straightPart,
} from "../../bench/speed/growth.ts";
import { naive, naiveArrays, naiveMeasure } from "../../bench/speed/naive.ts";
import { HELP, optionsOf, SHAPES, UsageError } from "../../bench/speed/options.ts";
import { softmaxCrossEntropyModel } from "../../bench/speed/peers/onnx_model.ts";
import { reportOf, shortTableOf, tablesOf } from "../../bench/speed/report.ts";
import { type Task, taskName, taskOf } from "../../bench/speed/trial.ts";
import { entropy, klDivergence, softmaxCrossEntropyWithGradient } from "@surprisal/loss";

const TASK = { op: "loss", type: "float32", rows: 4096, columns: 1000 } as const;

const FINDING: Finding = { ...TASK, times: { naive: [8, 9, 10], portable: [1, 3, 2] } };

Deno.test("ratiosOf() compares within a round", () => {
  assertEquals(ratiosOf(FINDING, "naive", "portable"), [8, 3, 5]);
});

Deno.test("floorFaults() tells what is below its floor by any count, and passes over who is absent", () => {
  const floor = { who: "portable", than: "naive", op: "loss", type: "float32" } as const;
  assertEquals(floorFaults([FINDING], [{ ...floor, atLeast: 8 }]), [], "by the least times");
  assertEquals(floorFaults([FINDING], [{ ...floor, atLeast: 8.1 }]), [
    "below the floor, loss float32 4096 1000: portable is 8.00 times as fast as naive, must be 8.1",
  ]);
  const uneven = { ...FINDING, times: { naive: [1, 9, 9], portable: [1, 3, 3] } };
  assertEquals(floorFaults([uneven], [{ ...floor, atLeast: 3 }]), [], "by the median of ratios");
  assertEquals(floorFaults([FINDING], [{ ...floor, than: "tfjs", atLeast: 100 }]), []);
  assertEquals(floorFaults([{ ...FINDING, rows: 1 }], [{ ...floor, atLeast: 100 }]), []);
});

Deno.test("floors and ratios name contestants that there are", () => {
  const names = CONTESTANTS.map(({ name }) => name);
  for (const { who, than } of FLOORS) {
    assertEquals([who, than].filter((n) => !names.includes(n)), []);
  }
  assertEquals(new Set(names).size, names.length);
});

Deno.test("checkTrial() refuses a wrong loss, a wrong gradient and NaN", () => {
  const truth = { loss: 2, squares: 3 };
  checkTrial(TASK, { nanoseconds: 1, loss: 2.00001, squares: 3.00001 }, truth);
  for (const wrong of [{ loss: 2.001 }, { squares: 2.99 }, { loss: NaN }, { squares: NaN }]) {
    assertThrows(
      () => checkTrial(TASK, { nanoseconds: 1, ...truth, ...wrong }, truth),
      Error,
      "must be",
    );
  }
  const wide = { ...TASK, type: "float64" } as const;
  assertThrows(() => checkTrial(wide, { nanoseconds: 1, loss: 2.00001, squares: 3 }, truth));
});

Deno.test("optionsOf() reads a command line, and says what is wrong with it", () => {
  const usual = optionsOf([]);
  assertEquals([usual.rounds, usual.milliseconds, usual.peers, usual.write], [7, 60, true, true]);
  assertEquals(usual.shapes, SHAPES);
  const quick = optionsOf(["--quick", "--rounds", "3", "--peers"]);
  assertEquals([quick.rounds, quick.peers, quick.write], [3, true, false]);
  assertEquals(optionsOf(["--quick"]).peers, false);
  const some = optionsOf(["--only=naive,portable", "--shapes", "2x3,4x5"]);
  assertEquals([some.only, some.shapes, some.write], [
    ["naive", "portable"],
    [[2, 3], [4, 5]],
    false,
  ]);
  for (const args of [["--fast"], ["--rounds", "0"], ["--rounds"], ["--shapes", "5"], ["x"]]) {
    assertThrows(() => optionsOf(args), UsageError);
  }
  assertEquals([optionsOf(["--growth"]).milliseconds, optionsOf(["--pages"]).pages], [20, true]);
  for (const name of HELP.match(/--[a-z-]+/g)!) {
    if (name !== "--help") {
      optionsOf([
        name,
        ...["--rounds", "--milliseconds"].includes(name) ? ["1"] : [],
        ...name === "--shapes" ? ["1x1"] : [],
      ]);
    }
  }
});

Deno.test("a task is read back from its name", () => {
  assertEquals(taskOf(taskName(TASK)), TASK);
});

Deno.test("the loops that all are held against are right", () => {
  const { z, labels } = inputOf(inputBytes(7, 5).buffer, 7, 5);
  const out = new Float64Array(35);
  const loss = naive(z, labels, 5, out);
  const ours = softmaxCrossEntropyWithGradient({ data: z, rows: 7, columns: 5 }, labels);
  const rows = Array.from(labels, (_, i) => [...z.subarray(5 * i, 5 * i + 5)]);
  const arrays = naiveArrays(rows, [...labels]);
  assertEquals([loss, arrays.loss].map((x) => Math.abs(x - ours.loss) < 1e-14), [true, true]);
  assertEquals(out.every((x, k) => Math.abs(x - ours.gradient.data[k]!) < 1e-15), true);
  assertEquals(arrays.gradient.flat().every((x, k) => Math.abs(x - out[k]!) < 1e-15), true);
});

Deno.test("the measures that all are held against are right, on rows that float32 holds", () => {
  const p = massesOf(inputOf(inputBytes(3, 40).buffer, 3, 40).z, 40);
  assertEquals(p.every((mass) => mass > 0 && Math.fround(mass) === mass), true);
  const rows = [0, 1, 2].map((i) => p.subarray(40 * i, 40 * i + 40));
  const means = [
    rows.reduce((sum, row) => sum + entropy(row), 0) / 3,
    rows.reduce((sum, row, i) => sum + klDivergence(row, rows[(i + 1) % 3]!), 0) / 3,
  ];
  const found = [false, true].map((isDivergence) => naiveMeasure(p, 40, isDivergence));
  assertEquals(found.map((x, i) => Math.abs(x - means[i]!) < 1e-14), [true, true]);
});

Deno.test("measures of probabilities are for those who have them, and have blocks of their own", () => {
  for (const { name, takes } of CONTESTANTS) {
    const has = ["naive", "portable", "fused", "scipy", "torch"].includes(name);
    assertEquals(takes({ ...TASK, op: "entropy" }), has);
    assertEquals(takes({ ...TASK, op: "divergence", type: "float64" }), has);
  }
  const page = tablesOf([{ ...FINDING, op: "divergence" }]);
  assertEquals(page.startsWith("### float32, Kullback-Leibler divergence: nanoseconds"), true);
});

Deno.test("the model for ONNX Runtime is a protocol buffer of one node", () => {
  const bytes = softmaxCrossEntropyModel("float32");
  // ir_version 8; the graph, and after it the version of the operators.
  assertEquals([...bytes.subarray(0, 3)], [8, 8, 7 << 3 | 2]);
  assertEquals(bytes[3]! + 4, bytes.length - 4);
  assertEquals([...bytes.subarray(-4)], [8 << 3 | 2, 2, 2 << 3, 13]);
  assertEquals(new TextDecoder().decode(bytes).includes("SoftmaxCrossEntropyLoss"), true);
});

Deno.test("the page has a line a contestant and a ratio with its least and most", () => {
  const page = tablesOf([FINDING]);
  assertEquals(page.includes("| `naive` | 9.00 |\n| `portable` | 2.00 |"), true);
  assertEquals(page.includes("| `portable` : `naive` | 5.00 (3.00 … 8.00) |"), true);
  const results = {
    ...{ machine: "a machine", rounds: 3, milliseconds: 60, versions: { Deno: "2" } },
    ...{
      faults: [{ who: "x", task: "a", reason: "broken" }, {
        who: "x",
        task: "b",
        reason: "broken",
      }],
      findings: [FINDING],
    },
  };
  assertEquals(reportOf(results).includes("- `x` (a, b): broken"), true);
  assertEquals(
    shortTableOf(results).includes("| Surprisal, portable kernels | 2.00 | - | - | - |"),
    true,
  );
});

Deno.test("straightPart() tells between which sizes the time grows as the entries do", () => {
  const x = [1, 10, 100, 1000, 10_000];
  assertEquals(straightPart({ x, y: [50, 1.2, 1, 1.25, 1.3] }), [10, 1000]);
  assertEquals(straightPart({ x, y: [1, 1, 1, 1, 1] }), [1, 10_000]);
  assertEquals(straightPart({ x, y: [1, 3, 1.1, 1.2, 2] }), [1, 1]);
});

Deno.test("growth is timed from 10 to a million classes, and from one to a million rows", () => {
  const [classes, rows] = GROWTHS.map((growth) => growthTasks(growth)) as [Task[], Task[]];
  assertEquals([classes[0]!.columns, classes.at(-1)!.columns, classes[0]!.rows], [10, 1e6, 16]);
  assertEquals([rows[0]!.rows, rows.at(-1)!.rows, rows[0]!.columns], [1, 1e6, 10]);
  const findings = [...classes, ...rows].map((task, i) => ({ ...task, times: { naive: [i + 1] } }));
  const table = growthTable(findings);
  assertEquals(
    table.includes("| `naive` | 1.00 | 10 to 10 | 1.00 at 10 | 11.0 at 1000000 |"),
    true,
  );
  assertEquals(growthFigure(GROWTHS[1]!, findings).includes("loops with Math.exp"), true);
});
