import { resolve } from "node:path";
import { cellsModule } from "./cells_module.ts";
import { parseCheck } from "./deno_diagnostics.ts";
import { hasTag, type Notebook } from "./nbformat.ts";
import { joinText } from "./output.ts";
import { type Parameter, PARAMETERS } from "./parameters.ts";
import { runDeno } from "./run_deno.ts";
import { makeScratch, removeScratch } from "./scratch_file.ts";

/**
 * What a name may be given: a declared type as it is, one that the compiler took from the value with
 * all of its kind, so that `const classes = 10` may be any number.
 */
const GIVEN = `type $Given<T> = T extends number ? number : T extends string ? string
  : T extends boolean ? boolean : T;`;

/**
 * The parameters with values of the types that the notebook declares. A value that is JSON but not
 * of the type is taken for a text, where a text may be: `--param name=5`.
 *
 * @throws {TypeError} If a value is of another type.
 */
export async function fitParameters(
  notebook: Notebook,
  parameters: readonly Parameter[],
  cwd: string,
): Promise<readonly Parameter[]> {
  if (parameters.length === 0) return parameters;
  const complaints = await complaintsAbout(notebook, parameters, cwd);
  return parameters.map((parameter, i) => {
    const [asJson, asText] = [complaints.get(2 * i), complaints.get(2 * i + 1)];
    if (asJson === undefined) return parameter;
    if (asText === undefined) return { ...parameter, value: parameter.text };
    throw new TypeError(
      `Cannot set parameter ${parameter.name} to ${parameter.value} as the types must agree: ${asJson}`,
    );
  });
}

/** What the compiler says of each value, as JSON and as text, by number. */
async function complaintsAbout(
  notebook: Notebook,
  parameters: readonly Parameter[],
  cwd: string,
): Promise<ReadonlyMap<number, string>> {
  const code = notebook.cells.filter((cell) => cell.cell_type === "code")
    .map((cell, i) => ({ number: i + 1, cell, source: joinText(cell.source) }));
  const at = code.findIndex(({ cell }) => hasTag(cell, PARAMETERS));
  const { text } = cellsModule(code.slice(0, at + 1));
  const source = code[at]?.source ?? "";
  const lines = parameters.flatMap(({ name, value, text }) => {
    const type = isAnnotated(source, name) ? `typeof ${name}` : `$Given<typeof ${name}>`;
    return [value, text].map((given) =>
      `function $p() { const $v: ${type} = ${given}; return $v; }`
    );
  });
  const first = text.split("\n").length + GIVEN.split("\n").length + 1;
  const module = await makeScratch(resolve(cwd), ".ts");
  try {
    await Deno.writeTextFile(
      module,
      [text, GIVEN, ...lines.map((line) => `{ ${line} }`)].join("\n"),
    );
    const { stderr } = await runDeno(["check", module], { cwd });
    return new Map(
      parseCheck(stderr).toReversed().map(({ line, message }) => [line - first, message] as const),
    );
  } finally {
    removeScratch(module);
  }
}

/** Whether the name is declared with a type. */
function isAnnotated(source: string, name: string): boolean {
  return new RegExp(`^\\s*(?:const|let|var)\\s+${RegExp.escape(name)}\\s*:`, "m").test(source);
}
