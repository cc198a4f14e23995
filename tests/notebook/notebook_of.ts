import type { Cell, Notebook } from "@surprisal/loss/notebook";

/** A code cell of a test: its source, or more of it. */
export type CellSketch = string | { readonly source: string; readonly tags?: string[] };

/** A notebook of code cells that was never run. */
export function notebookOf(...sketches: readonly CellSketch[]): Notebook {
  const cells = sketches.map((sketch, i): Cell => {
    const { source, tags } = typeof sketch === "string"
      ? { source: sketch, tags: undefined }
      : { tags: undefined, ...sketch };
    const metadata = tags ? { tags } : {};
    return {
      cell_type: "code",
      id: `c${i + 1}`,
      metadata,
      source,
      outputs: [],
      execution_count: null,
    };
  });
  return { cells, metadata: {}, nbformat: 4, nbformat_minor: 5 };
}

/** A fresh folder with notebooks and files, for as long as the function runs. */
export async function withFolder(
  files: Readonly<Record<string, Notebook | string>>,
  work: (folder: string) => Promise<void>,
): Promise<void> {
  const folder = await Deno.makeTempDir({ prefix: "notebooks " }); // a space, as users have them
  try {
    for (const [name, content] of Object.entries(files)) {
      const text = typeof content === "string" ? content : JSON.stringify(content);
      await Deno.writeTextFile(`${folder}/${name}`, text);
    }
    await work(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}
