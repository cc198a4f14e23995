import { join } from "node:path";

/** A kernel as Jupyter frontends list it. */
export interface Kernelspec {
  /** The file that describes it. */
  readonly path: string;
  /** The program and its arguments. */
  readonly argv: readonly string[];
  /** What the frontends call it. */
  readonly displayName: string;
  /** Variables that are set for it. */
  readonly env: Readonly<Record<string, string>>;
}

/** The folders in which Jupyter looks for kernels of this user. */
function kernelFolders(): string[] {
  const folders = Deno.env.get("JUPYTER_PATH")?.split(Deno.build.os === "windows" ? ";" : ":") ??
    [];
  return [...folders.map((folder) => join(folder, "kernels")), userKernelFolder(), ownFolder()]
    .filter((folder, i, all) => folder !== "kernels" && all.indexOf(folder) === i);
}

/** The folder for kernels of this user alone. */
export function userKernelFolder(): string {
  const told = Deno.env.get("JUPYTER_DATA_DIR");
  return told ? join(told, "kernels") : ownFolder();
}

/** Where the system wants such a folder. */
function ownFolder(): string {
  const home = Deno.env.get("HOME") ?? Deno.env.get("USERPROFILE") ?? "";
  const own = {
    darwin: join(home, "Library", "Jupyter"),
    windows: join(Deno.env.get("APPDATA") ?? home, "jupyter"),
  }[Deno.build.os as string] ??
    join(Deno.env.get("XDG_DATA_HOME") ?? join(home, ".local", "share"), "jupyter");
  return join(own, "kernels");
}

/** The kernels installed there that are Deno's. */
export async function denoKernels(): Promise<Kernelspec[]> {
  const found: Kernelspec[] = [];
  for (const folder of kernelFolders()) {
    for (const name of await namesIn(folder)) {
      const spec = await readSpec(join(folder, name, "kernel.json"));
      if (spec?.argv.includes("jupyter") && spec.argv.includes("--kernel")) found.push(spec);
    }
  }
  return found;
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return (await Array.fromAsync(Deno.readDir(folder))).map(({ name }) => name).sort();
  } catch {
    return []; // no such folder: no kernels
  }
}

async function readSpec(path: string): Promise<Kernelspec | undefined> {
  try {
    const spec = JSON.parse(await Deno.readTextFile(path));
    return {
      path,
      argv: spec.argv ?? [],
      displayName: spec.display_name ?? "",
      env: spec.env ?? {},
    };
  } catch {
    return undefined; // not a kernel: Jupyter passes it over too
  }
}
