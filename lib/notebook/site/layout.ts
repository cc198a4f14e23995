import { createHash } from "node:crypto";
import type { Course } from "./course.ts";
import { type Html, html, type HtmlValue, trusted } from "./html.ts";
import { relativeAddress } from "./page_links.ts";

/** How a policy names the one script that stands in a page. */
export function scriptHash(script: string): string {
  return `'sha256-${createHash("sha256").update(script).digest("base64")}'`;
}

/**
 * What a page may do: load scripts, styles and frames from its own folder, pictures also from its own
 * text. Nothing inline runs but the one script that is named, nothing is evaluated, nothing is fetched,
 * nothing is sent.
 */
function policy(inline: string | undefined): string {
  const scripts = inline === undefined ? "'self'" : `'self' ${scriptHash(inline)}`;
  return `default-src 'none'; script-src ${scripts}; style-src 'self'; img-src 'self' data:; ` +
    "frame-src 'self'; base-uri 'none'; form-action 'none'";
}

/** Files that every page loads, and what is added to their names so that browsers see a new version. */
export interface Assets {
  /** The query of an asset's address: it changes when the asset does. */
  readonly version: string;
  /** Whether there are live figures. */
  readonly live: boolean;
  /** Whether there are exercises that run in the page. */
  readonly exercises: boolean;
}

/** What the frame of a page needs. */
export interface Frame {
  readonly course: Course;
  readonly assets: Assets;
  /** Address of the page below the site. */
  readonly address: string;
  readonly title: string;
  readonly description: string;
  /** Scripts besides the common one, by file name. */
  readonly scripts: readonly string[];
  /** A script that stands in the page itself, where its files may be out of reach. */
  readonly inline?: string | undefined;
  readonly main: HtmlValue;
  /** What stands beside the content on wide screens. */
  readonly aside?: Html | undefined;
  /** Class of the page's element. */
  readonly kind: "index" | "notebook";
}

/** The address of an asset as a page names it. */
export function assetAddress(from: string, name: string, { version }: Assets): string {
  return `${relativeAddress(from, `assets/${name}`)}?v=${version}`;
}

/** A whole page around its content. */
export function layout(frame: Frame): string {
  const { course, assets, address, title, description, scripts, inline, main, aside, kind } = frame;
  const asset = (name: string) => assetAddress(address, name, assets);
  const home = relativeAddress(address, "index.html");
  return html`
    <!doctype html>
    <html lang="${course.language}">
      <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="${policy(inline)}">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="referrer" content="no-referrer">
    <meta name="color-scheme" content="light dark">
    <title>${title === course.title ? title : `${title} – ${course.title}`}</title>
    ${description !== "" && html`<meta name="description" content="${description}">`}
    <link rel="icon" href="data:,">
    <link rel="stylesheet" href="${asset("site.css")}">
    <link rel="stylesheet" href="${asset(
      "dark.css",
    )}" media="screen and (prefers-color-scheme: dark)" id="site-dark">
    <script src="${asset("theme.js")}"></script>
    <script src="${asset("site.js")}" defer></script>
    ${scripts.map((name) => html`<script src="${asset(name)}" defer></script>\n`)}</head>
      <body class="${kind}" data-assets="${relativeAddress(
        address,
        "assets",
      )}" data-version="${assets.version}">
        <a class="skip" href="#main">Skip to the content</a>
        <header class="bar">
          <a class="home" href="${home}">${course.title}</a>
          <div class="tools" id="site-tools"></div>
        </header>
        <div class="frame">
    ${aside}
    <main id="main" tabindex="-1">
    ${main}
    </main>
        </div>
        <footer class="foot">
          <p>Made from executed notebooks by <code>deno task nb export --site</code>. This page loads nothing from elsewhere.</p>
        </footer>
    ${inline !== undefined && trusted(`<script>${inline}</script>`)}
      </body>
    </html>
  `.text;
}
