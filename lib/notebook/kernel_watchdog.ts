/**
 * A process that outlives its companion by a moment: it is told of every kernel, and when its stdin
 * ends - however the companion came to its end, SIGKILL included - it kills the kernels left and
 * removes their folders. A kernel that spins or waits forever can not be trusted to do so itself.
 *
 * @module
 */

/** A kernel as the watchdog knows it. */
export interface WatchedKernel {
  /** Process id, and id of the kernel's process group. */
  readonly pid: number;
  /** The folder of its connection file. */
  readonly folder: string;
}

/** Kills a kernel with all that it started, and removes its folder; both may be gone already. */
export function destroyKernel({ pid, folder }: WatchedKernel): void {
  attempt(() => Deno.kill(Deno.build.os === "windows" ? pid : -pid, "SIGKILL"));
  attempt(() => Deno.removeSync(folder, { recursive: true }));
}

function attempt(action: () => void): void {
  try {
    action();
  } catch { /* gone already */ }
}

/** Reads lines `+{...}` and `-{...}` until stdin ends, then destroys what was not taken back. */
async function watch(): Promise<void> {
  const kernels = new Map<number, WatchedKernel>();
  const announced = new Set<string>();
  let rest = "";
  for await (const text of Deno.stdin.readable.pipeThrough(new TextDecoderStream())) {
    const lines = (rest + text).split("\n");
    rest = lines.pop()!;
    for (const line of lines) {
      const kernel: WatchedKernel = JSON.parse(line.slice(1));
      if (line.startsWith("?")) announced.add(kernel.folder);
      else announced.delete(kernel.folder);
      if (line.startsWith("+")) kernels.set(kernel.pid, kernel);
      else if (line.startsWith("-")) kernels.delete(kernel.pid);
    }
  }
  for (const kernel of kernels.values()) destroyKernel(kernel);
  for (const folder of announced) destroyUnknown(folder);
}

/** Destroys a kernel whose process was not told any more; its arguments name the folder. */
function destroyUnknown(folder: string): void {
  attempt(() => {
    const { stdout } = new Deno.Command("ps", { args: ["-A", "-o", "pid=,args="] }).outputSync();
    const lines = new TextDecoder().decode(stdout).split("\n");
    const line = lines.find((line) => line.includes("--conn") && line.includes(folder));
    if (line) destroyKernel({ pid: Number.parseInt(line), folder });
  });
  attempt(() => Deno.removeSync(folder, { recursive: true }));
}

if (import.meta.main) await watch();
