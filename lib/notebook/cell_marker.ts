import { type Cell, KERNELSPEC, type Notebook } from "./nbformat.ts";

/** What a text form of a notebook says of a cell before its text. */
export interface Marker {
  /** What follows: a cell, or the metadata of the notebook, or outputs, which are not read back. */
  readonly kind: Cell["cell_type"] | "notebook" | "outputs";
  /** The id and metadata of a cell, or the metadata of the notebook. */
  readonly data: Readonly<Record<string, unknown>>;
}

/** The words of a marker: `%% [markdown] {"id":"intro"}`. */
export function formatMarker({ kind, data }: Marker): string {
  const json = Object.keys(data).length > 0 ? ` ${JSON.stringify(data)}` : "";
  return `%% [${kind}]${json}`;
}

/** Reads the words of a marker; none if the text is no marker. */
export function parseMarker(text: string): Marker | undefined {
  const [, kind, json] =
    text.match(/^%% \[(code|markdown|raw|notebook|outputs)\](?: (\{.*\}))?$/) ??
      [];
  if (kind === undefined) return undefined;
  return { kind: kind as Marker["kind"], data: json ? JSON.parse(json) : {} };
}

/** The marker of a cell. */
export function markerOf({ cell_type: kind, id, metadata, ...rest }: Cell): Marker {
  const { attachments } = rest as { attachments?: unknown };
  return {
    kind,
    data: {
      ...(id !== undefined && { id }),
      ...(attachments !== undefined && { attachments }),
      ...metadata,
    },
  };
}

/** A cell without outputs, as Jupyter would store it. */
export function toCell({ kind, data }: Marker, source: string[]): Cell {
  const { id, attachments, ...metadata } = data;
  return {
    ...(attachments !== undefined && { attachments }),
    cell_type: kind as Cell["cell_type"],
    ...(kind === "code" && { execution_count: null }),
    ...(id !== undefined && { id: id as string }),
    metadata,
    ...(kind === "code" && { outputs: [] }),
    source,
  };
}

/** A notebook of these cells; those without an id get one by their number. */
export function toNotebook(cells: readonly Cell[], metadata: Record<string, unknown>): Notebook {
  return {
    cells: cells.map((cell, i) => cell.id === undefined ? { ...cell, id: `cell-${i + 1}` } : cell),
    metadata: { kernelspec: KERNELSPEC, ...metadata },
    nbformat: 4,
    nbformat_minor: 5,
  };
}
