import { createHash } from "node:crypto";
import { dirname, join, resolve } from "node:path";
import type { FoundNotebook } from "../find_notebooks.ts";
import { type Notebook, parseNotebook } from "../nbformat.ts";
import { bundleScript, pageModule } from "./bundle_scripts.ts";
import type { Course } from "./course.ts";
import { darkCss } from "./dark_css.ts";
import { indexHtml } from "./index_html.ts";
import { Palette } from "./inline_svg.ts";
import type { Assets } from "./layout.ts";
import { liveScript } from "./live_script.ts";
import { StyleClasses } from "./mathematics.ts";
import { notebookHtml } from "./notebook_html.ts";
import type { Page } from "./page.ts";
import { type PageSource, readPage, type SiteContext } from "./read_page.ts";
import css from "./site.css" with { type: "text" };
import mathCss from "temml/dist/Temml-Local.css" with { type: "text" };
import { checkTarget, writeSite } from "./write_site.ts";

/** What is to be exported, and how. */
export interface SiteOptions {
  /** Where the site goes. */
  readonly folder: string;
  /** The notebooks, in order. */
  readonly notebooks: readonly FoundNotebook[];
  /** Name of the site; else that of the folder of the notebooks. */
  readonly title?: string | undefined;
  /** Language of its texts. */
  readonly language?: string | undefined;
  /** Hears every step. */
  say(line: string): void;
}

/** What came of an export. */
export interface ExportedSite {
  readonly course: Course;
  /** Contents by address. */
  readonly files: ReadonlyMap<string, string | Uint8Array>;
}

/** The folder that the places of notebooks are below. */
function rootOf({ path, place }: FoundNotebook): string {
  return resolve(path).slice(0, -place.length).replace(/[/\\]$/, "") || dirname(resolve(path));
}

/** A text beside the notebooks, as a notebook of one cell. */
function asNotebook(source: string): Notebook {
  return {
    cells: [{ cell_type: "markdown", source, metadata: {} }],
    metadata: {},
    nbformat: 4,
    nbformat_minor: 5,
  };
}

async function texts(root: string): Promise<PageSource[]> {
  const names = (await Array.fromAsync(Deno.readDir(root)))
    .filter(({ isFile, name }) => isFile && name.endsWith(".md")).map(({ name }) => name).sort();
  return await Promise.all(names.map(async (place) => {
    const path = join(root, place);
    return { path, place, notebook: asNotebook(await Deno.readTextFile(path)) };
  }));
}

/** Where a notebook's page goes. */
function addressOf(place: string): string {
  const address = place.replace(/\.(?:ipynb|md)$/, ".html");
  return address === "index.html" ? "index-notebook.html" : address;
}

/** Reads the notebooks and the texts beside them, and makes a page of each. */
async function readCourse(options: SiteOptions, site: Omit<SiteContext, "pages">): Promise<Course> {
  const { notebooks, say, language = "en" } = options;
  const root = rootOf(notebooks[0]!);
  const sources: PageSource[] = [];
  for (const { path, place } of notebooks) {
    const notebook = parseNotebook(await Deno.readTextFile(path), path);
    sources.push({ path, place: place.replaceAll("\\", "/"), notebook });
  }
  const beside = await texts(root);
  const intro = beside.find(({ place }) => place === "index.md");
  const extras = beside.filter((text) => text !== intro);
  const all = [...sources, ...extras];
  const pages = new Map(all.map(({ place }) => [place, addressOf(place)]));
  const context: SiteContext = { ...site, pages };
  const read = (source: PageSource): Page => {
    const page = readPage(source, context);
    say(`${source.path} -> ${page.address}`);
    for (const warning of page.warnings) say(`  note: ${warning}`);
    return page;
  };
  const about = intro &&
    readPage(intro, { ...context, pages: new Map([...pages, ["index.md", "index.html"]]) });
  return {
    title: options.title ??
      (about && about.title !== "index" ? about.title : root.split(/[/\\]/).at(-1)!),
    language,
    about: about?.body,
    pages: sources.map(read),
    extras: extras.map(read),
  };
}

/** The hash by which browsers tell a new version of an asset. */
function versionOf(files: ReadonlyMap<string, string | Uint8Array>): string {
  const hash = createHash("sha256");
  for (const [address, content] of [...files].sort(([a], [b]) => a < b ? -1 : 1)) {
    hash.update(address).update("\0").update(content);
  }
  return hash.digest("hex").slice(0, 10);
}

/** The style sheet: ours, that of the mathematics, and what the mathematics would say inline. */
function styleSheet(styles: StyleClasses): string {
  const mathematics = mathCss.replace(/\/\*[\s\S]*?\*\/|@font-face\s*\{[^}]*\}/g, "")
    .replace(/\s*\n\s*/g, "");
  return `${mathematics}\n${css}\n${styles.css()}\n`;
}

/** The scripts that pages load, by address. */
async function scripts(course: Course): Promise<Map<string, string>> {
  const built = new Map<string, string>();
  for (const [name, module] of [["theme.js", "theme_main.ts"], ["site.js", "site.ts"]] as const) {
    built.set(`assets/${name}`, await bundleScript({ source: `import ${pageModule(module)};\n` }));
  }
  if (course.pages.some(({ live }) => live.length > 0)) {
    built.set("assets/live.js", await liveScript());
  }
  return built;
}

/** Builds a site in memory: the same notebooks give the same bytes. */
export async function buildSite(options: SiteOptions): Promise<ExportedSite> {
  const { say } = options;
  const palette = new Palette();
  const styles = new StyleClasses();
  const course = await readCourse(options, { palette, styles });
  say("scripts");
  const files = new Map<string, string | Uint8Array>(await scripts(course));
  files.set("assets/site.css", styleSheet(styles));
  files.set("assets/dark.css", darkCss(palette.colours()));
  const assets: Assets = {
    version: versionOf(files),
    live: files.has("assets/live.js"),
    exercises: files.has("assets/exercise.js"),
  };
  files.set("index.html", indexHtml(course, assets));
  for (const page of [...course.pages, ...course.extras]) {
    files.set(page.address, notebookHtml(page, course, assets));
  }
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
