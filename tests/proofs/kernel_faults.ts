/**
 * Proof: whatever comes over its sockets and whoever is killed, our kernel neither hangs nor leaks, and nothing stays.
 *
 *     deno run -A tests/proofs/kernel_faults.ts [CASES] [SEED]
 *
 * Sends seeded nonsense to all five sockets (10,000 cases unless told otherwise) and asks now and then for work; then
 * kills child, kernel and frontend by SIGKILL and looks whether all their processes and files go.
 */
import { newConnection, writeConnectionFile } from "../../lib/notebook/connection_file.ts";
import { MessageCodec } from "../../lib/notebook/jupyter_message.ts";
import { type Seen, TestFrontend, words } from "../notebook/kernel/frontend.ts";
import { Nonsense } from "./nonsense.ts";
import { family, left } from "./processes.ts";
import { Verdict } from "./verdict.ts";

const CASES = Number(Deno.args[0] ?? 10_000);
const SEED = Number(Deno.args[1] ?? 1);

/** How many megabytes the kernel may grow by: the heap settles at 100 more, after 8,000 cases as after 24,000. */
const GROWTH = 128;

async function send(hostname: string, port: number, bytes: Uint8Array): Promise<void> {
  const connection = await Deno.connect({ hostname, port });
  try {
    for (let at = 0; at < bytes.length;) at += await connection.write(bytes.subarray(at));
    if (bytes.length % 10 === 0) await connection.read(new Uint8Array(64));
  } catch { /* hung up on */ }
  try {
    connection.close();
  } catch { /* closed */ }
}

const verdict = new Verdict();

/** Megabytes and open files of a process; nothing where /proc is not. */
async function usage(pid: number): Promise<{ memory: number; files: number } | undefined> {
  try {
    const status = await Deno.readTextFile(`/proc/${pid}/status`);
    const files = (await Array.fromAsync(Deno.readDir(`/proc/${pid}/fd`))).length;
    return { memory: Number(status.match(/VmRSS:\s*(\d+)/)![1]) / 1024, files };
  } catch {
    return undefined;
  }
}

/** A promise that must not take long. */
async function within<T>(seconds: number, what: string, promise: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout>;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new Error(`${what}: nothing within ${seconds} s`)),
      seconds * 1000,
    );
  });
  return await Promise.race([promise, late]).finally(() => clearTimeout(timer!));
}

async function proveNonsense(): Promise<void> {
  await using kernel = await TestFrontend.open();
  const codec = new MessageCodec(kernel.connection.key);
  await kernel.execute("1");
  const { ip } = kernel.connection;
  const nonsense = new Nonsense(SEED);
  const lost: string[] = [];
  /** A cell that waits behind one that fails is not run: that is no fault. */
  const work = async (code: string): Promise<Seen> => {
    const seen = await within(60, "a cell", kernel.execute(code));
    return seen.reply.status === "aborted" ? await work(code) : seen;
  };
  const round = async (cases: number) => {
    for (let done = 0; done < cases; done += 20) {
      const batch = Array.from({ length: Math.min(20, cases - done) }, () => {
        const channel = nonsense.channel();
        return [kernel.connection[`${channel}_port`], nonsense.next(channel, codec)] as const;
      });
      await Promise.all(batch.map(([port, bytes]) => send(ip, port, bytes)));
      if (done % 500 === 0) {
        const seen = await work(`${done} + 1`);
        if (words(seen).join() !== `execute_result: ${done + 1}`) lost.push(words(seen).join());
      }
    }
  };
  await round(1000); // what is loaded once is loaded
  await new Promise((resolve) => setTimeout(resolve, 1000));
  const before = await usage(kernel.process.pid);
  await round(CASES);
  await new Promise((resolve) => setTimeout(resolve, 2000));
  const after = await usage(kernel.process.pid);
  verdict.expect(
    `it answers after and between ${CASES} cases of nonsense, seed ${SEED}`,
    lost.length === 0,
    lost[0],
  );
  if (!before || !after) return;
  verdict.expect(
    "it does not grow",
    after.memory - before.memory < GROWTH,
    `${before.memory.toFixed(0)} to ${after.memory.toFixed(0)} MB`,
  );
  verdict.expect(
    "it keeps no connection",
    after.files <= before.files + 5,
    `${before.files} to ${after.files} files`,
  );
}

/** Kernels of this test keep their files, and are started with their code, in a folder of its own. */
async function proveKilled(victim: "child" | "kernel" | "frontend"): Promise<void> {
  const folder = await Deno.makeTempDir({ prefix: "killed-" });
  const connection = newConnection();
  const path = await writeConnectionFile(connection);
  const main = new URL("../../lib/notebook/kernel/main.ts", import.meta.url).pathname;
  const args = ["run", "--quiet", "-A", "--no-config", "--no-lock", main, path];
  const program = `const child = new Deno.Command(Deno.execPath(), { args: ${
    JSON.stringify(args)
  }, stdin: "null" }).spawn(); console.log(child.pid); await child.status;`;
  const parent = new Deno.Command(Deno.execPath(), {
    args: ["eval", "--no-config", program],
    env: { TMPDIR: folder, NO_COLOR: "1", SURPRISAL_TYPES: "warn" }, // a language server too
    stdout: "piped",
    stderr: "null",
  }).spawn();
  const { value } = await parent.stdout.getReader().read();
  const pid = Number(new TextDecoder().decode(value));
  const frontend = await TestFrontend.connect(connection, path);
  const [told] = words(await frontend.execute("Deno.pid"));
  const child = Number(told!.match(/\d+/)![0]);
  const waiting = frontend.execute("await new Promise(() => {})");
  await new Promise((resolve) => setTimeout(resolve, 300));
  const members = await family(pid);
  Deno.kill({ child, kernel: pid, frontend: parent.pid }[victim], "SIGKILL");
  if (victim === "child") {
    const seen = await within(60, "the death", waiting);
    verdict.expect(
      "a killed child is told",
      words(seen).join().includes("Kernel died by SIGKILL"),
      words(seen).join(),
    );
    verdict.expect(
      "and replaced",
      words(await frontend.execute("1 + 1")).join() === "execute_result: 2",
    );
    await frontend.client.request("control", "shutdown_request", { restart: false });
  }
  await frontend.client.close();
  await parent.status;
  const stays = await left(members, folder);
  verdict.expect(
    `nothing stays of ${members.size} processes and their files, the ${victim} killed`,
    stays.length === 0,
    stays.join("; "),
  );
  await Deno.remove(folder, { recursive: true });
  await Deno.remove(path.replace(/[^/]+$/, ""), { recursive: true }).catch(() => {});
}

await proveNonsense();
for (const victim of ["child", "kernel", "frontend"] as const) await proveKilled(victim);
verdict.end("nothing hangs, nothing stays");
