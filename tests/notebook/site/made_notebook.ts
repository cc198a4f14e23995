/** A notebook with some cells, as its file. */
export function notebook(
  ...cells: [kind: "code" | "markdown", source: string, outputs?: unknown[]][]
): string {
  return JSON.stringify({
    cells: cells.map(([cell_type, source, outputs = []]) => ({
      cell_type,
      source,
      metadata: {},
      ...(cell_type === "code" ? { outputs, execution_count: null } : {}),
    })),
    metadata: {},
    nbformat: 4,
    nbformat_minor: 4,
  });
}

/** A report of tests, as an output. */
const report = (text: string) => ({
  output_type: "display_data",
  data: { "text/plain": text },
  metadata: {},
});

/** A folder of notebooks of somebody else. */
export async function someFolder(): Promise<string> {
  const folder = await Deno.makeTempDir({ prefix: "site-" });
  await Deno.mkdir(`${folder}/in/deep`, { recursive: true });
  await Deno.writeTextFile(
    `${folder}/in/1-first.ipynb`,
    notebook(
      [
        "markdown",
        "# First\n\nWhat is it? (**C1.1** says so.)\n\n## A part\n\n**C1.1** It holds. **C1.2** It fails. **C9** is no claim.",
      ],
      ["code", 'Deno.test("C1.1 it holds", () => {});', [
        report("✓ C1.1 it holds\n✗ C1.2 it fails\n  Error: no"),
      ]],
      [
        "markdown",
        "See [the next](deep/2%20second.ipynb#there), [a file](data.csv), [the text](notes.md).",
      ],
      ["code", 'import { check, todo } from "./checks.ts";'],
      ["code", 'const one = todo<number>();\nawait check("E1", one);'],
    ),
  );
  await Deno.writeTextFile(
    `${folder}/in/checks.ts`,
    "export const todo = <T>() => undefined as T;\nexport const check = (id: string, n: number) => console.log(`${n === 1 ? '✓' : '✗'} ${id}`);\n",
  );
  await Deno.writeTextFile(
    `${folder}/in/deep/2 second.ipynb`,
    notebook([
      "markdown",
      "## There\n\nAfter [first](../1-first.ipynb), by [C1.1](../1-first.ipynb).",
    ]),
  );
  await Deno.writeTextFile(`${folder}/in/notes.md`, "# Notes\n\nBack to [first](1-first.ipynb).\n");
  return folder;
}
