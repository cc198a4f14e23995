/** What stands in quotes behind `from` or `import`. */
const SPECIFIER = /\b(?:from|import)\s*\(?\s*["']([^"'\n]+)["']/g;

/**
 * The place of the import that a complaint is about, both counted from 1: the one whose specifier,
 * or else whose package or file, the complaint names.
 */
export function findSpecifier(
  text: string,
  complaint: string,
): { readonly line: number; readonly column: number } | undefined {
  const matches = [...text.matchAll(SPECIFIER)];
  const match = matches.find(([, specifier]) => names(complaint, specifier!)) ??
    matches.find(([, specifier]) => names(complaint, nameOf(specifier!)));
  if (!match) return undefined;
  const before = text.slice(0, match.index + match[0].lastIndexOf(match[1]!) - 1);
  return { line: before.split("\n").length, column: before.length - before.lastIndexOf("\n") };
}

/** Whether the word stands in the complaint, not in the midst of another. */
function names(complaint: string, word: string): boolean {
  return new RegExp(`(?<![\\w@-])${RegExp.escape(word)}(?!\\w)`).test(complaint);
}

/** A package without registry, version and path, or a file without the way: what errors name. */
function nameOf(specifier: string): string {
  const [name] = specifier.match(/(?<=^(?:npm|jsr):\/?)(?:@[^/]+\/)?[^/@]+/) ?? [];
  return name ?? specifier.replace(/^(?:\.{0,2}\/)+/, "");
}
