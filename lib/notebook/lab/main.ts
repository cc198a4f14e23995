/**
 * `deno task lab`: JupyterLab with the notebooks, and a kernel that keeps every output.
 *
 * @module
 */
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { DISPLAY_NAME } from "../kernel/kernelspec.ts";
import { destroyAllKernels } from "../kernel_registry.ts";
import { findJupyterLab, JUPYTERLAB_VERSION } from "./jupyter_environment.ts";
import { type LabServer, startLab } from "./lab_server.ts";

const HELP = `Usage: deno task lab [folder] [options]

Opens a folder of notebooks (unless told otherwise: notebooks) in JupyterLab 4, with ${DISPLAY_NAME}
in the place of Deno's own kernel. If there is no JupyterLab, version ${JUPYTERLAB_VERSION} is installed into
.venv, once, by uv or by python3. Nothing else is written: an installed kernel of Deno stays as it is.
Ctrl-C ends it with all its kernels.

Options:
  --port PORT         listen there (unless told otherwise: the first free port from 8888 on)
  --no-browser        only say the address
  --python PYTHON     a Python that has JupyterLab, such as .venv/bin/python
  -h, --help          show this

Exit code: 0 ended by you, 1 it could not be started, 2 used wrongly.`;

const OPTIONS = {
  help: { type: "boolean", short: "h" },
  port: { type: "string" },
  "no-browser": { type: "boolean" },
  python: { type: "string" },
} as const;

/** What the command line says. */
interface Wishes {
  readonly help: boolean;
  readonly folder: string;
  readonly port: number | undefined;
  readonly browser: boolean;
  readonly python: string | undefined;
}

/**
 * Reads the words of the command line.
 *
 * @throws {TypeError} If they can not be understood.
 */
export function readWishes(args: readonly string[]): Wishes {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: OPTIONS,
    allowPositionals: true,
  });
  if (positionals.length > 1) {
    throw new TypeError(`Cannot open folders as there must be one: ${positionals.join(", ")}`);
  }
  const port = values.port === undefined ? undefined : Number(values.port);
  if (port !== undefined && !(Number.isInteger(port) && port > 0 && port < 65536)) {
    throw new TypeError(`Cannot read --port as it must be from 1 to 65535: "${values.port}"`);
  }
  const [folder = "notebooks"] = positionals;
  return {
    help: values.help === true,
    folder: resolve(folder),
    port,
    browser: values["no-browser"] !== true,
    python: values.python ?? Deno.env.get("PYTHON"),
  };
}

async function isFolder(path: string): Promise<boolean> {
  return await Deno.stat(path).then(({ isDirectory }) => isDirectory, () => false);
}

/** Ends the server at Ctrl-C and its like. */
function endWith(server: LabServer): void {
  const signals = [
    "SIGINT",
    ...(Deno.build.os === "windows" ? [] : ["SIGTERM", "SIGHUP"]),
  ] as const;
  for (const signal of signals) Deno.addSignalListener(signal as Deno.Signal, () => server.stop());
}

async function main(args: readonly string[]): Promise<number> {
  let wishes: Wishes;
  try {
    wishes = readWishes(args);
  } catch (error) {
    console.error(`${(error as Error).message}\nTry: deno task lab --help`);
    return 2;
  }
  if (wishes.help) {
    console.log(HELP);
    return 0;
  }
  if (!await isFolder(wishes.folder)) {
    console.error(`Cannot open ${wishes.folder} as it must be a folder`);
    return 2;
  }
  try {
    const environment = { folder: join(Deno.cwd(), ".venv"), say: console.log };
    const python = await findJupyterLab({ ...environment, python: wishes.python });
    const server = await startLab({ ...wishes, python });
    endWith(server);
    console.log(`JupyterLab: ${server.url}\nCtrl-C ends it.`);
    await server.ended;
    return 0;
  } catch (error) {
    console.error((error as Error).message);
    return 1;
  }
}

if (import.meta.main) {
  const code = await main(Deno.args);
  destroyAllKernels();
  Deno.exit(code);
}
