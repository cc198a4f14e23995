/**
 * The process of the kernel "Deno (surprisal)", as a frontend starts it: the path of the connection
 * file is its only argument.
 *
 * @module
 */
import process from "node:process";
import type { ConnectionInfo } from "../connection_file.ts";
import { destroyAllKernels } from "../kernel_registry.ts";
import { SurprisalKernel } from "./surprisal_kernel.ts";

/** How often to look whether the frontend is still there, in milliseconds. */
const WATCH = 500;

/** Reads a connection file; refuses one that would let others in than this machine. */
export function readConnection(text: string): ConnectionInfo {
  const info: ConnectionInfo = JSON.parse(text);
  if (info.transport !== "tcp" || !/^(127\.\d+\.\d+\.\d+|::1|localhost)$/.test(info.ip)) {
    throw new RangeError(
      `Cannot listen as the address must be loopback: ${info.transport}://${info.ip}`,
    );
  }
  if (info.key !== "" && info.signature_scheme !== "hmac-sha256") {
    throw new RangeError(
      `Cannot sign as the scheme must be hmac-sha256: it is "${info.signature_scheme}"`,
    );
  }
  return info;
}

/** Ends the kernel when the process that started it is gone, however it came to its end. */
function followParent(kernel: SurprisalKernel): void {
  const parent = Deno.ppid;
  setInterval(() => {
    if (Deno.ppid !== parent || !isAlive(parent)) void kernel.close();
  }, WATCH);
}

/** Windows does not give a process another parent when its own has gone. */
function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as { code?: string }).code === "EPERM"; // it is there, and not ours
  }
}

if (import.meta.main) {
  const [path = ""] = Deno.args;
  const kernel = await SurprisalKernel.open(readConnection(await Deno.readTextFile(path)));
  Deno.addSignalListener("SIGINT", () => void kernel.interrupt());
  if (Deno.build.os !== "windows") Deno.addSignalListener("SIGTERM", () => void kernel.close());
  followParent(kernel);
  await kernel.done;
  destroyAllKernels();
  Deno.exit(0);
}
