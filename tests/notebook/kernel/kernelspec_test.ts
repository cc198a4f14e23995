import { assert, assertEquals, assertMatch } from "@std/assert";
import { readConnection } from "../../../lib/notebook/kernel/main.ts";
import { newConnection } from "../../../lib/notebook/connection_file.ts";
import { companion, ignore } from "../companion.ts";
import { assertThrows } from "@std/assert";

Deno.test("readConnection() refuses what would let others in", () => {
  const info = { ...newConnection(), key: "k" };
  assertEquals(readConnection(JSON.stringify(info)), info);
  for (const ip of ["0.0.0.0", "*", "192.168.1.2", "example.com", "127.0.0.1.example.com"]) {
    assertThrows(() => readConnection(JSON.stringify({ ...info, ip })), RangeError, "loopback");
  }
  const ipc = { ...info, transport: "ipc" };
  assertThrows(() => readConnection(JSON.stringify(ipc)), RangeError, "loopback");
  const md5 = { ...info, signature_scheme: "hmac-md5" };
  assertThrows(() => readConnection(JSON.stringify(md5)), RangeError, "hmac-sha256");
});

Deno.test({
  name: "nb kernel installs, says so, and removes without a trace",
  ignore,
  async fn() {
    const prefix = await Deno.makeTempDir();
    const kernel = (...args: string[]) => companion(["kernel", ...args, "--prefix", prefix]);
    assertEquals((await kernel("status")).code, 1);
    const installed = await kernel("install");
    assertEquals(installed.code, 0);
    const path = `${prefix}/share/jupyter/kernels/deno-surprisal/kernel.json`;
    assertMatch(installed.stdout, /installed: .*kernel\.json/);
    const spec = JSON.parse(await Deno.readTextFile(path));
    assertEquals([spec.display_name, spec.language], ["Deno (surprisal)", "typescript"]);
    assertEquals(spec.interrupt_mode, "message");
    assert(spec.argv.includes("{connection_file}"));
    assertEquals((await kernel("status")).code, 0);
    assertEquals((await kernel("install", "--types", "error")).code, 0);
    assertEquals(JSON.parse(await Deno.readTextFile(path)).env.SURPRISAL_TYPES, "error");
    spec.argv[0] = "/nowhere/deno";
    await Deno.writeTextFile(path, JSON.stringify(spec));
    const broken = await kernel("status");
    assertEquals(broken.code, 1);
    assertMatch(broken.stdout, /would not start as \/nowhere\/deno is gone/);
    await Deno.writeTextFile(path, "{");
    assertEquals((await kernel("status")).code, 1);
    assertEquals((await kernel("uninstall")).code, 0);
    assertEquals((await kernel("uninstall")).code, 1);
    assertEquals((await kernel("status")).code, 1);
    await Deno.remove(prefix, { recursive: true });
  },
});

Deno.test({
  name: "nb kernel installs for the user where Jupyter looks for it",
  ignore: ignore || Deno.build.os === "windows",
  async fn() {
    const home = await Deno.makeTempDir();
    const folders = [
      [{ HOME: home, JUPYTER_DATA_DIR: `${home}/data` }, `${home}/data`],
      [{ HOME: home, JUPYTER_DATA_DIR: "", XDG_DATA_HOME: `${home}/x` }, `${home}/x/jupyter`],
    ] as const;
    for (const [env, folder] of Deno.build.os === "linux" ? folders : folders.slice(0, 1)) {
      assertEquals((await companion(["kernel", "install", "--user"], env)).code, 0);
      assert((await Deno.stat(`${folder}/kernels/deno-surprisal/kernel.json`)).isFile);
    }
    await Deno.remove(home, { recursive: true });
  },
});

Deno.test({
  name: "nb kernel refuses what it does not know",
  ignore,
  async fn() {
    assertEquals((await companion(["kernel"])).code, 2);
    assertEquals((await companion(["kernel", "explode"])).code, 2);
    assertEquals((await companion(["kernel", "install", "--user", "--prefix", "x"])).code, 2);
    assertEquals((await companion(["kernel", "install", "--prefix="])).code, 2);
    assertEquals((await companion(["kernel", "install", "--types", "maybe"])).code, 2);
  },
});
