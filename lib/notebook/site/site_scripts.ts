import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { bundleScript, pageModule } from "./bundle_scripts.ts";
import { exerciseContent, type ExerciseSource } from "./exercise_content.ts";
import { scriptHash } from "./layout.ts";
import { liveScript } from "./live_script.ts";
import { projectImports } from "./project_imports.ts";
import { searchIndex } from "./search_script.ts";
import type { ReadCourse, SiteOptions } from "./read_course.ts";

/** A script of the pages, with the packages that it uses. */
export async function pageScript(module: string): Promise<string> {
  const { imports, lock } = await projectImports(dirname(fileURLToPath(import.meta.url)));
  return await bundleScript({ source: `import ${pageModule(module)};\n`, imports, lock });
}

/**
 * The frame in which exercises run: it has no origin, and its policy lets nothing be fetched. Its one
 * script stands in it, named by its hash: a page opened from a folder gives such a frame no file.
 * WebAssembly may be compiled in it, for the library's kernels; text may not be evaluated even here.
 */
function sandboxHtml(script: string): string {
  const scripts = `${scriptHash(script)} blob: 'wasm-unsafe-eval'`;
  const policy = `default-src 'none'; script-src ${scripts}; worker-src blob:`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<title>Runs the exercises</title>
</head>
<body><script>${script}</script></body>
</html>
`;
}

/** What exercises need, if there are some and their modules can run in a browser. */
async function exerciseFiles(
  sources: readonly ExerciseSource[],
  say: SiteOptions["say"],
): Promise<Map<string, string>> {
  if (sources.length === 0) return new Map();
  try {
    const { script, files } = await exerciseContent(sources, await pageScript("worker_prelude.ts"));
    return new Map([
      ...files,
      ["assets/exercise-content.js", script],
      ["assets/exercise-run.js", await pageScript("exercise_run.ts")],
      ["assets/exercise.js", await pageScript("exercise.ts")],
      ["assets/sandbox.html", sandboxHtml(await pageScript("sandbox.ts"))],
    ]);
  } catch (error) {
    const why = (error as Error).message.replace(/\s+/g, " ").slice(0, 300);
    say(`  note: exercises are only shown, as what they need does not run in a browser: ${why}`);
    return new Map();
  }
}

/** The scripts that pages load, by address. */
export async function siteScripts(
  { course, sources }: ReadCourse,
  say: SiteOptions["say"],
): Promise<Map<string, string>> {
  const built = new Map<string, string>();
  built.set("assets/theme.js", await pageScript("theme_main.ts"));
  built.set("assets/site.js", await pageScript("site.ts"));
  built.set("assets/search.js", await pageScript("search.ts"));
  built.set("assets/search-index.js", searchIndex(course));
  if (course.pages.some(({ live }) => live.length > 0)) {
    built.set("assets/live.js", await liveScript());
  }
  const asking = new Set(
    course.pages.filter(({ exercises }) => exercises.length > 0).map(({ address }) => address),
  );
  const own = sources.filter(({ address }) => asking.has(address));
  for (const [address, script] of await exerciseFiles(own, say)) built.set(address, script);
  return built;
}
