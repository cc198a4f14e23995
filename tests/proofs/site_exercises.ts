/**
 * The exercises of a page, as a reader does them: right answers and wrong ones, in the editor, judged in the page.
 *
 * @module
 */
import type { Locator, Page } from "playwright-core";

/** The solutions of a notebook as they are in its file, to be typed into an editor. */
async function solutionText(file: URL): Promise<string> {
  const text = await Deno.readTextFile(file);
  return text.replace(
    /^import .* from "node:[^"]+";$/gm,
    "const [brotliCompressSync, gzipSync] = [nodeOnly, nodeOnly];",
  )
    .replaceAll(/from "\.\.\//g, 'from "./').replaceAll(/^export const/gm, "const")
    .replace(
      /^/,
      "function nodeOnly(_: Uint8Array): Uint8Array { throw new Error('only Node has it'); }\n",
    );
}

/** Right answers that Node alone can give, as a page can. */
const IN_A_PAGE: Record<string, string> = {
  "E2.4": "(bytes: Uint8Array) => { const half = bytes.length / 2; " +
    "return bytes.subarray(0, half).every((byte, i) => byte === bytes[half + i]); }",
};

/** Types a text into the editor of an exercise, runs it, and gives what the page says. */
export async function answer(section: Locator, text: string): Promise<string[]> {
  await section.locator("textarea").fill(text);
  const check = section.getByRole("button", { name: "Check the answer" });
  await check.click();
  await section.page().waitForFunction(
    (button) => !(button as HTMLButtonElement).disabled,
    await check.elementHandle(),
    { timeout: 90_000 },
  );
  return await section.locator(".said p").allTextContents();
}

/** Every plausible wrong answer is refused: all in one run, or where that takes too long, one by one. */
async function proveWrong(
  section: Locator,
  id: string,
  text: string,
  count: number,
): Promise<string[]> {
  const isRefused = (line: string) => line.startsWith(`✗ ${id} is not right yet`);
  const loop = `for (const answer of wrong["${id}"]) await check("${id}", answer as never);`;
  const all = await answer(section, `${text}\n${loop}`);
  if (all.length === count && all.every(isRefused)) return [];
  const faults: string[] = [];
  for (let k = 0; k < count; k++) {
    const said = await answer(
      section,
      `${text}\nawait check("${id}", wrong["${id}"][${k}] as never);`,
    );
    const ended = said.length === 1 &&
      (isRefused(said[0]!) || /^stopped after \d+ seconds/.test(said[0]!));
    if (!ended) faults.push(`${id}, wrong answer ${k + 1}: ${said.join(" / ").slice(0, 300)}`);
  }
  return faults;
}

/** Every exercise of the page: the stub is open, the solution right, each plausible wrong answer not right. */
export async function proveExercises(page: Page, folder: URL, number: string): Promise<string[]> {
  const faults: string[] = [];
  const file = new URL(`solutions/nb${number}.ts`, folder);
  const text = await solutionText(file);
  const { wrong } = await import(file.href) as { wrong: Record<string, readonly unknown[]> };
  for (const section of await page.locator("section.exercise").all()) {
    const id = (await section.getAttribute("data-exercise"))!;
    const open = await answer(section, await section.locator("textarea").inputValue());
    if (open.length !== 1 || !open[0]!.startsWith(`… ${id} has no answer yet`)) {
      faults.push(`${id}, the stub: ${open}`);
    }
    const right = IN_A_PAGE[id] ?? `solutions["${id}"]`;
    const said = await answer(
      section,
      `${text}\nconst right = ${right};\nawait check("${id}", right as never);`,
    );
    if (said.join() !== `✓ ${id} is right`) {
      faults.push(`${id}, the solution: ${said.join(" / ").slice(0, 300)}`);
    }
    faults.push(...await proveWrong(section, id, text, wrong[id]!.length));
    await section.getByRole("button", { name: "Start over" }).click();
  }
  return faults;
}

/** What an answer may not do: run for ever, reach the page, the network, or evaluate text. */
export async function proveConfinement(page: Page): Promise<string[]> {
  const section = page.locator("section.exercise").first();
  const faults: string[] = [];
  const expect = async (what: string, text: string, wanted: RegExp) => {
    const said = (await answer(section, text)).join("\n");
    if (!wanted.test(said)) faults.push(`${what}: ${said.slice(0, 200)}`);
  };
  await expect(
    "an endless loop",
    "while (true) {}",
    /^stopped after 20 seconds: is there a loop that never ends\?$/,
  );
  await expect("after it", 'console.log("lives")', /^lives$/);
  await expect(
    "a loop that prints",
    'for (;;) postMessage({ kind: "print", text: "x" })',
    /stopped, because it printed too much$/,
  );
  await expect("a syntax error", "const a: number = 1;\nconst b = ;", /^line 2: SyntaxError: \w/);
  await expect(
    "an error",
    "const a: number = 1;\nthrow new RangeError(`no ${a}`);",
    /^line 2: RangeError: no 1$/,
  );
  await expect(
    "the page",
    "console.log(typeof document, typeof window, typeof localStorage, self.origin)",
    /^undefined undefined undefined null$/,
  );
  await expect(
    "a database",
    'try { indexedDB.open("x"); console.log("open") } catch { console.log("denied") }',
    /^denied$/,
  );
  await expect(
    "eval",
    'try { eval("1"); console.log("ran") } catch { console.log("denied") }',
    /^denied$/,
  );
  return faults;
}

/** What an answer may not do, and the browser says so in its console: to be asked on a page of its own. */
export async function proveNoNetwork(page: Page): Promise<string[]> {
  const section = page.locator("section.exercise").first();
  const said = await answer(
    section,
    `const tries = [
  () => fetch("https://example.com"), () => fetch("site.json"), () => import("https://example.com/x.js"),
  async () => importScripts("https://example.com/x.js"),
  () => new Promise((resolve, reject) => { const s = new WebSocket("wss://example.com"); s.onopen = resolve; s.onerror = reject; }),
];
for (const attempt of tries) console.log(await attempt().then(() => "reached", () => "denied"));`,
  );
  return said.join() === "denied,denied,denied,denied,denied" ? [] : [`the network: ${said}`];
}
