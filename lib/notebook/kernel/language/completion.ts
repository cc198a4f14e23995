import type { CompletionItem, LanguageServer, Position } from "./language_server.ts";

/** What is proposed, in the words of the Jupyter protocol; offsets in units of UTF-16. */
export interface Completion {
  /** What may be put in. */
  readonly matches: readonly string[];
  /** Where it begins in the cell. */
  readonly start: number;
  /** Kind and type of each match. */
  readonly types: readonly { readonly text: string; readonly type: string; signature?: string }[];
}

/** Where is written, and what stands there. */
export interface WritingPlace {
  /** The cell. */
  readonly code: string;
  /** Where the cursor is in it. */
  readonly offset: number;
  /** The same place in the server's document. */
  readonly position: Position;
}

/** The most matches that are given. */
const ROOM = 200;

/** For so few matches their types are asked for. */
const TYPED = 20;

/** Kinds by the server's numbers, in words that frontends have signs for. */
const KINDS: Readonly<Record<number, string>> = {
  2: "method",
  3: "function",
  4: "class",
  5: "property",
  6: "variable",
  7: "class",
  8: "interface",
  9: "module",
  10: "property",
  13: "enum",
  14: "keyword",
  17: "path",
  20: "enum",
  21: "constant",
};

/** Asks the server what may be written. */
export async function completeCell(
  server: LanguageServer,
  { code, offset, position }: WritingPlace,
): Promise<Completion> {
  const word = code.slice(0, offset).match(/[\p{ID_Continue}$]*$/u)![0];
  const items = (await server.complete(position)).filter((item) => !item.data?.tsJs?.source);
  const start = offset - (lengthBefore(items, position) ?? word.length);
  const prefix = code.slice(start, offset);
  const fitting = bestFitting(items, prefix).sort(byRank).slice(0, ROOM);
  const typed = fitting.length <= TYPED
    ? await Promise.all(fitting.map((item) => server.resolve(item).catch(() => item)))
    : fitting;
  return {
    matches: fitting.map(textOf),
    start,
    types: typed.map(({ kind, detail }, i) => ({
      text: textOf(fitting[i]!),
      type: detail?.match(/^\(alias\) (function|class|enum|interface)\b/)?.[1] ??
        KINDS[kind ?? 0] ?? "",
      ...(detail !== undefined && { signature: detail }),
    })),
  };
}

/** How many letters before the cursor are replaced, where the server says so: in paths of imports. */
function lengthBefore(
  items: readonly CompletionItem[],
  position: Position,
): number | undefined {
  const edit = items.find(({ textEdit }) => textEdit && !textEdit.newText.startsWith("["))
    ?.textEdit;
  const start = edit?.range?.start ?? edit?.insert?.start;
  return start && start.line === position.line ? position.character - start.character : undefined;
}

/** Those that begin with what is written, in its case if there are any. */
function bestFitting(items: readonly CompletionItem[], prefix: string): CompletionItem[] {
  const valid = items.filter((item) => !textOf(item).startsWith("["));
  const exact = valid.filter((item) => textOf(item).startsWith(prefix));
  if (exact.length > 0) return exact;
  const small = prefix.toLowerCase();
  return valid.filter((item) => textOf(item).toLowerCase().startsWith(small));
}

function textOf({ label, insertText, textEdit }: CompletionItem): string {
  return textEdit?.newText ?? insertText ?? label.replace(/\?$/, "");
}

function byRank(a: CompletionItem, b: CompletionItem): number {
  const [left, right] = [a, b].map(({ sortText = "", label }) => `${sortText}\n${label}`);
  return left! < right! ? -1 : 1;
}
