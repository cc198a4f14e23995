import { assertEquals, assertMatch, assertRejects, assertThrows } from "@std/assert";
import { resolve } from "node:path";
import { findJupyterLab, pythonOf } from "../../../lib/notebook/lab/jupyter_environment.ts";
import { readWishes } from "../../../lib/notebook/lab/main.ts";
import { ignore } from "../companion.ts";

Deno.test({
  name: "readWishes() reads the command line",
  ignore,
  fn() {
    const usual = readWishes([]);
    assertEquals(usual.folder, resolve("notebooks"));
    assertEquals([usual.help, usual.port, usual.browser], [false, undefined, true]);
    const all = readWishes(["out", "--port", "9000", "--no-browser", "--python", "p"]);
    assertEquals(all, {
      help: false,
      folder: resolve("out"),
      port: 9000,
      browser: false,
      python: "p",
    });
    for (const port of ["0", "65536", "x", "1.5", ""]) {
      assertThrows(() => readWishes(["--port", port]), TypeError, "from 1 to 65535");
    }
    assertThrows(() => readWishes(["a", "b"]), TypeError, "there must be one");
    assertThrows(() => readWishes(["--prt", "1"]), TypeError);
  },
});

Deno.test("pythonOf() knows where an environment has its Python", () => {
  assertMatch(pythonOf(".venv"), /^\.venv[/\\](bin[/\\]python|Scripts[/\\]python\.exe)$/);
});

Deno.test({
  name: "findJupyterLab() refuses a Python without JupyterLab, and none at all",
  ignore,
  async fn() {
    const say = () => {};
    await assertRejects(
      () => findJupyterLab({ python: "no-such-python", folder: ".venv", say }),
      Error,
      "Cannot start JupyterLab as Python must have version 4 of it: no-such-python has not",
    );
  },
});

Deno.test({
  name: "task lab says what it does, and what is wrong",
  ignore,
  async fn() {
    const help = await lab("--help");
    assertEquals([help.code, help.stderr], [0, ""]);
    assertMatch(help.stdout, /--no-browser/);
    assertEquals((await lab("--port", "x")).code, 2);
    const nowhere = await lab("no-such-folder");
    assertEquals(nowhere.code, 2);
    assertMatch(nowhere.stderr, /no-such-folder as it must be a folder/);
    assertEquals((await lab("--python", "no-such-python")).code, 1);
  },
});

async function lab(...args: string[]) {
  const main = new URL("../../../lib/notebook/lab/main.ts", import.meta.url).pathname;
  const command = new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--frozen", main, ...args],
    env: { NO_COLOR: "1" },
  });
  const { code, stdout, stderr } = await command.output();
  const decode = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  return { code, stdout: decode(stdout), stderr: decode(stderr) };
}
