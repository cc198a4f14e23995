import type { ChildKernel } from "./child_kernel.ts";
import type { LanguageServices } from "./language/language_services.ts";
import { withoutMarkup } from "./language/inspection.ts";

type Content = Readonly<Record<string, unknown>>;

/** Answers a `complete_request`: by types, else by what the running program knows. */
export async function answerCompletion(
  content: Content,
  services: LanguageServices,
  child: () => Promise<ChildKernel>,
): Promise<Content> {
  const { code, offset } = readCursor(content);
  const found = await services.complete(code, offset);
  if (!found || found.matches.length === 0) {
    return (await (await child()).request("complete_request", { ...content })).content;
  }
  const [start, end] = [toPoints(code, found.start), toPoints(code, offset)];
  const types = found.types.map((type) => ({ ...type, start, end }));
  return {
    status: "ok",
    matches: found.matches,
    cursor_start: start,
    cursor_end: end,
    metadata: { _jupyter_types_experimental: types },
  };
}

/** Answers an `inspect_request` with type and documentation. */
export async function answerInspection(
  content: Content,
  services: LanguageServices,
): Promise<Content> {
  const { code, offset } = readCursor(content);
  const markdown = await services.inspect(code, offset);
  const data = markdown === undefined ? {} : {
    "text/markdown": markdown,
    "text/plain": withoutMarkup(markdown),
  };
  return { status: "ok", found: markdown !== undefined, data, metadata: {} };
}

/** The protocol counts code points, JavaScript units of UTF-16. */
function readCursor({ code, cursor_pos: cursor }: Content): { code: string; offset: number } {
  const text = String(code ?? "");
  const points = typeof cursor === "number" ? cursor : Infinity;
  return { code: text, offset: [...text].slice(0, points).join("").length };
}

function toPoints(code: string, offset: number): number {
  return [...code.slice(0, offset)].length;
}
