import hljs from "highlight.js/lib/common";
import { escapeHtml, type Html, trusted } from "./html.ts";

/** Source code with its words in classes, coloured by the style sheet; plain if the language is unknown. */
export function highlightCode(source: string, language: string): Html {
  const known = language !== "" && hljs.getLanguage(language) !== undefined;
  return trusted(
    known ? hljs.highlight(source, { language, ignoreIllegals: true }).value : escapeHtml(source),
  );
}
