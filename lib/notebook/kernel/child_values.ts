/** Words and a table for a value that frontends show in one of them. */
type Shown = { "text/plain": string; "text/html"?: string };

/** Numbers in rows, whatever held them. */
interface Grid {
  /** What the table is called. */
  readonly name: string;
  /** Its rows. */
  readonly rows: readonly ArrayLike<number | bigint>[];
  /** Whether it is one vector, which needs no number before its row. */
  readonly flat: boolean;
}

/**
 * Runs inside the kernel and makes of a cell's last value what the kernel shows well: numbers that it
 * keeps quiet about get words, vectors and matrices a table. Everything else stays as it is. The text
 * of this function is sent to the kernel: it may refer to nothing outside itself.
 */
export function installValues(): (value: unknown) => unknown {
  const DISPLAY = Symbol.for("Jupyter.display");
  /** The most rows and columns of a table. */
  const ROOM = 20;
  const inspect = (value: unknown) => Deno.inspect(value, { colors: false });
  const isNumber = (value: unknown) => typeof value === "number";
  const bundle = (shown: Shown) => ({ [DISPLAY]: () => shown });

  /** Whether it is a row of numbers, without holes. */
  function isRow(value: unknown): value is ArrayLike<number | bigint> {
    if (ArrayBuffer.isView(value)) return !(value instanceof DataView);
    return Array.isArray(value) && value.length > 0 && [...value].every(isNumber);
  }

  /** The rows of `{ data, rows, columns }` as the library has it. */
  function matrixRows(value: object): ArrayLike<number | bigint>[] | undefined {
    const { data, rows, columns } = value as Record<string, unknown>;
    const fits = isRow(data) && isNumber(rows) && isNumber(columns) && Number(rows) > 0 &&
      data.length === Number(rows) * Number(columns);
    if (!fits || Object.keys(value).length !== 3) return undefined;
    return Array.from(
      { length: Number(rows) },
      (_, i) => (data as Float64Array).subarray(i * Number(columns), (i + 1) * Number(columns)),
    );
  }

  function readGrid(value: object): Grid | undefined {
    if (isRow(value)) {
      const name = `${value.constructor.name}(${value.length})`;
      return { name, rows: [value], flat: true };
    }
    const rows = Array.isArray(value) ? value as unknown[] : matrixRows(value);
    const [first] = rows ?? [];
    if (!rows || !isRow(first) || first.length === 0) return undefined;
    const even = [...rows].every((row) => isRow(row) && row.length === first.length);
    if (!even) return undefined;
    const name = `${rows.length} × ${first.length}`;
    return { name, rows: rows as ArrayLike<number>[], flat: false };
  }

  /** A number in few digits. */
  function brief(value: number | bigint): string {
    if (typeof value === "bigint" || Number.isInteger(value)) return inspect(value);
    return String(Number(value.toPrecision(6)));
  }

  function cell(value: number | bigint): string {
    const [short, full] = [brief(value), inspect(value)];
    return short === full ? `<td>${short}</td>` : `<td title="${full}">${short}</td>`;
  }

  function toHtml({ name, rows, flat }: Grid): string {
    const columns = Math.min(rows[0]!.length, ROOM);
    const more = (tag: string, yes: boolean) => yes ? `<${tag}>…</${tag}>` : "";
    const wide = rows[0]!.length > ROOM;
    const numbers = Array.from({ length: columns }, (_, j) => `<th>${j}</th>`).join("");
    const corner = flat ? "" : "<th></th>";
    const body = rows.slice(0, ROOM).map((row, i) => {
      const cells = Array.from({ length: columns }, (_, j) => cell(row[j]!)).join("");
      return `<tr>${flat ? "" : `<th>${i}</th>`}${cells}${more("td", wide)}</tr>`;
    });
    if (rows.length > ROOM) body.push(`<tr><th>…</th>${"<td>…</td>".repeat(columns)}</tr>`);
    return `<table><caption>${name}</caption>` +
      `<thead><tr>${corner}${numbers}${more("th", wide)}</tr></thead>` +
      `<tbody>${body.join("")}</tbody></table>`;
  }

  /** The rows below each other, their columns flush right. */
  function toText({ name, rows }: Grid): string {
    const shown = rows.slice(0, ROOM).map((row) => Array.from(row).slice(0, ROOM).map(brief));
    const widths = shown[0]!.map((_, j) => Math.max(...shown.map((row) => row[j]!.length)));
    const lines = shown.map((row) => {
      const more = rows[0]!.length > ROOM ? "  …" : "";
      return row.map((text, j) => text.padStart(widths[j]!)).join("  ") + more;
    });
    return [name, ...lines, ...(rows.length > ROOM ? ["…"] : [])].join("\n");
  }

  /** Whether the kernel has a better way to show it; throws if the value can not be asked. */
  function isShown(value: object): boolean {
    const { schema, outerHTML, [0]: first, [1]: second } = value as Record<string, unknown>;
    const isImage = value instanceof Uint8Array &&
      (first === 0xff && second === 0xd8 || first === 0x89 && second === 0x50);
    return schema !== undefined || outerHTML !== undefined || isImage || DISPLAY in value;
  }

  return (value) => {
    const unseen = value === null || typeof value === "bigint" || Object.is(value, -0) ||
      (typeof value === "number" && !Number.isFinite(value));
    if (unseen) return bundle({ "text/plain": inspect(value) });
    if (typeof value !== "object") return value;
    try {
      const grid = isShown(value!) ? undefined : readGrid(value!);
      if (!grid || grid.rows[0]!.length === 0) return value;
      const text = grid.flat ? inspect(value) : toText(grid);
      return bundle({ "text/plain": text, "text/html": toHtml(grid) });
    } catch {
      return bundle({ "text/plain": inspect(value) }); // a proxy whose traps throw, for one
    }
  };
}
