import type { MimeBundle } from "../output.ts";

const NAMESPACE = 'xmlns="http://www.w3.org/2000/svg"';

// deno-lint-ignore no-control-regex
const ANSI = /\x1b\[[0-9;]*m/g;

/** Makes a display right in every frontend: a drawing gets its namespace, all get words. */
export function repairBundle(data: unknown): MimeBundle {
  const bundle = { ...(data ?? {}) as MimeBundle };
  const svg = bundle["image/svg+xml"];
  if (typeof svg === "string") {
    bundle["image/svg+xml"] = addNamespace(svg);
    bundle["text/plain"] ??= describeSvg(svg);
  }
  bundle["text/plain"] ??= bundle["text/latex"] ?? bundle["text/markdown"] ?? wordsOf(bundle);
  const text = bundle["text/plain"];
  if (text === undefined) delete bundle["text/plain"];
  if (typeof text === "string") bundle["text/plain"] = text.replace(ANSI, "");
  return bundle;
}

/** The words of a page without its tags. */
function wordsOf({ "text/html": html }: MimeBundle): string | undefined {
  if (typeof html !== "string") return undefined;
  const text = html.replace(/<(script|style)\b.*?<\/\1>/gs, "").replace(/<[^>]*>/g, " ");
  return text.replace(/\s+/g, " ").trim() || "[html]";
}

function addNamespace(svg: string): string {
  const [tag] = svg.match(/<svg\b[^>]*>/) ?? [];
  if (!tag || /\sxmlns\s*=/.test(tag)) return svg;
  return svg.replace("<svg", `<svg ${NAMESPACE}`);
}

/** What a terminal or a screen reader gets of a drawing. */
function describeSvg(svg: string): string {
  const [tag = ""] = svg.match(/<svg\b[^>]*>/) ?? [];
  const attribute = (name: string) => tag.match(new RegExp(`\\s${name}="([^"]*)"`))?.[1];
  const title = attribute("aria-label") ?? svg.match(/<title[^>]*>([^<]*)<\/title>/)?.[1];
  const [width, height] = [attribute("width"), attribute("height")];
  return title ?? (width && height ? `[figure, ${width} x ${height}]` : "[figure]");
}
