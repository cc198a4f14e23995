import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { writeAtomically } from "../write_atomically.ts";
import type { TypeMode } from "./type_warnings.ts";

/** The name of the folder, by which notebooks and tools ask for the kernel. */
export const KERNEL_NAME = "deno-surprisal";

/** What frontends call it. */
export const DISPLAY_NAME = "Deno (surprisal)";

/** H of a coin by its odds, the sign of this project. */
const LOGO = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64" role="img">
<title>${DISPLAY_NAME}</title>
<rect width="64" height="64" rx="10" fill="#12343b"/>
<path d="M8 54C12 4 52 4 56 54" fill="none" stroke="#f2c14e" stroke-width="5"/>
</svg>
`;

/** How a kernelspec may differ from the usual. */
export interface KernelspecOptions {
  /** The name of its folder. */
  readonly name?: string;
  /** What frontends call it. */
  readonly displayName?: string;
  /** What becomes of type errors. */
  readonly types?: TypeMode;
}

/** What a frontend must know to start the kernel with the Deno and the program that run now. */
function kernelspec(
  { displayName = DISPLAY_NAME, types = "auto" }: KernelspecOptions = {},
): Record<string, unknown> {
  const main = import.meta.resolve("./main.ts");
  const program = main.startsWith("file:") ? fileURLToPath(main) : main;
  return {
    argv: [
      ...[Deno.execPath(), "run", "--quiet", "-A", "--no-config", "--no-lock"],
      ...[program, "{connection_file}"],
    ],
    display_name: displayName,
    language: "typescript",
    interrupt_mode: "message",
    env: { NO_COLOR: "1", ...(types !== "auto" && { SURPRISAL_TYPES: types }) },
    metadata: { debugger: false },
  };
}

/** Writes the kernelspec into a folder of kernels; returns where it is. */
export async function installKernelspec(
  kernels: string,
  options: KernelspecOptions = {},
): Promise<string> {
  const folder = join(kernels, options.name ?? KERNEL_NAME);
  await Deno.mkdir(folder, { recursive: true });
  await writeAtomically(join(folder, "logo-svg.svg"), LOGO);
  const path = join(folder, "kernel.json");
  await writeAtomically(path, JSON.stringify(kernelspec(options), null, 2) + "\n");
  return path;
}

/** Removes the kernelspec from a folder of kernels; says whether it was there. */
export async function uninstallKernelspec(kernels: string): Promise<boolean> {
  try {
    await Deno.remove(join(kernels, KERNEL_NAME), { recursive: true });
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}
