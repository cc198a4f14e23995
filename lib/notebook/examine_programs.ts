import type { Examination } from "./examination.ts";

/** Looks at programs that are not needed by the companion, but by who looks at notebooks. */
export async function examinePrograms(): Promise<Examination[]> {
  const jupyter = await firstLine("jupyter", ["lab", "--version"]);
  const font = await firstLine("fc-match", ["sans-serif"]);
  return [
    jupyter === undefined
      ? {
        what: "Jupyter",
        state: "hint",
        found: "no jupyter lab in the path",
        mend: "pip install jupyterlab, if you want to open notebooks in it; nb does not need it",
      }
      : { what: "Jupyter", state: "ok", found: `JupyterLab ${jupyter}` },
    font === undefined
      ? {
        what: "fonts",
        state: "hint",
        found: "no font for sans-serif is known",
        mend: "install one, such as fonts-dejavu, for figures in a browser without a screen",
      }
      : { what: "fonts", state: "ok", found: `sans-serif is ${font}` },
  ];
}

/** The first line that a program prints; none if it is not there or fails. */
async function firstLine(program: string, args: readonly string[]): Promise<string | undefined> {
  try {
    const command = new Deno.Command(program, { args: [...args], stdin: "null", stderr: "null" });
    const { success, stdout } = await command.output();
    const [line = ""] = new TextDecoder().decode(stdout).split("\n");
    return success && line !== "" ? line : undefined;
  } catch {
    return undefined; // not there
  }
}
