import { INK, PAPER } from "./theme.ts";

/** Attributes that hold lengths in pixels: two decimals are finer than any screen. */
const GEOMETRY =
  /^(?:d|points|transform|viewBox|width|height|r|[cr][xy]|d[xy]|[xy][12]?|stroke-width|font-size)$/;

/** A number with more than two decimals, or with an exponent. */
const LONG_NUMBER = /-?\d*\.\d{3,}(?:e[-+]?\d+)?|-?\d+(?:\.\d+)?e[-+]?\d+/gi;

/** Characters that XML cannot hold even as escapes. */
// deno-lint-ignore no-control-regex
const FORBIDDEN = /[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|\p{Surrogate}/gu;

const ESCAPES: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Text as XML or HTML holds it, in an element or in a quoted attribute. */
export function escape(text: string): string {
  return text.replace(FORBIDDEN, "\ufffd").replace(/[&<>"']/g, (character) => ESCAPES[character]!);
}

/** A number in pixels, with at most two decimals and never -0. */
function shorten(number: string): string {
  return String(Math.round(Number(number) * 100) / 100 + 0);
}

/** The value of an attribute without what only a page could resolve. */
function attributeValue(name: string, value: string, ids: ReadonlyMap<string, string>): string {
  const explicit = value
    .replaceAll(/currentColor/gi, INK)
    .replaceAll(/var\(--plot-background\)/g, PAPER)
    .replaceAll(/url\(#([^)]+)\)/g, (_, id) => `url(#${ids.get(id) ?? id})`);
  if (name === "id") return ids.get(value) ?? value;
  if (name === "href" && value.startsWith("#")) return `#${ids.get(value.slice(1)) ?? ""}`;
  return GEOMETRY.test(name) ? explicit.replaceAll(LONG_NUMBER, shorten) : explicit;
}

/** The attributes of an element, in the order of their names, classes left out. */
function attributes(element: Element, ids: ReadonlyMap<string, string>): string {
  return [...element.attributes]
    .filter(({ name }) => name !== "class" && !name.startsWith("xmlns"))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ name, value }) => ` ${name}="${escape(attributeValue(name, value, ids))}"`)
    .join("");
}

/** Whether text relies on the rule `white-space: pre` of Plot's style sheet. */
function keepsSpaces(element: Element): boolean {
  return element.localName === "text" &&
    /^\s|\s$|\s\s/.test(element.textContent ?? "");
}

/**
 * An element and what is in it as XML, byte for byte the same for the same drawing: attributes in
 * the order of their names, pixels with two decimals, ids renamed by `ids`, style sheets left out.
 */
export function serialize(element: Element, ids: ReadonlyMap<string, string>): string {
  const space = keepsSpaces(element) ? ` xml:space="preserve"` : "";
  const content = serializeChildren(element, ids);
  const start = `<${element.localName}${attributes(element, ids)}${space}`;
  return content === "" ? `${start}/>` : `${start}>${content}</${element.localName}>`;
}

/** What is in an element as XML; see {@linkcode serialize}. */
export function serializeChildren(element: Element, ids: ReadonlyMap<string, string>): string {
  let xml = "";
  for (const node of element.childNodes) {
    if (node.nodeType === 3) xml += escape(node.nodeValue ?? "");
    if (node.nodeType !== 1) continue;
    if ((node as Element).localName !== "style") xml += serialize(node as Element, ids);
  }
  return xml;
}
