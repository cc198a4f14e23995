import { destroyKernel, type WatchedKernel } from "./kernel_watchdog.ts";

/**
 * The kernels of this process, so that none is left behind: `destroyAllKernels` for the ends that we
 * see coming, the watchdog for the others.
 */
const kernels = new Map<number, WatchedKernel>();
let watchdog: WritableStreamDefaultWriter<Uint8Array> | undefined;

/** Starts the watchdog with the first kernel; a group of its own keeps Ctrl-C away from it. */
function startWatchdog(): WritableStreamDefaultWriter<Uint8Array> {
  const child = new Deno.Command(Deno.execPath(), {
    args: [
      "run",
      "-A",
      "--no-config",
      "--no-lock",
      import.meta.resolve("./kernel_watchdog.ts"),
      String(Deno.pid), // for whoever looks at a list of processes
    ],
    stdin: "piped",
    stdout: "null",
    stderr: "null",
    detached: true,
  }).spawn();
  child.unref();
  return child.stdin.getWriter();
}

async function tell(sign: "?" | "+" | "-", kernel: WatchedKernel): Promise<void> {
  watchdog ??= startWatchdog();
  const line = new TextEncoder().encode(`${sign}${JSON.stringify(kernel)}\n`);
  await watchdog.write(line).catch(() => {}); // without a watchdog only SIGKILL leaves a kernel
}

/** Tells of a kernel that is about to start: its process may be there before we can tell which. */
export async function announceKernel(folder: string): Promise<void> {
  await tell("?", { pid: 0, folder });
}

/** Remembers a kernel that runs. */
export async function registerKernel(kernel: WatchedKernel): Promise<void> {
  kernels.set(kernel.pid, kernel);
  await tell("+", kernel);
}

/** Destroys one kernel and forgets it. */
export async function retireKernel(kernel: WatchedKernel): Promise<void> {
  destroyKernel(kernel);
  if (kernels.delete(kernel.pid)) await tell("-", kernel);
}

/** Destroys every kernel at once, for the end of the process. */
export function destroyAllKernels(): void {
  for (const kernel of kernels.values()) destroyKernel(kernel);
  kernels.clear();
}
