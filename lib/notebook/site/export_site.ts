import { createHash } from "node:crypto";
import type { Course } from "./course.ts";
import { darkCss } from "./dark_css.ts";
import { indexHtml } from "./index_html.ts";
import { Palette } from "./inline_svg.ts";
import type { Assets } from "./layout.ts";
import { LOST, lostHtml } from "./lost_html.ts";
import { StyleClasses } from "./mathematics.ts";
import { notebookHtml } from "./notebook_html.ts";
import { readCourse, type SiteOptions } from "./read_course.ts";
import { pageScript, siteScripts } from "./site_scripts.ts";
import { styleSheet } from "./style_sheet.ts";
import { checkTarget, writeSite } from "./write_site.ts";

/** What came of an export. */
export interface ExportedSite {
  readonly course: Course;
  /** Contents by address. */
  readonly files: ReadonlyMap<string, string | Uint8Array>;
}

/** The hash by which browsers tell a new version of an asset. */
function versionOf(files: ReadonlyMap<string, string | Uint8Array>): string {
  const hash = createHash("sha256");
  for (const [address, content] of [...files].sort(([a], [b]) => a < b ? -1 : 1)) {
    hash.update(address).update("\0").update(content);
  }
  return hash.digest("hex").slice(0, 10);
}

/** Builds a site in memory: the same notebooks give the same bytes. */
export async function buildSite(options: SiteOptions): Promise<ExportedSite> {
  const { say } = options;
  const palette = new Palette();
  const styles = new StyleClasses();
  const read = await readCourse(options, { palette, styles });
  const { course } = read;
  say("building the scripts of the pages");
  const files = new Map<string, string | Uint8Array>(await siteScripts(read, say));
  files.set("assets/site.css", styleSheet(styles));
  files.set("assets/dark.css", darkCss(palette.colours()));
  const assets: Assets = {
    version: versionOf(files),
    live: files.has("assets/live.js"),
    exercises: files.has("assets/exercise.js"),
  };
  files.set("index.html", indexHtml(course, assets, palette));
  for (const page of [...course.pages, ...course.extras]) {
    files.set(page.address, notebookHtml(page, course, assets));
  }
  files.set(LOST, lostHtml(course, assets, await pageScript("lost.ts")));
  files.set("site.json", manifest(course, assets));
  return { course, files };
}

/** What the site holds, for whoever asks a folder what it is. */
function manifest({ title, pages }: Course, { version }: Assets): string {
  const list = pages.map(({ address, title, minutes, needs, claims, exercises, live }) => ({
    address,
    title,
    minutes,
    needs,
    claims: Object.fromEntries(claims.map(({ id, state }) => [id, state])),
    exercises: exercises.map(({ id }) => id),
    live,
  }));
  return JSON.stringify({ title, version, pages: list }, null, 1) + "\n";
}

/** Exports notebooks as a site into a folder. */
export async function exportSite(options: SiteOptions): Promise<ExportedSite> {
  await checkTarget(options.folder);
  const site = await buildSite(options);
  await writeSite(options.folder, site.files);
  return site;
}
