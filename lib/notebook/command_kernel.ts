import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { type Command, type OptionValues, UsageError } from "./command.ts";
import {
  DISPLAY_NAME,
  installKernelspec,
  KERNEL_NAME,
  uninstallKernelspec,
} from "./kernel/kernelspec.ts";
import { type TypeMode, typeModeOf } from "./kernel/type_warnings.ts";
import { userKernelFolder } from "./kernelspecs.ts";

/** `nb kernel`: makes "Deno (surprisal)" known to frontends. */
export const kernelCommand: Command = {
  summary: `install ${DISPLAY_NAME}, a kernel for JupyterLab, VS Code and other frontends`,
  help: `Usage: deno task nb kernel install | uninstall | status [options]

${DISPLAY_NAME} stands between any frontend and the kernel of Deno and repairs it: every output is in
its cell, failing checks and unhandled rejections are errors, NaN is shown, interrupts work. The
kernel of Deno itself stays as it is; a notebook of one runs with the other.

  install             write the kernelspec "${KERNEL_NAME}"; again after Deno or this folder moved
  uninstall           remove it
  status              say where it is and whether it would start

Options:
  --user              for this user (unless told otherwise)
  --prefix DIR        for the Python environment in DIR, such as .venv
  --types MODE        what becomes of type errors: "warn" tells them under each cell, "error" does
                      not run a cell that has some, "off" checks nothing; by default, cells are
                      checked in frontends and not in runners, and none waits long for its check
  -h, --help          show this

Exit code: 0 done, or all right; 1 not installed or broken; 2 used wrongly.`,
  options: {
    user: { type: "boolean" },
    prefix: { type: "string" },
    types: { type: "string" },
  },
  async run(values, operands) {
    const [action, ...others] = operands;
    const actions = { install, uninstall, status };
    if (others.length > 0 || !Object.hasOwn(actions, action ?? "")) {
      const asked = operands.length === 0 ? "none is given" : `"${operands.join(" ")}"`;
      throw new UsageError(
        `Cannot tell what to do as it must be install, uninstall or status: ${asked}`,
      );
    }
    return await actions[action as keyof typeof actions](readFolders(values), readTypes(values));
  },
};

/** The folders of kernels meant; the first is the one to write to. */
function readFolders(values: OptionValues): string[] {
  if (values.prefix === undefined) return [userKernelFolder()];
  if (values.user) throw new UsageError("Cannot take --prefix as --user is given: choose one");
  if (values.prefix === "") throw new UsageError("Cannot read --prefix as it must be a folder");
  return [resolve(String(values.prefix), "share", "jupyter", "kernels")];
}

function readTypes({ types = "auto" }: OptionValues): TypeMode {
  const mode = typeModeOf(String(types));
  if (mode === types) return mode;
  throw new UsageError(`Cannot read --types as it must be off, warn or error: "${types}"`);
}

async function install([folder]: string[], types: TypeMode): Promise<number> {
  console.log(`${DISPLAY_NAME} is installed: ${await installKernelspec(folder!, { types })}`);
  return 0;
}

async function uninstall([folder]: string[]): Promise<number> {
  const there = await uninstallKernelspec(folder!);
  console.log(`${DISPLAY_NAME} ${there ? "is removed from" : "was not in"} ${folder}`);
  return there ? 0 : 1;
}

async function status([folder]: string[]): Promise<number> {
  const path = join(folder!, KERNEL_NAME, "kernel.json");
  if (!existsSync(path)) {
    console.log(`${DISPLAY_NAME} is not installed in ${folder}`);
    return 1;
  }
  const { argv }: { argv: string[] } = JSON.parse(await Deno.readTextFile(path));
  const files = [argv[0]!, argv.at(-2)!].filter((word) => !/^https?:/.test(word));
  const gone = files.filter((file) => !existsSync(file));
  console.log(`${DISPLAY_NAME} is installed: ${path}`);
  for (const file of gone) console.log(`It would not start as ${file} is gone: install it again`);
  return gone.length === 0 ? 0 : 1;
}
