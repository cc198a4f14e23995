import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import type { MultilineText, Output } from "./output.ts";
import { joinText } from "./output.ts";

/** Takes the machine's paths out of a text. */
export type Scrub = (text: string) => string;

/** Files that mark the top folder of a project. */
const MARKS = ["deno.json", "deno.jsonc", "package.json", ".git"];

/**
 * A function that writes paths of the project relative to the notebook's folder, packages from npm
 * by name and version, and the home folder as `~`, so that outputs are the same on every machine.
 */
export function pathScrubber(cwd: string, home = Deno.env.get("HOME")): Scrub {
  const pairs: [string, string][] = [];
  for (const [folder, relative] of foldersUpTo(projectRoot(cwd), cwd)) {
    pairs.push([`${pathToFileURL(folder)}/`, relative], [join(folder, "/"), relative]);
  }
  if (home && home.length > 1) {
    pairs.push([`${pathToFileURL(home)}/`, "~/"], [join(home, "/"), "~/"]);
  }
  return (text) =>
    pairs.reduce((text, [path, relative]) => text.replaceAll(path, relative), namePackages(text));
}

/** What stands behind the folder of Deno's packages: registry, name, version. */
const PACKAGE = /\/npm\/[^/\s]+\/((?:@[^/\s]+\/)?[^/\s]+)\/(\d[^/\s]*)\//g;

/**
 * The text with packages in the place of their paths. The beginning of a path is sought backwards
 * from what is sure: forwards, each letter of a long line would be tried as one.
 */
function namePackages(text: string): string {
  let [result, end] = ["", 0];
  for (const { 0: found, 1: name, 2: version, index } of text.matchAll(PACKAGE)) {
    let start = index;
    while (start > end && !/[\s"'()]/.test(text[start - 1]!)) start--;
    result += `${text.slice(end, start)}npm:${name}@${version}/`;
    end = index + found.length;
  }
  return result + text.slice(end);
}

/** The output without paths of the machine. */
export function scrubOutput(output: Output, scrub: Scrub): Output {
  if (output.output_type === "stream") return { ...output, text: scrubText(output.text, scrub) };
  if (output.output_type === "error") {
    const { ename, evalue, traceback } = output;
    return { ...output, ename, evalue: scrub(evalue), traceback: traceback.map(scrub) };
  }
  const plain = output.data["text/plain"];
  if (typeof plain !== "string") return output;
  return { ...output, data: { ...output.data, "text/plain": scrub(plain) } };
}

function scrubText(text: MultilineText, scrub: Scrub): string {
  return scrub(joinText(text));
}

/** The folder and its parents up to the root of the project, with the way there. */
function foldersUpTo(root: string, cwd: string): [string, string][] {
  const folders: [string, string][] = [[cwd, ""]];
  let way = "";
  for (let folder = cwd; folder !== root;) {
    folder = dirname(folder);
    way += "../";
    folders.push([folder, way]);
  }
  return folders;
}

/** The nearest folder upwards with a mark of a project; without one, the folder itself. */
function projectRoot(cwd: string): string {
  for (let folder = cwd; folder !== dirname(folder); folder = dirname(folder)) {
    if (MARKS.some((mark) => exists(join(folder, mark)))) return folder;
  }
  return cwd;
}

function exists(path: string): boolean {
  try {
    Deno.statSync(path);
    return true;
  } catch {
    return false;
  }
}
