/**
 * The command line of the notebook companion.
 *
 * @module
 */
import { parseArgs } from "node:util";
import { type Command, UsageError } from "./command.ts";
import { checkCommand } from "./command_check.ts";
import { cleanCommand } from "./command_clean.ts";
import { coverageCommand } from "./command_coverage.ts";
import { diffCommand } from "./command_diff.ts";
import { doctorCommand } from "./command_doctor.ts";
import { exportCommand, importCommand } from "./command_export.ts";
import { kernelCommand } from "./command_kernel.ts";
import { runCommand, testCommand } from "./command_run.ts";
import { destroyAllKernels } from "./kernel_registry.ts";
import { PlaceError, removeAllScratch } from "./scratch_file.ts";

const COMMANDS: Readonly<Record<string, Command>> = {
  run: runCommand,
  test: testCommand,
  check: checkCommand,
  diff: diffCommand,
  coverage: coverageCommand,
  clean: cleanCommand,
  export: exportCommand,
  import: importCommand,
  kernel: kernelCommand,
  doctor: doctorCommand,
};

const HELP = `Usage: deno task nb <command> [options] <file or folder>...

What the Deno kernel lacks: run and test notebooks from a script.

Commands:
${
  Object.entries(COMMANDS).map(([name, { summary }]) => `  ${name.padEnd(9)} ${summary}`).join("\n")
}

deno task nb <command> --help tells more of each. Exit code: 0 all right, 1 a notebook is wrong,
2 used wrongly, or a place can not be written to.`;

/**
 * Runs the tool.
 *
 * @param args The words of the command line.
 * @returns The exit code.
 */
export async function main(args: readonly string[]): Promise<number> {
  const [name, ...rest] = args;
  if (name === "--help" || name === "-h" || name === "help") return say(HELP, 0);
  const command = Object.hasOwn(COMMANDS, name ?? "") ? COMMANDS[name!]! : undefined;
  if (!command) return say(name === undefined ? HELP : `Cannot run "${name}": ${unknown()}`, 2);
  try {
    const { values, positionals } = parseWords(command, rest);
    if (values.help) return say(command.help, 0);
    return await command.run(values, positionals);
  } catch (error) {
    if (error instanceof PlaceError) return say(error.message, 2);
    if (!(error instanceof UsageError)) throw error;
    return say(`${error.message}\nTry: deno task nb ${name} --help`, 2);
  }
}

function unknown(): string {
  return `the commands are ${Object.keys(COMMANDS).join(", ")}`;
}

function parseWords(command: Command, args: string[]) {
  const help = { type: "boolean", short: "h" } as const;
  try {
    return parseArgs({ args, options: { ...command.options, help }, allowPositionals: true });
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

function say(text: string, code: number): number {
  (code === 0 ? console.log : console.error)(text);
  return code;
}

/** Ends the process on a signal as the shell expects it, leaving nothing behind. */
function endOn(signal: Deno.Signal, code: number): void {
  Deno.addSignalListener(signal, () => {
    destroyAllKernels();
    removeAllScratch();
    Deno.exit(code);
  });
}

if (import.meta.main) {
  endOn("SIGINT", 130);
  if (Deno.build.os !== "windows") endOn("SIGTERM", 143);
  const code = await main(Deno.args);
  destroyAllKernels();
  Deno.exit(code);
}
