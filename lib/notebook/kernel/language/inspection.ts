import { type LanguageServer, plain, type Position } from "./language_server.ts";

/** What stands at a place of a cell, in Markdown; inside a call, what it takes. */
export async function inspectCell(
  server: LanguageServer,
  position: Position,
): Promise<string | undefined> {
  const before = { ...position, character: Math.max(0, position.character - 1) };
  for (const place of [position, before]) {
    const hover = await server.hover(place);
    if (hover && plain(hover).trim() !== "") return plain(hover);
  }
  const help = await server.signature(position);
  const signature = help?.signatures[help.activeSignature ?? 0];
  if (!signature) return undefined;
  const words = signature.documentation ? `\n${plain(signature.documentation)}` : "";
  return "```ts\n" + signature.label + "\n```" + words;
}

/** Markdown as plain words: fences and links go, the rest is readable as it is. */
export function withoutMarkup(markdown: string): string {
  return markdown.replace(/^```.*\n?/gm, "").replace(/\[([^\]]*)\]\([^)]*\)/g, "$1").trim();
}
