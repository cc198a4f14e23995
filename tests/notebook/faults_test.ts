import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { companion, ignore } from "./companion.ts";

/** Each planted fault with the lines that must tell of it, and what becomes of the last cell. */
const FAULTS: readonly { name: string; told: readonly string[]; last: string }[] = [
  {
    name: "failing-check",
    told: [
      "#cell2: Check failed: a half is a third\n    RangeError: 0.5 is not 1/3\n    Caused by: Error: planted",
      "#cell2   ✓ halves make one",
      "#cell2   ✗ a half is a third",
    ],
    last: "#cell3 ok",
  },
  {
    name: "unhandled-rejection",
    told: ["#cell2: Unhandled rejection: Error: nobody listens"],
    last: "#cell3 ok",
  },
  {
    name: "timer-throw",
    told: ["#cell1: Uncaught in a timer or callback: Error: too late"],
    last: "#cell3 ok",
  },
  {
    name: "timer-throw-last",
    told: ["#cell1: Uncaught in a timer or callback: Error: after the end"],
    last: "#cell1 failed",
  },
  { name: "cell-error", told: ["#cell2:2:9: TypeError: planted"], last: "#cell3 not run" },
  {
    name: "syntax-error",
    told: ["#cell2:2:7: SyntaxError: Expression expected"],
    last: "#cell3 not run",
  },
  { name: "exit", told: ["#cell2: Kernel died with exit code 3"], last: "#cell3 not run" },
  {
    name: "exit-in-check",
    told: ["#cell1: Kernel died with exit code 4"],
    last: "#cell2 not run",
  },
  { name: "endless-loop", told: ["#cell2: Timed out after 1 s"], last: "#cell3 not run" },
  { name: "endless-wait", told: ["#cell2: Timed out after 1 s"], last: "#cell3 not run" },
  {
    name: "hanging-check",
    told: [
      "#cell1: Check failed: never comes back\n    Error: Timed out after 1000 ms",
      "#cell1   ✓ comes back",
    ],
    last: "#cell2 ok",
  },
  {
    name: "spinning-check",
    told: ["#cell1: Timed out after 1 s in check turns for ever"],
    last: "#cell2 not run",
  },
  {
    name: "steps",
    told: [
      "#cell1: Check failed: a table > square of 3 > is small\n    Error: 9 is not",
      "#cell1     ✓ square of 2",
      "#cell1     - left out (ignored)",
    ],
    last: "#cell1 failed",
  },
  {
    name: "only",
    told: ['#cell1: Check failed: only\n    Failed because the "only" option was used'],
    last: "#cell1 failed",
  },
];

for (const { name, told, last } of FAULTS) {
  Deno.test({
    name: `nb test fails ${name}.ipynb, names the cell and leaves nothing behind`,
    ignore,
    async fn() {
      const path = `tests/testdata/${name}.ipynb`;
      const before = await Deno.readTextFile(path);
      const timeout = /endless|hanging|spinning/.test(name) ? "1" : "60";
      const { code, stdout } = await companion(["test", "--timeout", timeout, path]);
      for (const words of told) assertStringIncludes(stdout, path + words);
      const cells = stdout.split("\n").filter((line) => /#cell\d+ (ok|failed|not run)/.test(line));
      assert(cells.at(-1)!.startsWith(path + last), `${cells.at(-1)} is not ${last}`);
      assertEquals(code, 1);
      assertEquals(await Deno.readTextFile(path), before);
    },
  });
}
