import { existsSync } from "node:fs";
import { join } from "node:path";

/** The version that is installed; any of 4 is used where there is one. */
export const JUPYTERLAB_VERSION = "4.6.6";

/** How a Python with JupyterLab is looked for. */
export interface EnvironmentOptions {
  /** A Python that must have JupyterLab; none is installed then. */
  readonly python?: string | undefined;
  /** The folder of the environment to be used or made. */
  readonly folder: string;
  /** Hears what is going on. */
  readonly say: (text: string) => void;
}

/**
 * A Python that has JupyterLab 4: the one named, that of the environment, the one on the path; if
 * none has it, it is installed into the environment, by uv or by venv and pip.
 *
 * @throws {Error} If it can not be had, with what to do.
 */
export async function findJupyterLab(options: EnvironmentOptions): Promise<string> {
  const { python, folder, say } = options;
  if (python !== undefined) {
    if (await hasJupyterLab(python)) return python;
    throw new Error(
      `Cannot start JupyterLab as Python must have version 4 of it: ${python} has not`,
    );
  }
  const own = pythonOf(folder);
  for (const candidate of [own, "python3", "python"]) {
    if (await hasJupyterLab(candidate)) return candidate;
  }
  say(`Installing JupyterLab ${JUPYTERLAB_VERSION} into ${folder}, once; this takes a minute ...`);
  await install(folder, own);
  if (await hasJupyterLab(own)) return own;
  throw new Error(
    `Cannot start JupyterLab as its installation must work: it does not in ${folder}`,
  );
}

/** The Python of an environment. */
export function pythonOf(folder: string): string {
  return Deno.build.os === "windows"
    ? join(folder, "Scripts", "python.exe")
    : join(folder, "bin", "python");
}

async function hasJupyterLab(python: string): Promise<boolean> {
  const source = "import jupyterlab; print(jupyterlab.__version__)";
  const { success, stdout } = await call(python, ["-c", source]);
  return success && /^4\./.test(stdout);
}

async function install(folder: string, own: string): Promise<void> {
  const wanted = `jupyterlab==${JUPYTERLAB_VERSION}`;
  const uv = (await call("uv", ["--version"])).success;
  if (!existsSync(own)) {
    if (uv) await must("uv", ["venv", "--quiet", folder]);
    else await must(await anyPython(), ["-m", "venv", folder]);
  }
  if (uv) await must("uv", ["pip", "install", "--quiet", "--python", own, wanted]);
  else await must(own, ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", wanted]);
}

async function anyPython(): Promise<string> {
  for (const python of ["python3", "python"]) {
    if ((await call(python, ["-c", "import venv, ensurepip"])).success) return python;
  }
  throw new Error(
    "Cannot install JupyterLab as Python 3 with venv, or uv, must be there: neither is.\n" +
      "Install one of them (https://docs.astral.sh/uv, or python3 and python3-venv), then try again.",
  );
}

async function must(program: string, args: readonly string[]): Promise<void> {
  const { success, stderr } = await call(program, args);
  if (success) return;
  const last = stderr.trim().split("\n").slice(-5).join("\n");
  throw new Error(`Cannot install JupyterLab as ${program} must succeed: it says\n${last}`);
}

/** Calls a program; one that is not there has failed. */
async function call(program: string, args: readonly string[]): Promise<
  { success: boolean; stdout: string; stderr: string }
> {
  const decode = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  try {
    const command = new Deno.Command(program, { args: [...args], stdin: "null" });
    const { success, stdout, stderr } = await command.output();
    return { success, stdout: decode(stdout), stderr: decode(stderr) };
  } catch (error) {
    return { success: false, stdout: "", stderr: (error as Error).message };
  }
}
