import { assertEquals } from "@std/assert";
import { fileURLToPath } from "node:url";

/** Tests that start processes are left out where that is not permitted. */
export const ignore = (["run", "read", "write", "net", "env"] as const)
  .some((name) => Deno.permissions.querySync({ name }).state !== "granted");

/** What came of a call of the companion. */
export interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A call of the companion that is under way. */
export interface Call {
  readonly pid: number;
  readonly ended: Promise<Ended>;
  /** Where its kernels keep their connection files; no other call's do. */
  readonly temp: string;
  kill(signal: Deno.Signal): void;
}

const ROOT = fileURLToPath(import.meta.resolve("../../"));

/** Calls the companion in the folder of the project. */
export async function call(
  args: readonly string[],
  env: Record<string, string> = {},
): Promise<Call> {
  const temp = await Deno.makeTempDir();
  const child = new Deno.Command(Deno.execPath(), {
    args: [
      "run",
      "-A",
      "--frozen",
      `${ROOT}lib/notebook/cli.ts`,
      ...args,
    ],
    cwd: ROOT,
    env: { TMPDIR: temp, NO_COLOR: "1", CI: "", ...env },
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const ended = child.output().then(({ code, stdout, stderr }) => ({
    code,
    stdout: new TextDecoder().decode(stdout),
    stderr: new TextDecoder().decode(stderr),
  }));
  return { pid: child.pid, ended, temp, kill: (signal) => child.kill(signal) };
}

/** Calls the companion, waits for its end and makes sure that it leaves nothing behind. */
export async function companion(
  args: readonly string[],
  env: Record<string, string> = {},
): Promise<Ended> {
  const calling = await call(args, env);
  const ended = await calling.ended;
  await assertNothingLeft(calling);
  return ended;
}

/** Fails if a kernel, a watchdog or a file of the call is there a moment after its end. */
export async function assertNothingLeft({ pid, temp }: Call): Promise<void> {
  let left: string[] = [];
  for (let trial = 0; trial < 40; trial++) {
    left = [
      ...await processes(temp),
      ...await processes(`kernel_watchdog.ts ${pid}`),
      ...files(temp),
    ];
    if (left.length === 0) break;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  assertEquals(left, []);
  await Deno.remove(temp);
}

/** The command lines of running processes that hold the words at the end or before a space or /. */
export async function processes(words: string): Promise<string[]> {
  const { stdout } = await new Deno.Command("ps", { args: ["-A", "-o", "args"] }).output();
  const lines = new TextDecoder().decode(stdout).split("\n");
  return lines.filter((line) => `${line} `.includes(`${words} `) || line.includes(`${words}/`));
}

function files(folder: string): string[] {
  return [...Deno.readDirSync(folder)].map(({ name }) => name);
}
