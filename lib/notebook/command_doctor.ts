import { type Command, UsageError } from "./command.ts";
import { examine } from "./examine.ts";
import { paint } from "./paint.ts";

const MARKS = {
  ok: () => paint("green", "ok   "),
  hint: () => paint("yellow", "hint "),
  wrong: () => paint("red", "wrong"),
} as const;

/** `nb doctor`: says what on this machine is right and what is not. */
export const doctorCommand: Command = {
  summary: "say what on this machine is right and what is not, and how to mend it",
  help: `Usage: deno task nb doctor

Looks at the version of Deno, at deno.json, starts a kernel and tries what the companion relies on,
counts the cells that Deno's kernel calls done too early, and looks at the kernels that Jupyter
frontends would start, at JupyterLab, at fonts and at where the cache is.

Options:
  --json              print one JSON value instead of lines
  -h, --help          show this

Exit code: 0 all that is needed is right, 1 something is wrong, 2 used wrongly.`,
  options: { json: { type: "boolean" } },
  async run(values, operands) {
    if (operands.length > 0) {
      throw new UsageError("Cannot take paths as doctor looks at the machine");
    }
    let right = true;
    if (values.json === true) {
      const examinations = await Array.fromAsync(examine());
      const ok = examinations.every(({ state }) => state !== "wrong");
      console.log(JSON.stringify({ ok, examinations }, null, 1));
      return ok ? 0 : 1;
    }
    for await (const { what, state, found, mend } of examine()) {
      console.log(`${MARKS[state]()} ${what}: ${found}`);
      if (mend) console.log(`      ${mend}`);
      right &&= state !== "wrong";
    }
    return right ? 0 : 1;
  },
};
