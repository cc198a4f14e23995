import { join } from "node:path";
import { registerKernel, retireKernel } from "../kernel_registry.ts";
import { installKernelspec } from "../kernel/kernelspec.ts";

/** What JupyterLab is to be started with. */
export interface LabOptions {
  /** A Python that has it. */
  readonly python: string;
  /** The folder of notebooks. */
  readonly folder: string;
  /** The port to listen on; the first free one from 8888 on if none is given. */
  readonly port?: number | undefined;
  /** Whether it opens a browser. */
  readonly browser: boolean;
}

/** A JupyterLab that runs. */
export interface LabServer {
  /** Where it answers, with the token that lets in. */
  readonly url: string;
  /** Resolves when it has ended, with its exit code. */
  readonly ended: Promise<number>;
  /** Ends it with all its kernels. */
  stop(): void;
}

/** The lines of its log that are passed on. */
const TOLD = /^\[[WE] /;

/** How many lines of its log are kept, for the case that it does not start. */
const KEPT = 20;

/**
 * Starts JupyterLab with our kernel in the place of Deno's: it goes by the name "deno" there, so that
 * notebooks open with it and stay, when saved, notebooks of Deno's kernel.
 *
 * @throws {Error} If it ends before it listens, with what it said.
 */
export async function startLab({ python, folder, port, browser }: LabOptions): Promise<LabServer> {
  const data = await Deno.makeTempDir({ prefix: "surprisal-lab-" });
  await installKernelspec(join(data, "kernels"), { name: "deno", displayName: "Deno" });
  const separator = Deno.build.os === "windows" ? ";" : ":";
  const others = Deno.env.get("JUPYTER_PATH");
  const child = new Deno.Command(python, {
    args: [
      ...["-m", "jupyterlab", `--ServerApp.root_dir=${folder}`, "--ServerApp.ip=127.0.0.1"],
      ...(port === undefined ? [] : [`--port=${port}`, "--ServerApp.port_retries=0"]),
      ...(browser ? [] : ["--no-browser"]),
      ...(Deno.uid() === 0 ? ["--allow-root"] : []),
    ],
    env: { JUPYTER_PATH: others ? `${data}${separator}${others}` : data },
    stdin: "null",
    stdout: "null",
    stderr: "piped",
    detached: true, // Ctrl-C is ours to pass on: it would ask a question
  }).spawn();
  const watched = { pid: child.pid, folder: data };
  await registerKernel(watched); // ended with us, whatever happens to us
  const log: string[] = [];
  const found = Promise.withResolvers<string>();
  void readLog(child.stderr, (line) => {
    log.push(line);
    if (log.length > KEPT) log.shift();
    if (TOLD.test(line)) console.error(line);
    const [url] = line.match(/http:\/\/(?:localhost|127\.0\.0\.1):\d+\/lab\?token=\w*/) ?? [];
    if (url) found.resolve(url);
  });
  const ended = child.status.then(async ({ code }) => {
    await retireKernel(watched);
    return code;
  });
  const url = await Promise.race([found.promise, ended]);
  if (typeof url === "string") return { url, ended, stop: () => stop(child) };
  throw new Error(`Cannot start JupyterLab as it must listen: it ended.\n${log.join("\n")}`);
}

/** It ends its kernels first, which SIGKILL would not let it do. */
function stop(child: Deno.ChildProcess): void {
  try {
    child.kill("SIGTERM");
  } catch { /* it has ended */ }
}

async function readLog(
  stream: ReadableStream<Uint8Array<ArrayBuffer>>,
  take: (line: string) => void,
): Promise<void> {
  let rest = "";
  for await (const text of stream.pipeThrough(new TextDecoderStream())) {
    const lines = (rest + text).split("\n");
    rest = lines.pop()!;
    lines.forEach(take);
  }
}
