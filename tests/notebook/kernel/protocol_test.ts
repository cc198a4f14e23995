import { assert, assertEquals, assertRejects } from "@std/assert";
import { createMessage, MessageCodec } from "../../../lib/notebook/jupyter_message.ts";
import { KernelClient } from "../../../lib/notebook/kernel_client.ts";
import { ZmtpConnection } from "../../../lib/notebook/zmtp_connection.ts";
import { ignore } from "../companion.ts";
import { TestFrontend, words } from "./frontend.ts";

Deno.test({ name: "the kernel keeps the protocol", ignore, fn: keepsProtocol });
Deno.test({ name: "the kernel asks and is shut down", ignore, fn: asksAndEnds });

async function keepsProtocol(t: Deno.TestContext): Promise<void> {
  await using kernel = await TestFrontend.open();

  await t.step("it says what it is", async () => {
    const info = await kernel.ask("kernel_info_request");
    assertEquals([info.status, info.protocol_version], ["ok", "5.3"]);
    assertEquals((info.language_info as { name: string }).name, "typescript");
  });

  await t.step("counts go up by one, not for silent or unstored cells", async () => {
    const counts = [];
    for (const options of [{}, { silent: true }, { store_history: false }, {}]) {
      counts.push((await kernel.execute("1", options)).reply.execution_count);
    }
    assertEquals(counts, [1, 1, 1, 2]);
  });

  await t.step("cells that wait behind one that fails are not executed", async () => {
    const seen = await Promise.all([
      kernel.execute("throw new Error('a')"),
      kernel.execute("globalThis.ran = true"),
    ]);
    assertEquals(seen.map(({ reply }) => reply.status), ["error", "aborted"]);
    assertEquals(words(await kernel.execute("'ran' in globalThis")), ["execute_result: false"]);
    const kept = await Promise.all([
      kernel.execute("throw new Error('a')", { stop_on_error: false }),
      kernel.execute("5"),
    ]);
    assertEquals(words(kept[1]), ["execute_result: 5"]);
  });

  await t.step("expressions of the user, each by itself", async () => {
    const { reply } = await kernel.execute("const q = [0.5];", {
      user_expressions: { good: "q.length", bad: "nowhere", broken: "1 +" },
    });
    const told = reply.user_expressions as Record<string, Record<string, unknown>>;
    assertEquals(told.good, { status: "ok", data: { "text/plain": "1" }, metadata: {} });
    assertEquals([told.bad!.status, told.bad!.ename], ["error", "ReferenceError"]);
    assertEquals(told.broken?.status, "error");
  });

  await t.step("history of what was run", async () => {
    const { history } = await kernel.ask("history_request", { hist_access_type: "tail", n: 1 });
    assertEquals((history as unknown[][])[0]![2], "const q = [0.5];");
  });

  await t.step("comms are declined on iopub, messages to none are let be", async () => {
    const parent = await kernel.client.request("shell", "comm_info_request", {});
    assertEquals(parent.content, { status: "ok", comms: {} });
    const id = crypto.randomUUID();
    void kernel.client.request("shell", "comm_open", { comm_id: id, target_name: "w", data: {} });
    await kernel.until(({ header, content }) =>
      header.msg_type === "comm_close" && content.comm_id === id
    );
    void kernel.client.request("shell", "comm_msg", { comm_id: id, data: {} });
    assertEquals(words(await kernel.execute("1")), ["execute_result: 1"]);
  });

  await t.step("a request of an unknown kind, and one of a wrong form, harm nothing", async () => {
    void kernel.client.request("shell", "no_such_request", {});
    const seen = await kernel.execute(5 as unknown as string);
    assertEquals(seen.reply.status, "error");
    assertEquals(words(await kernel.execute("2")), ["execute_result: 2"]);
  });

  await t.step("the heart beats", async () => {
    const { ip: hostname, hb_port: port } = kernel.connection;
    const heart = await ZmtpConnection.open(await Deno.connect({ hostname, port }), "REQ");
    const beat = [new Uint8Array(), new TextEncoder().encode("ping")];
    await heart.send(beat);
    const { value } = await heart.messages().next();
    assertEquals(value, beat);
    await heart.close();
  });

  await t.step("who does not have the key is not heard", async () => {
    const connection = { ...kernel.connection, key: "wrong" };
    const stranger = await KernelClient.connect(connection, AbortSignal.timeout(5000));
    const answer = stranger.request("shell", "execute_request", { code: "globalThis.broken = 1" });
    void answer;
    await new Promise((resolve) => setTimeout(resolve, 100));
    assertEquals(words(await kernel.execute("'broken' in globalThis")), ["execute_result: false"]);
    await stranger.close();
  });

  await t.step("a signature is checked to its last digit", () => {
    const codec = new MessageCodec(kernel.connection.key);
    const frames = codec.encode(createMessage("x", {}, { session: "s" }));
    assertEquals(codec.decode(frames).header.msg_type, "x");
    frames[1]![63]! ^= 1;
    let refused = false;
    try {
      codec.decode(frames);
    } catch {
      refused = true;
    }
    assert(refused);
  });

  await t.step("it listens to this machine only", async () => {
    const others = Deno.networkInterfaces()
      .filter(({ family, address }) => family === "IPv4" && !address.startsWith("127."));
    for (const { address: hostname } of others) {
      const port = kernel.connection.shell_port;
      await assertRejects(() => Deno.connect({ hostname, port }), Deno.errors.ConnectionRefused);
    }
  });

  await t.step("its own connection file and the child's are their owner's alone", async () => {
    if (Deno.build.os === "windows") return;
    const { mode } = await Deno.stat(kernel.path);
    assertEquals(mode! & 0o077, 0);
    const child = words(
      await kernel.execute(
        'const path = Deno.args[0] ?? ""; (await new Deno.Command("ps", { args: ["-o", "args=", "-p", `${Deno.pid}`] }).output()).stdout.length > 0 ? new TextDecoder().decode((await new Deno.Command("ps", { args: ["-o", "args=", "-p", `${Deno.pid}`] }).output()).stdout).trim().split(" ").at(-1) : path',
      ),
    );
    const file = child[0]!.match(/"(.*)"/)?.[1];
    assert(file, child[0]);
    assertEquals((await Deno.stat(file)).mode! & 0o077, 0);
    assertEquals((await Deno.stat(file.replace(/[^/]+$/, ""))).mode! & 0o077, 0);
  });
}

async function asksAndEnds(t: Deno.TestContext): Promise<void> {
  await using kernel = await TestFrontend.open();

  await t.step("a line of text, if it may ask", async () => {
    kernel.client.listenToQuestions((question) => {
      void kernel.client.answer(question, `to ${question.content.prompt}`);
    });
    const seen = await kernel.execute('prompt("name?")', { allow_stdin: true });
    assertEquals(words(seen).at(-1)?.startsWith('execute_result: "to name?'), true);
    assertEquals(words(await kernel.execute('prompt("name?")')), ["execute_result: null"]);
  });

  await t.step("it goes with exit code 0, child and files too", async () => {
    const [pid] = words(await kernel.execute("Deno.pid")).map((text) => Number(text.split(" ")[1]));
    assertEquals(await kernel.shutdown(), 0);
    let alive = true;
    try {
      Deno.kill(pid!, "SIGCONT");
    } catch {
      alive = false;
    }
    assertEquals(alive, false);
  });
}
