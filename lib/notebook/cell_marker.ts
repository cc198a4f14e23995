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
  if (Object.keys(data).length === 0) return `%% [${kind}]`;
  const json = JSON.stringify(data).replace(/[\u2028\u2029\x85]/g, escapeLetter);
  return `%% [${kind}] ${json}`;
}

/** A letter at which some editors and patterns end a line, as JSON may write it. */
function escapeLetter(letter: string): string {
  return `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

/** Reads the words of a marker; none if the text is no marker. */
export function parseMarker(text: string): Marker | undefined {
  const [, kind, json] =
    text.match(/^%% \[(code|markdown|raw|notebook|outputs)\](?: (\{.*\}))?$/) ??
      [];
  if (kind === undefined) return undefined;
  return { kind: kind as Marker["kind"], data: json ? JSON.parse(json) : {} };
}

/** What is no metadata beside metadata; who has such keys has all in one of its own. */
const OWN = ["id", "attachments", "metadata"];

/** The marker of a cell. */
export function markerOf({ cell_type: kind, id, metadata, ...rest }: Cell): Marker {
  const { attachments } = rest as { attachments?: unknown };
  return {
    kind,
    data: {
      ...(id !== undefined && { id }),
      ...(attachments !== undefined && { attachments }),
      ...(OWN.some((key) => key in metadata) ? { metadata } : metadata),
    },
  };
}

/** A cell without outputs, as Jupyter would store it. */
export function toCell({ kind, data }: Marker, source: string[]): Cell {
  const { id, attachments, metadata: apart, ...beside } = data;
  const metadata = (apart ?? beside) as Cell["metadata"];
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
