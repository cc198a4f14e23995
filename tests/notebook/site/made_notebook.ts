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
