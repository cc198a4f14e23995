import { basename, join, resolve } from "node:path";
import type { FoundNotebook } from "../find_notebooks.ts";
import { type Notebook, parseNotebook } from "../nbformat.ts";
import { readText } from "../notebook_file.ts";
import type { Course } from "./course.ts";
import type { ExerciseSource } from "./exercise_content.ts";
import { LOST } from "./lost_html.ts";
import type { Page } from "./page.ts";
import { type PageSource, readPage, type SiteContext } from "./read_page.ts";

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

/** The course and the notebooks that it was made of. */
export interface ReadCourse {
  readonly course: Course;
  readonly sources: readonly ExerciseSource[];
}

/** The folder that the places of notebooks are below, as the user wrote it. */
function rootOf({ path, place }: FoundNotebook): string {
  return path.slice(0, -place.length).replace(/[/\\]$/, "") || ".";
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
    return { path, place, notebook: asNotebook(await readText(path)) };
  }));
}

/** Where pages go, by the places of their notebooks: no two at one address, also where case does not count. */
function addressesOf(places: readonly string[]): Map<string, string> {
  const taken = new Set(["index.html", LOST, "assets/sandbox.html"]);
  return new Map(places.map((place) => {
    const name = place.replace(/\.(?:ipynb|md)$/, "");
    let address = `${name}.html`;
    for (let k = 2; taken.has(address.toLowerCase()); k++) address = `${name}-${k}.html`;
    taken.add(address.toLowerCase());
    return [place, address];
  }));
}

/** Reads the notebooks and the texts beside them, and makes a page of each. */
export async function readCourse(
  options: SiteOptions,
  site: Omit<SiteContext, "pages">,
): Promise<ReadCourse> {
  const { notebooks, say, language = "en" } = options;
  const root = rootOf(notebooks[0]!);
  const sources: PageSource[] = [];
  for (const { path, place } of notebooks) {
    const notebook = parseNotebook(await readText(path), path);
    sources.push({ path, place: place.replaceAll("\\", "/"), notebook });
  }
  const beside = await texts(root);
  const intro = beside.find(({ place }) => place === "index.md");
  const extras = beside.filter((text) => text !== intro);
  const all = [...sources, ...extras];
  const pages = addressesOf(all.map(({ place }) => place));
  const context: SiteContext = { ...site, pages };
  const read = (source: PageSource): Page => {
    const page = readPage(source, context);
    say(`${source.path} -> ${page.address}`);
    for (const warning of page.warnings) say(`  note: ${warning}`);
    return page;
  };
  const about = intro &&
    readPage(intro, { ...context, pages: new Map([...pages, ["index.md", "index.html"]]) });
  const course: Course = {
    title: options.title ??
      (about && about.title !== "index" ? about.title : basename(resolve(root))),
    language,
    about: about?.body,
    pages: sources.map(read),
    extras: extras.map(read),
  };
  return {
    course,
    sources: sources.map((source) => ({ ...source, address: pages.get(source.place)! })),
  };
}
