/** A cell that was executed. */
interface Entry {
  readonly count: number;
  readonly source: string;
}

/** How many cells are remembered. */
const KEPT = 10_000;

/** The cells executed so far, for consoles that let people walk back through them. */
export class History {
  #entries: Entry[] = [];

  /** Notes a cell. */
  add(source: string, count: number): void {
    this.#entries.push({ source, count });
    if (this.#entries.length > KEPT) this.#entries.shift();
  }

  /** Answers a `history_request`. */
  answer(content: Readonly<Record<string, unknown>>): unknown[] {
    const lines = this.#select(content);
    return lines.map(({ count, source }) => [1, count, content.output ? [source, null] : source]);
  }

  #select(content: Readonly<Record<string, unknown>>): Entry[] {
    const { hist_access_type: access, n, start = 1, stop, pattern, unique } = content;
    const limit = typeof n === "number" && n > 0 ? n : KEPT;
    if (access === "tail") return this.#entries.slice(-limit);
    if (access === "range") {
      const end = typeof stop === "number" ? stop : Infinity;
      return this.#entries.filter(({ count }) => count >= Number(start) && count < end);
    }
    const found = this.#entries.filter(({ source }) => matches(source, String(pattern ?? "*")));
    const kept = unique
      ? found.filter(({ source }, i) => found.findLastIndex((e) => e.source === source) === i)
      : found;
    return kept.slice(-limit);
  }
}

/** Whether a text fits a pattern of a shell: `*` any letters, `?` one. */
function matches(text: string, pattern: string): boolean {
  const escaped = pattern.replace(/[.+^${}()|[\]\\]/g, "\\$&");
  return new RegExp(`^${escaped.replace(/\*+/g, ".*").replaceAll("?", ".")}$`, "s").test(text);
}
