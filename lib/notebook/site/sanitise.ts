// @ts-types="@types/sanitize-html"
import sanitizeHtml from "sanitize-html";
import { type Html, trusted } from "./html.ts";

/** What becomes of addresses in a notebook's markup. */
export interface Addresses {
  /** The address that a link leads to, or undefined if it is to be plain text. */
  link(href: string): string | undefined;
  /** The address of a picture that is part of the site, or undefined if it is not. */
  picture(src: string): string | undefined;
}

/** Elements of prose and tables: nothing that runs, loads, or collects what is typed. */
const ELEMENTS =
  "a abbr b blockquote br caption cite code col colgroup dd del details dfn div dl dt em " +
  "figcaption figure h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q s samp small span strong sub " +
  "summary sup table tbody td tfoot th thead tr u ul var";

/** Attributes that say something about the content; no `style`, no `class`, no `id`. */
const ATTRIBUTES: sanitizeHtml.IOptions["allowedAttributes"] = {
  a: ["href", "title", "rel"],
  abbr: ["title"],
  dfn: ["title"],
  img: ["src", "alt", "title", "width", "height"],
  ol: ["start", "reversed", "type"],
  td: ["align", "colspan", "rowspan"],
  th: ["align", "colspan", "rowspan", "scope"],
  col: ["span"],
  colgroup: ["span"],
  details: ["open"],
  "*": ["lang", "dir"],
};

/**
 * Markup of a notebook without all that could run, style the page, or load something: an allow-list
 * of elements and attributes. A picture from elsewhere becomes a link to it.
 */
export function sanitise(markup: string, { link, picture }: Addresses): Html {
  const clean = sanitizeHtml(markup, {
    allowedTags: ELEMENTS.split(" "),
    allowedAttributes: ATTRIBUTES,
    allowedSchemes: ["http", "https", "mailto"],
    allowedSchemesByTag: { img: ["data"] },
    allowProtocolRelative: false,
    disallowedTagsMode: "discard",
    transformTags: {
      a: (tagName, { href, title }) => {
        const target = href === undefined ? undefined : link(href);
        if (target === undefined) return { tagName: "span", attribs: {} };
        const attribs: Record<string, string> = { href: target };
        if (title !== undefined) attribs.title = title;
        if (/^https?:/i.test(target)) attribs.rel = "noopener";
        return { tagName, attribs };
      },
      img: (tagName, { src = "", ...rest }) => {
        const own = picture(src);
        if (own !== undefined) return { tagName, attribs: { alt: "", ...rest, src: own } };
        const text = rest.alt?.trim() || src;
        return /^https?:/i.test(src)
          ? { tagName: "a", attribs: { href: src, rel: "noopener" }, text }
          : { tagName: "span", attribs: {}, text };
      },
    },
  });
  return trusted(clean);
}

/** Pictures that may stand in a page as data; SVG is no picture here, it can hold scripts. */
const DATA_PICTURE = /^data:image\/(?:png|jpeg|gif|webp|avif);base64,[A-Za-z0-9+/=\s]+$/;

/** The data address of a picture in a format of pixels, or undefined. */
export function dataPicture(src: string): string | undefined {
  return DATA_PICTURE.test(src) ? src : undefined;
}
