/**
 * HTML or SVG in a form in which it can be compared line by line: one tag or text a line, attributes
 * in alphabetical order, pictures in data URLs written out, ids numbered as they come.
 */
export function normalizeMarkup(markup: string): string {
  const pieces = numberIds(inlinePictures(markup)).match(/<[^>]*>|[^<]+/g) ?? [];
  return pieces.map((piece) => piece.startsWith("<") ? normalizeTag(piece) : piece.trim())
    .filter((line) => line !== "").join("\n");
}

/** Replaces pictures in base64 by their SVG, set on lines of its own. */
function inlinePictures(markup: string): string {
  return markup.replace(
    /data:image\/svg\+xml;base64,([A-Za-z0-9+/=]+)/g,
    (_, base64) => `">\n${decode(base64)}\n<"`,
  );
}

/** Ids may be hashes of what they name, which differ with its last digit. */
function numberIds(markup: string): string {
  const ids = [...markup.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id!);
  return [...new Set(ids)].reduce(
    (text, id, i) =>
      text.replaceAll(new RegExp(`(?<![\\w-])${RegExp.escape(id)}(?![\\w-])`, "g"), `id-${i}`),
    markup,
  );
}

function decode(base64: string): string {
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  return new TextDecoder().decode(bytes);
}

function normalizeTag(tag: string): string {
  const [, start, rest, end] = tag.match(/^<(\/?[^\s/>]*)([\s\S]*?)(\/?)>$/) ?? [];
  if (start === undefined) return tag;
  const attributes = rest!.match(/[^\s=]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"']+))?/g) ?? [];
  return `<${[start, ...attributes.sort()].join(" ")}${end}>`;
}
