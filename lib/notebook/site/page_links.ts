import { dirname, extname, join, relative } from "node:path/posix";
import { dataPicture } from "./sanitise.ts";

/** Formats of pixels by the ending of a file. */
const PICTURES: Record<string, string> = {
  ".png": "image/png",
  ".jpg": "image/jpeg",
  ".jpeg": "image/jpeg",
  ".gif": "image/gif",
  ".webp": "image/webp",
  ".avif": "image/avif",
};

/** The address of one page as another, in whatever folder, names it: whatever its name holds is escaped. */
export function relativeAddress(from: string, to: string): string {
  return relative(dirname(from), to).split("/").map(encodeURIComponent).join("/");
}

/**
 * What becomes of a link: pages of the site link to each other, the web stays the web, and files that
 * are not part of the site are no links.
 *
 * @param href As the author wrote it.
 * @param place Where the notebook is below the folder that is exported, with `/`.
 * @param pages Addresses of all pages by the places of their notebooks.
 */
export function pageLink(
  href: string,
  place: string,
  pages: ReadonlyMap<string, string>,
): string | undefined {
  if (href.startsWith("#")) return `#${href.slice(1).toLowerCase()}`;
  if (/^(?:https?|mailto):/i.test(href)) return href;
  if (/^[a-z][a-z0-9+.-]*:|^\/\//i.test(href)) return undefined;
  const [, path = "", hash = ""] = href.match(/^([^#?]*)[^#]*(#.*)?$/) ?? [];
  let plain: string;
  try {
    plain = decodeURIComponent(path);
  } catch {
    return undefined;
  }
  const target = pages.get(join(dirname(place), plain));
  const own = pages.get(place);
  if (target === undefined || own === undefined) return undefined;
  return relativeAddress(own, target) + hash.toLowerCase();
}

/**
 * A picture as data: one attached to the cell, or a file in the notebook's folder.
 *
 * @param src As the author wrote it.
 * @param folder The folder of the notebook on this machine.
 * @param attachments What is attached to the cell, by name.
 */
export function pagePicture(
  src: string,
  folder: string,
  attachments: Readonly<Record<string, Record<string, unknown>>>,
): string | undefined {
  if (src.startsWith("data:")) return dataPicture(src);
  if (src.startsWith("attachment:")) {
    const [bundle] = Object.entries(attachments[decodeURIComponent(src.slice(11))] ?? {});
    return bundle && dataPicture(`data:${bundle[0]};base64,${[bundle[1]].flat().join("")}`);
  }
  const type = PICTURES[extname(src).toLowerCase()];
  if (type === undefined || /^(?:[a-z][a-z0-9+.-]*:|\/|\\)|(?:^|\/)\.\.(?:\/|$)/i.test(src)) {
    return undefined;
  }
  try {
    const bytes = Deno.readFileSync(`${folder}/${decodeURIComponent(src)}`);
    return `data:${type};base64,${bytes.toBase64()}`;
  } catch {
    return undefined;
  }
}
