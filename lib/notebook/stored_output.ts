import { type Output, splitText } from "./output.ts";

/** MIME types besides `text/*` whose text is stored as lines. */
const LINES = new Set(["application/javascript", "image/svg+xml"]);

/** An output in the form that Jupyter stores: texts as lines, keys in alphabetical order. */
export function toStoredOutput(output: Output): Output {
  if (output.output_type === "stream") {
    return sortKeys({ ...output, text: splitText(output.text) });
  }
  if (output.output_type === "error") return sortKeys(output);
  const data = Object.entries(output.data).map(([type, value]) => {
    const lines = typeof value === "string" && (type.startsWith("text/") || LINES.has(type));
    return [type, lines ? splitText(value) : value];
  });
  return sortKeys({ ...output, data: Object.fromEntries(data) });
}

/** A JSON value with the keys of all its objects in alphabetical order. */
export function sortKeys<T>(value: T): T {
  if (Array.isArray(value)) return value.map(sortKeys) as T;
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => a < b ? -1 : 1);
  return Object.fromEntries(entries.map(([key, inner]) => [key, sortKeys(inner)])) as T;
}
