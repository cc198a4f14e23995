/** Both kernels, Deno's and ours, in folders that go afterwards, for Python's Jupyter alone. */
import { join } from "node:path";
import { installKernelspec, KERNEL_NAME } from "../../lib/notebook/kernel/kernelspec.ts";

/** The Python that has Jupyter. */
const PYTHON = Deno.env.get("PYTHON") ?? "python3";

/** The name of Deno's own kernel. */
export const STOCK = "deno";

/** The name of ours. */
export const OURS = KERNEL_NAME;

/** Where Jupyter finds the kernels; everything goes with the block that uses it. */
export interface Kernels extends AsyncDisposable {
  /** The variables that programs of Python need. */
  readonly env: Readonly<Record<string, string>>;
  /** A folder for anything. */
  readonly home: string;
}

/** Installs both kernels. */
export async function installKernels(): Promise<Kernels> {
  const home = await Deno.makeTempDir({ prefix: "surprisal-proof-" });
  const kernels = join(home, "data", "kernels");
  await installKernelspec(kernels);
  const stock = {
    argv: [Deno.execPath(), "jupyter", "--kernel", "--conn", "{connection_file}"],
    display_name: "Deno",
    language: "typescript",
    env: { NO_COLOR: "1" },
  };
  await Deno.mkdir(join(kernels, STOCK));
  await Deno.writeTextFile(join(kernels, STOCK, "kernel.json"), JSON.stringify(stock));
  const env = {
    HOME: home,
    DENO_DIR: await denoDir(),
    NO_COLOR: "1",
    JUPYTER_DATA_DIR: join(home, "data"),
    JUPYTER_CONFIG_DIR: join(home, "config"),
    JUPYTER_RUNTIME_DIR: join(home, "runtime"),
    PYTHONWARNINGS: "ignore",
  };
  return {
    env,
    home,
    [Symbol.asyncDispose]: () => Deno.remove(home, { recursive: true }),
  };
}

/** With another home, Deno would fetch its packages again. */
async function denoDir(): Promise<string> {
  const { stdout } = await new Deno.Command(Deno.execPath(), { args: ["info", "--json"] }).output();
  return JSON.parse(new TextDecoder().decode(stdout)).denoDir;
}

/** Calls Python; returns what it prints. */
export async function python(
  args: readonly string[],
  { env }: Kernels,
  options: { cwd?: string; stdin?: string } = {},
): Promise<string> {
  const child = new Deno.Command(PYTHON, {
    args: [...args],
    env: { ...env },
    ...(options.cwd !== undefined && { cwd: options.cwd }),
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const writer = child.stdin.getWriter();
  await writer.write(new TextEncoder().encode(options.stdin ?? ""));
  await writer.close();
  const { success, stdout, stderr } = await child.output();
  const decode = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  if (success) return decode(stdout);
  throw new Error(
    `python ${args.join(" ")}\n${decode(stdout).slice(-2000)}${decode(stderr).slice(-3000)}`,
  );
}

/** The path of a program beside this file. */
export function beside(name: string): string {
  return new URL(name, import.meta.url).pathname;
}
