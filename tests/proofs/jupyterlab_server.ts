/** A real JupyterLab for the proofs; PYTHON (default python3) must have jupyterlab. */
import { join, resolve } from "node:path";

const PYTHON = Deno.env.get("PYTHON") ?? "python3";

/** A running JupyterLab; it ends with the block that uses it. */
export interface JupyterLab extends AsyncDisposable {
  /** Where it answers. */
  readonly url: string;
}

/** Settings of JupyterLab that a person would click: the theme; and every cell drawn, not only the visible ones. */
export async function writeSettings(home: string, theme: string): Promise<void> {
  const settings: Record<string, unknown> = {
    "@jupyterlab/apputils-extension/themes": { theme },
    "@jupyterlab/apputils-extension/notification": { fetchNews: "false", checkForUpdates: false },
    "@jupyterlab/notebook-extension/tracker": { windowingMode: "none" },
  };
  for (const [plugin, value] of Object.entries(settings)) {
    const path = join(home, "settings", `${plugin}.jupyterlab-settings`);
    await Deno.mkdir(resolve(path, ".."), { recursive: true });
    await Deno.writeTextFile(path, JSON.stringify(value));
  }
}

/** Starts JupyterLab on a folder, for this machine only and without a password. */
export async function startJupyterLab(
  folder: string,
  home: string,
  port: number,
): Promise<JupyterLab> {
  const child = new Deno.Command(PYTHON, {
    args: [
      ...["-m", "jupyterlab", "--no-browser", "--allow-root", `--port=${port}`, "--ip=127.0.0.1"],
      ...["--IdentityProvider.token=", "--LabApp.news_url=", `--notebook-dir=${folder}`],
    ],
    env: {
      HOME: home,
      JUPYTER_CONFIG_DIR: join(home, "config"),
      JUPYTER_DATA_DIR: join(home, "data"),
      JUPYTER_RUNTIME_DIR: join(home, "runtime"),
      JUPYTERLAB_SETTINGS_DIR: join(home, "settings"),
    },
    stdout: "null",
    stderr: "null",
  }).spawn();
  const url = `http://127.0.0.1:${port}`;
  await untilServed(`${url}/api/status`);
  return {
    url,
    async [Symbol.asyncDispose]() {
      child.kill("SIGTERM");
      await child.status;
    },
  };
}

/** Waits for the first answer. */
async function untilServed(url: string): Promise<void> {
  for (let attempt = 0; attempt < 240; attempt++) {
    const answer = await fetch(url).catch(() => undefined);
    await answer?.body?.cancel();
    if (answer?.ok) return;
    await new Promise((later) => setTimeout(later, 250));
  }
  throw new Error(`Cannot open JupyterLab as it must answer within 60 seconds: ${url} is silent`);
}

/** Marks notebooks as trusted, as a person would who ran them. */
export async function trust(paths: string[], home: string): Promise<void> {
  const { success, stderr } = await new Deno.Command(PYTHON, {
    args: ["-m", "jupyter", "trust", ...paths],
    env: { HOME: home, JUPYTER_DATA_DIR: join(home, "data") },
  }).output();
  if (!success) throw new Error(new TextDecoder().decode(stderr));
}
