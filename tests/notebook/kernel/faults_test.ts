import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { ignore } from "../companion.ts";
import { TestFrontend, traceback, words } from "./frontend.ts";

Deno.test({ name: "the kernel tells faults", ignore, fn: tellsFaults });
Deno.test({ name: "the kernel obeys interrupts", ignore, fn: obeysInterrupts });
Deno.test({ name: "the kernel outlives the death of Deno", ignore, fn: outlivesDeaths });

async function tellsFaults(t: Deno.TestContext): Promise<void> {
  await using kernel = await TestFrontend.open();

  await t.step("a check that holds, with its report", async () => {
    const seen = await kernel.execute('Deno.test("C1 holds", () => {}); console.log("a")');
    assertEquals(words(seen), ["stdout: a\n", "display_data: ✓ C1 holds"]);
    assertEquals(seen.reply.status, "ok");
  });

  await t.step("a check that does not hold fails its cell", async () => {
    const seen = await kernel.execute(`
      Deno.test("C1", async (t) => {
        await t.step("first", () => {});
        await t.step("second", () => { throw new Error("1 is not 2"); });
      });`);
    assertEquals(words(seen), [
      "display_data: ✗ C1\n  ✓ first\n  ✗ second\n    Error: 1 is not 2\n  1 of 2 steps failed",
      "error: CheckFailed: C1 > second",
    ]);
    assertStringIncludes(traceback(seen), "Error: 1 is not 2");
    assertMatch(
      traceback(seen),
      /line 4:\n4 \| +await t\.step\("second", \(\) => \{ throw new Error/,
    );
    assertEquals([seen.reply.status, seen.reply.ename], ["error", "CheckFailed"]);
  });

  await t.step("a rejection that nobody handles", async () => {
    const seen = await kernel.execute('void Promise.reject(new Error("late"));');
    assertEquals(words(seen), ["error: UnhandledRejection: Error: late"]);
    assertMatch(
      traceback(seen),
      /line 1:\n1 \| void Promise\.reject\(new Error\("late"\)\);\n +\^/,
    );
    assertEquals(seen.reply.status, "error");
  });

  await t.step("throws in timers, at once, each in its cell", async () => {
    for (let i = 0; i < 20; i++) {
      const seen = await kernel.execute(`setTimeout(() => { throw new Error("${i}"); }, 0); 5`);
      assertEquals(words(seen), ["execute_result: 5", `error: Uncaught: Error: ${i}`]);
    }
    const interval = await kernel.execute(
      'const each = setInterval(() => { clearInterval(each); throw new Error("i"); }, 0); await 1',
    );
    assertStringIncludes(words(interval).join("\n"), "error: Uncaught: Error: i");
  });

  await t.step(
    "what throws later is told with the next cell, and that it is not its own",
    async () => {
      await kernel.execute('setTimeout(() => { throw new Error("tick"); }, 30);');
      await new Promise((resolve) => setTimeout(resolve, 100));
      const seen = await kernel.execute("1");
      assertEquals(words(seen), ["execute_result: 1", "error: Uncaught: Error: tick"]);
      assertStringIncludes(traceback(seen), "earlier cell");
    },
  );

  await t.step("a syntax error with its line", async () => {
    const seen = await kernel.execute("const a = 1;\nconst b = = 2;");
    assertEquals(words(seen).map((word) => word.split(":").slice(0, 2)), [[
      "error",
      " SyntaxError",
    ]]);
    assertMatch(traceback(seen), /line 2:\n2 \| const b = = 2;\n {14}\^/);
    assertEquals(seen.reply.ename, "SyntaxError");
  });

  await t.step("the line as written of what was thrown, far below types", async () => {
    const seen = await kernel.execute(`interface A {
  a: number;
}
type B = A | undefined;

function fail(b: B): never {
  throw new RangeError(\`no \${b?.a}\`);
}
fail({ a: 1 });`);
    assertEquals(words(seen), ["error: RangeError: no 1"]);
    const text = traceback(seen);
    assertMatch(text, /at fail \(cell \[\d+\]:7:9\)/);
    assertMatch(text, /cell \[\d+\]:9:1/);
    assertStringIncludes(text, "7 |   throw new RangeError");
  });

  await t.step("the line as written in and below JSX", async () => {
    await kernel.execute("globalThis.React = { createElement: (...all: unknown[]) => all };");
    const below = await kernel.execute(`const element = <b>
  {1 + 1}
</b>;

const refuse = (x: number) => {
  throw new RangeError(\`no \${x}\`);
};
refuse(1);`);
    assertMatch(traceback(below), /at refuse \(cell \[\d+\]:6:9\)\n +at cell \[\d+\]:8:1/);
    assertStringIncludes(traceback(below), "6 |   throw new RangeError");
    const inside = await kernel.execute('<b>\n  {(() => { throw new Error("in"); })()}\n</b>');
    assertMatch(traceback(inside), /at cell \[\d+\]:2:19/);
    const broken = await kernel.execute("const one = 1;\nconst element2 = <b>x</i>;");
    assertMatch(words(broken).join(), /SyntaxError: .*closing tag for <b>/);
    assertMatch(traceback(broken), /line 2:\n2 \| const element2 = <b>x<\/i>;/);
  });

  await t.step("the line of the last expression, and of an earlier cell", async () => {
    await kernel.execute("const thrower = () => {\n  throw new Error();\n};");
    const seen = await kernel.execute("\n  thrower()");
    const count = Number(seen.reply.execution_count);
    assertStringIncludes(traceback(seen), `at thrower (cell [${count - 1}]:2:9)`);
    assertStringIncludes(traceback(seen), `cell [${count}]:2:3`);
  });

  await t.step("the cause, and the cause of the cause", async () => {
    const seen = await kernel.execute(
      'throw new Error("a", { cause: new TypeError("b", { cause: "c" }) });',
    );
    assertStringIncludes(traceback(seen), "[cause]: TypeError: b");
    assertStringIncludes(traceback(seen), '[cause]: "c"');
  });

  await t.step("what is thrown and no error", async () => {
    assertEquals(words(await kernel.execute('throw "words";')), ['error: Uncaught: "words"']);
    assertEquals(words(await kernel.execute("throw { a: 1 };")), ["error: Uncaught: { a: 1 }"]);
    assertEquals((await kernel.execute("throw undefined;")).reply.ename, "Uncaught");
  });

  await t.step("an error of a class of the notebook, with its fields", async () => {
    const seen = await kernel.execute(
      "class Mine extends Error { name = 'Mine'; code = 7; } throw new Mine('m');",
    );
    assertEquals(words(seen), ["error: Mine: m"]);
    assertStringIncludes(traceback(seen), "code: 7");
  });
}

async function obeysInterrupts(t: Deno.TestContext): Promise<void> {
  await using kernel = await TestFrontend.open();
  await kernel.execute("let kept = 1;");

  await t.step("a cell that computes stops, and its variables are kept", async () => {
    const running = kernel.execute("while (true) {}");
    await new Promise((resolve) => setTimeout(resolve, 200));
    await kernel.client.request("control", "interrupt_request", {});
    assertMatch(words(await running).join(), /^error: Interrupted: .*variables are kept/);
    assertEquals(words(await kernel.execute("kept")), ["execute_result: 1"]);
  });

  await t.step("a cell that waits is given up, and the next one runs", async () => {
    const running = kernel.execute("await new Promise(() => {});");
    await new Promise((resolve) => setTimeout(resolve, 200));
    await kernel.client.request("control", "interrupt_request", {});
    const seen = await running;
    assertMatch(words(seen).join(), /^error: Interrupted: .*promise/);
    assertStringIncludes(traceback(seen), "all variables are gone");
    assertEquals(words(await kernel.execute("typeof kept")), ['execute_result: "undefined"']);
  });

  await t.step("an interrupt of nothing does nothing", async () => {
    await kernel.client.request("control", "interrupt_request", {});
    assertEquals(words(await kernel.execute("1")), ["execute_result: 1"]);
  });

  await t.step("a check that never ends is given up too", async () => {
    const running = kernel.execute('Deno.test("endless", () => new Promise(() => {}));');
    await new Promise((resolve) => setTimeout(resolve, 200));
    await kernel.client.request("control", "interrupt_request", {});
    assertMatch(words(await running).join(), /error: Interrupted/);
  });

  await t.step("a cell whose Deno is just being started is not begun", async () => {
    const running = kernel.execute('console.log("begun")');
    await kernel.until(({ header, content }) =>
      header.msg_type === "execute_input" && content.code === 'console.log("begun")'
    );
    await kernel.client.request("control", "interrupt_request", {});
    const seen = await running;
    if (seen.reply.status === "error") assertMatch(words(seen).at(-1)!, /error: Interrupted/);
    assertEquals(words(await kernel.execute("1")), ["execute_result: 1"]);
  });

  await t.step("a check that computes for ever", async () => {
    const running = kernel.execute('Deno.test("busy", () => { while (true); });');
    await new Promise((resolve) => setTimeout(resolve, 300));
    await kernel.client.request("control", "interrupt_request", {});
    assertMatch(words(await running).join(), /error: Interrupted/);
    assertEquals(words(await kernel.execute("2")), ["execute_result: 2"]);
  });
}

async function outlivesDeaths(t: Deno.TestContext): Promise<void> {
  await using kernel = await TestFrontend.open();

  await t.step("told with exit code and last words", async () => {
    const seen = await kernel.execute(
      'Deno.writeTextFileSync("/dev/stderr", "farewell\\n"); Deno.exit(3);',
    );
    assertEquals(words(seen), ["error: DeadKernel: Kernel died with exit code 3"]);
    assertStringIncludes(traceback(seen), "farewell");
    assertEquals(seen.reply.status, "error");
    assertStringIncludes(traceback(seen), "started anew");
  });

  await t.step("what was printed before the exit is there", async () => {
    for (const exit of ["Deno.exit(3)", "globalThis.process.exit(3)"]) {
      const seen = await kernel.execute(`console.log("a"); console.log("b"); ${exit}`);
      assertEquals(words(seen), [
        "stdout: a\nb\n",
        "error: DeadKernel: Kernel died with exit code 3",
      ]);
    }
    const late = await kernel.execute(
      'setTimeout(() => { console.error("late"); Deno.exit(0); }, 5); await new Promise(() => {})',
    );
    assertEquals(words(late)[0], "stderr: late\n");
  });

  await t.step("by a signal, and at once usable again", async () => {
    const seen = await kernel.execute(
      'Deno.kill(Deno.pid, "SIGKILL"); await new Promise(() => {})',
    );
    assertEquals(words(seen), ["error: DeadKernel: Kernel died by SIGKILL"]);
    assertEquals(words(await kernel.execute("1 + 1")), ["execute_result: 2"]);
  });

  await t.step("between two cells: the next one is told and not run", async () => {
    const { outputs } = await kernel.execute("setTimeout(() => Deno.exit(4), 50); Deno.pid");
    assert(outputs.length > 0);
    await new Promise((resolve) => setTimeout(resolve, 400));
    const seen = await kernel.execute("1");
    assertEquals(words(seen), ["error: DeadKernel: Kernel died with exit code 4"]);
    assertEquals(words(await kernel.execute("1")), ["execute_result: 1"]);
  });
}
