import { assertEquals } from "@std/assert";

// What the pages point to is there: files, headings, tasks and scripts; and their marks stand in pairs.

const ROOT = new URL("../", import.meta.url);
const FOLDERS = ["", "notebooks/", "lib/", "bench/"];

const TASKS = (JSON.parse(await Deno.readTextFile(new URL("deno.json", ROOT))) as {
  tasks: Record<string, unknown>;
}).tasks;

async function* pages(folder: string, isDeep: boolean): AsyncGenerator<string> {
  for await (const { name, isDirectory } of Deno.readDir(new URL(folder || ".", ROOT))) {
    if (isDirectory && isDeep) yield* pages(`${folder}${name}/`, isDeep);
    else if (name.endsWith(".md")) yield folder + name;
  }
}

/** The name that a page gives to a heading. */
function anchorOf(heading: string): string {
  return heading.toLowerCase().replace(/[^\p{L}\p{N} _-]/gu, "").replaceAll(" ", "-");
}

async function exists(url: URL): Promise<boolean> {
  return await Deno.stat(url).then(() => true, () => false);
}

async function faultOfLink(page: string, target: string): Promise<string | undefined> {
  const url = new URL(target, new URL(page, ROOT));
  if (url.protocol !== "file:") return undefined;
  const anchor = url.hash.slice(1);
  url.hash = "";
  if (!await exists(url)) return `${page}: ${target} is not there`;
  if (!anchor || !url.pathname.endsWith(".md")) return undefined;
  const headings = (await Deno.readTextFile(url)).matchAll(/^#+ +(.*)$/gm);
  if ([...headings].some(([, heading]) => anchorOf(heading!) === anchor)) return undefined;
  return `${page}: ${target} names no heading`;
}

async function* faultsOf(page: string): AsyncGenerator<string> {
  const text = await Deno.readTextFile(new URL(page, ROOT));
  const prose = text.replace(/^( *)```[\s\S]*?^\1```$/gm, "").replace(/`[^`\n]*`/g, "");
  for (const [, target] of prose.matchAll(/\]\(<?([^)\s>]+)>?\)/g)) {
    const fault = await faultOfLink(page, target!);
    if (fault !== undefined) yield fault;
  }
  for (const [, task] of text.matchAll(/\bdeno(?:@[\d.]+)? task ([a-z]+)/g)) {
    if (!(task! in TASKS)) yield `${page}: deno task ${task} is not in deno.json`;
  }
  for (const [, script] of text.matchAll(/\bdeno (?:run|test) -A (?:--\S+ )*([\w./-]+)/g)) {
    const url = new URL(script!, ROOT);
    if (!await exists(url)) yield `${page}: ${script} is not there`;
  }
  for (const [, close, name] of text.matchAll(/^<!-- (\/?)([a-z]+) -->$/gm)) {
    const other = `<!-- ${close ? "" : "/"}${name} -->`;
    if (!text.includes(other)) yield `${page}: ${other} is missing`;
  }
  for (const [line] of text.matchAll(/^(?:undefined|null|NaN|\[object Object\])$/gm)) {
    yield `${page}: a line is ${line}`;
  }
}

Deno.test("the pages point to what is there, and their marks stand in pairs", async () => {
  const faults: string[] = [];
  let count = 0;
  for (const folder of FOLDERS) {
    for await (const page of pages(folder, folder !== "")) {
      count++;
      for await (const fault of faultsOf(page)) faults.push(fault);
    }
  }
  assertEquals(faults, []);
  assertEquals(count >= 12, true, `${count} pages were read`);
});
