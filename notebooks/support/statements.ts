/**
 * The statements of the source question and its answers, and the claims that hold them.
 *
 * `deno run -A notebooks/support/statements.ts` writes notebooks/STATEMENTS.md from statements.json and the notebooks.
 *
 * @module
 */
import statements from "./statements.json" with { type: "json" };
import { tableRow } from "./table_row.ts";

/** A claim as it stands in a notebook. */
export interface Claim {
  /** File name of the notebook. */
  readonly notebook: string;
  /** Name of the test, with the number: `C5.1 both splits cost the same, bit for bit`. */
  readonly test: string;
}

/** All claims of the notebooks in a folder, by number. */
export async function findClaims(folder: URL): Promise<Map<string, Claim>> {
  const claims = new Map<string, Claim>();
  const names = [...Deno.readDirSync(folder)].map(({ name }) => name);
  for (const notebook of names.filter((name) => name.endsWith(".ipynb")).sort()) {
    const { cells } = JSON.parse(await Deno.readTextFile(new URL(notebook, folder)));
    for (const cell of cells) {
      if (cell.cell_type !== "code") continue;
      for (
        const [, test] of [cell.source].flat().join("").matchAll(/Deno\.test\("(C\d+\.\d+ [^"]+)"/g)
      ) {
        claims.set(test!.split(" ")[0]!, { notebook, test: test! });
      }
    }
  }
  return claims;
}

/** Rows whose claims are missing, in words. */
export function missingClaims(claims: ReadonlyMap<string, Claim>): string[] {
  return statements.flatMap(({ row, claims: needed }) =>
    needed.length === 0
      ? [`row ${row} has no claim`]
      : needed.filter((id) => !claims.has(id)).map((id) => `row ${row}: no test ${id}`)
  );
}

/** The page: statement by statement, what became of it and which tests hold that. */
export function statementsPage(claims: ReadonlyMap<string, Claim>): string {
  const cell = (id: string) => {
    const { notebook, test } = claims.get(id)!;
    return `[${id}](${notebook}) ${test.slice(id.length + 1)}`;
  };
  const rows = statements.map(({ row, who, statement, verdict, claims: ids }) =>
    tableRow(row, who, statement, verdict, ids.map(cell).join("<br>"))
  );
  return `# Statement by statement

Everything that [the question and its five answers](https://datascience.stackexchange.com/questions/20296/cross-entropy-loss-explanation)
state, what is right about it, and the tests that hold the verdict. Made by \`notebooks/support/statements.ts\`.

| row | who | statement | verdict | held by |
| --- | --- | --- | --- | --- |
${rows.join("\n")}
`;
}

if (import.meta.main) {
  const folder = new URL("../", import.meta.url);
  const page = statementsPage(await findClaims(folder));
  await Deno.writeTextFile(new URL("STATEMENTS.md", folder), page);
}
