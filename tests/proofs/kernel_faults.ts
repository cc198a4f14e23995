/**
 * Proof: whatever comes over its sockets and whoever is killed, our kernel neither hangs nor leaks, and nothing stays.
 *
 *     deno run -A tests/proofs/kernel_faults.ts [CASES] [SEED]
 *
 * Sends seeded nonsense to all five sockets (10,000 cases unless told otherwise) and asks now and then for work; then
 * kills child, kernel and frontend by SIGKILL and looks whether all their processes and files go.
 */
import { newConnection, writeConnectionFile } from "../../lib/notebook/connection_file.ts";
import { createMessage, MessageCodec } from "../../lib/notebook/jupyter_message.ts";
import { encodeFrame } from "../../lib/notebook/zmtp_frame.ts";
import { encodeReady, greeting } from "../../lib/notebook/zmtp_handshake.ts";
import { type Seen, TestFrontend, words } from "../notebook/kernel/frontend.ts";
import { family, left } from "./processes.ts";
import { seeded } from "../../notebooks/support/random.ts";

const CASES = Number(Deno.args[0] ?? 10_000);
const SEED = Number(Deno.args[1] ?? 1);

/** How many megabytes the kernel may grow by: the heap settles at 100 more, after 8,000 cases as after 24,000. */
const GROWTH = 128;

const CHANNELS = ["shell", "control", "stdin", "iopub", "hb"] as const;
const TYPES = [
  ...["execute_request", "is_complete_request", "history_request", "kernel_info_request"],
  ...[
    "comm_open",
    "comm_msg",
    "comm_close",
    "comm_info_request",
    "interrupt_request",
    "input_reply",
  ],
];

const random = seeded(SEED);
const below = (n: number) => Math.floor(random() * n);
const pick = <T>(values: readonly T[]): T => values[below(values.length)]!;
const noise = (length: number) => Uint8Array.from({ length }, () => below(256));

function join(...parts: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(parts.flatMap((part) => [...part]));
}

const PEERS = { shell: "DEALER", control: "DEALER", stdin: "DEALER", iopub: "SUB", hb: "REQ" };

function handshake(channel: keyof typeof PEERS): Uint8Array {
  const body = encodeReady({ "Socket-Type": PEERS[channel], Identity: crypto.randomUUID() });
  return join(greeting(), encodeFrame({ command: true, more: false, body }));
}

function multipart(frames: readonly Uint8Array[]): Uint8Array {
  return join(
    ...frames.map((body, i) => encodeFrame({ command: false, more: i < frames.length - 1, body })),
  );
}

/** Any value that JSON can hold, not deep. */
function nonsense(depth = 0): unknown {
  const leaves = [null, true, 0, -1, 1e308, "", "x", "\u0000", "<IDS|MSG>", "*".repeat(50)];
  if (depth > 2 || random() < 0.6) return pick(leaves);
  if (random() < 0.5) return Array.from({ length: below(4) }, () => nonsense(depth + 1));
  const keys = [
    "code",
    "msg_type",
    "msg_id",
    "comm_id",
    "n",
    "start",
    "silent",
    "user_expressions",
  ];
  return Object.fromEntries(
    Array.from({ length: below(4) }, () => [pick(keys), nonsense(depth + 1)]),
  );
}

/** What a kernel could be sent that it must not mind. */
function makeCase(channel: keyof typeof PEERS, codec: MessageCodec): Uint8Array {
  const type = pick(TYPES);
  const message = createMessage(type, { code: "1", silent: true }, { session: "s" });
  const frames = codec.encode(message);
  switch (below(9)) {
    case 0:
      return noise(below(300));
    case 1:
      return handshake(channel).subarray(0, below(64));
    case 2: {
      const bytes = handshake(channel);
      for (let k = below(3); k >= 0; k--) bytes[below(bytes.length)] = below(256);
      return bytes;
    }
    case 3:
      return join(handshake(channel), noise(below(500)));
    case 4: {
      const bytes = multipart(frames);
      return join(handshake(channel), bytes.subarray(0, below(bytes.length)));
    }
    case 5: {
      const head = Uint8Array.of(below(8), ...noise(8));
      return join(handshake(channel), head, noise(below(50)));
    }
    case 6: {
      frames[1]![below(64)]! ^= 1 << below(7);
      return join(handshake(channel), multipart(frames));
    }
    case 7: {
      const parts = [nonsense(), nonsense(), nonsense(), nonsense()] as Record<string, unknown>[];
      const [header, parent, metadata, content] = parts;
      const signed = codec.encode(
        { ...message, header, parent, metadata, content } as unknown as typeof message,
      );
      return join(handshake(channel), multipart(signed));
    }
    default: {
      const content = {
        code: nonsense(),
        silent: true,
        comm_id: nonsense(),
        hist_access_type: pick(["tail", "range", "search", 1]),
        n: nonsense(),
        start: nonsense(),
        pattern: nonsense(),
        user_expressions: nonsense(),
      };
      const metadata = nonsense() as Record<string, unknown>;
      return join(handshake(channel), multipart(codec.encode({ ...message, content, metadata })));
    }
  }
}

async function send(hostname: string, port: number, bytes: Uint8Array): Promise<void> {
  const connection = await Deno.connect({ hostname, port });
  try {
    for (let at = 0; at < bytes.length;) at += await connection.write(bytes.subarray(at));
    if (random() < 0.1) await connection.read(new Uint8Array(64));
  } catch { /* hung up on */ }
  try {
    connection.close();
  } catch { /* closed */ }
}

const faults: string[] = [];

function expect(what: string, right: boolean, found = ""): void {
  console.log(`${right ? "ok   " : "wrong"} ${what}${found && `: ${found}`}`);
  if (!right) faults.push(what);
}

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
  /** A cell that waits behind one that fails is not run: that is no fault. */
  const work = async (code: string): Promise<Seen> => {
    const seen = await within(60, "a cell", kernel.execute(code));
    return seen.reply.status === "aborted" ? await work(code) : seen;
  };
  const round = async (cases: number) => {
    for (let done = 0; done < cases; done += 20) {
      const batch = Array.from({ length: Math.min(20, cases - done) }, () => {
        const channel = pick(CHANNELS);
        return [kernel.connection[`${channel}_port`], makeCase(channel, codec)] as const;
      });
      await Promise.all(batch.map(([port, bytes]) => send(ip, port, bytes)));
      if (done % 500 === 0) {
        const seen = await work(`${done} + 1`);
        if (words(seen).join() !== `execute_result: ${done + 1}`) faults.push(words(seen).join());
      }
    }
  };
  await round(1000); // what is loaded once is loaded
  await new Promise((resolve) => setTimeout(resolve, 1000));
  const before = await usage(kernel.process.pid);
  await round(CASES);
  await new Promise((resolve) => setTimeout(resolve, 2000));
  const after = await usage(kernel.process.pid);
  expect(
    `it answers after and between ${CASES} cases of nonsense, seed ${SEED}`,
    faults.length === 0,
    faults[0],
  );
  if (!before || !after) return;
  expect(
    "it does not grow",
    after.memory - before.memory < GROWTH,
    `${before.memory.toFixed(0)} to ${after.memory.toFixed(0)} MB`,
  );
  expect(
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
    expect(
      "a killed child is told",
      words(seen).join().includes("Kernel died by SIGKILL"),
      words(seen).join(),
    );
    expect("and replaced", words(await frontend.execute("1 + 1")).join() === "execute_result: 2");
    await frontend.client.request("control", "shutdown_request", { restart: false });
  }
  await frontend.client.close();
  await parent.status;
  const stays = await left(members, folder);
  expect(
    `nothing stays of ${members.size} processes and their files, the ${victim} killed`,
    stays.length === 0,
    stays.join("; "),
  );
  await Deno.remove(folder, { recursive: true });
  await Deno.remove(path.replace(/[^/]+$/, ""), { recursive: true }).catch(() => {});
}

await proveNonsense();
for (const victim of ["child", "kernel", "frontend"] as const) await proveKilled(victim);
console.log(faults.length === 0 ? "nothing hangs, nothing stays" : `${faults.length} wrong`);
Deno.exit(faults.length === 0 ? 0 : 1);
