/**
 * Proof: what `deno task pack` makes is installed by npm in an empty project. There the README's numbers
 * come out in Node and, unbundled, in a page; the types hold under a strict compiler, which also looks
 * into the declarations; and a bundle holds no more than what is asked for.
 *
 * Usage: deno run -A tests/proofs/npm_package.ts
 * Needs: node, npm, CHROMIUM (default /usr/bin/chromium). Gets typescript, esbuild and zod from npm.
 *
 * @module
 */
import { packLibrary } from "../../lib/pack.ts";
import { startBrowser } from "./site_server.ts";

/** The README's numbers, as a module that leaves what is wrong in `wrong`. */
const PROGRAM = `
import {
  crossEntropy, entropy, klDivergence, oneHot, softmaxCrossEntropy, softmaxCrossEntropyGradient, uniform,
} from "@surprisal/loss";
import { softmax } from "@surprisal/loss/exact";
import { createPool } from "@surprisal/loss/parallel";

const q = [0.1, 0.5, 0.1, 0.1, 0.2];
const gradient = softmaxCrossEntropyGradient(q.map(Math.log), 0);
const checks = {
  "2.30 nats": crossEntropy(oneHot(0, 5), q) === 2.3025850929940455,
  "3.32 bits": Math.abs(crossEntropy(oneHot(0, 5), q, { unit: "bits" }) - 3.321928094887362) < 1e-15,
  "q - y": [-0.9, 0.5, 0.1, 0.1, 0.2].every((g, i) => Math.abs(gradient[i] - g) < 1e-15),
  "3 bits exactly": entropy(uniform(8), { unit: "bits" }) === 3,
  "0 exactly": Object.is(klDivergence([0.5, 0.5], [0.5, 0.5]), 0),
  "a small loss, not 0": softmaxCrossEntropy([40, 0], 0) === 4.248354255291589e-18,
  "the exact tier": softmax([0, 0])[1] === 0.5,
  "kernels": softmaxCrossEntropy(
    { data: new Float64Array(4096), rows: 4, columns: 1024 }, new Uint8Array(4), { unit: "bits" },
  ) === 10,
  "a pool": typeof createPool === "function",
};
globalThis.wrong = Object.keys(checks).filter((name) => !checks[name]).join(", ") || "nothing";
`;

const TYPES = `
import {
  type Bits, crossEntropy, entropy, type Nats, softmax, softmaxCrossEntropy, toBits,
} from "@surprisal/loss";
import { entropy as exactEntropy } from "@surprisal/loss/exact";
import { createPool } from "@surprisal/loss/parallel";
import { logits } from "@surprisal/loss/schemas";

const tuple = [0.25, 0.75] as const;
export const right: [Nats, Bits, Bits, Nats, Nats] = [
  entropy(tuple),
  entropy(new Float32Array([1]), { unit: "bits" }),
  toBits(crossEntropy(tuple, tuple)),
  exactEntropy(new Float64Array([0, 1]).subarray(0, 2)),
  softmaxCrossEntropy([[2, 1, 0], [0, 40, 0]], [0, 1]),
];
export const others = [createPool, logits] as const;
// @ts-expect-error: softmax twice
softmaxCrossEntropy(softmax([2, 1, 0]), 0);
// @ts-expect-error: nats are no bits
export const wrong: Bits = entropy(tuple);
// @ts-expect-error: labels where logits belong
softmaxCrossEntropy(["a"], 0);
`;

/**
 * The most bytes, minified, that a bundle of one name may have: what reaches kernels holds one build of them, and
 * what chooses between them two.
 */
const SIZES: Record<string, number> = {
  toBits: 2000,
  sigmoid: 5000,
  perplexity: 2500,
  softmaxCrossEntropy: 140_000,
  chooseKernels: 200_000,
};

const wrong: string[] = [];
const folder = await Deno.makeTempDir({ prefix: "npm-package-" });

async function run(program: string, ...args: string[]): Promise<string> {
  const { success, stdout, stderr } = await new Deno.Command(program, { args, cwd: folder })
    .output();
  const text = new TextDecoder().decode(stdout) + new TextDecoder().decode(stderr);
  if (!success) wrong.push(`${program} ${args.join(" ")}: ${text}`);
  return text;
}

async function write(name: string, text: string): Promise<void> {
  await Deno.writeTextFile(`${folder}/${name}`, text);
}

async function checkTypes(): Promise<void> {
  const strict = {
    ...{ strict: true, noEmit: true, skipLibCheck: false, target: "es2022", types: [] },
    ...{ exactOptionalPropertyTypes: true, noUncheckedIndexedAccess: true },
  };
  const ways = [
    { module: "nodenext", lib: ["es2022", "dom"] },
    { module: "esnext", moduleResolution: "bundler", lib: ["esnext", "dom"] },
  ];
  await write("types.ts", TYPES);
  for (const way of ways) {
    await write(
      "tsconfig.json",
      JSON.stringify({ compilerOptions: { ...strict, ...way }, files: ["types.ts"] }),
    );
    await run("npx", "tsc", "-p", "tsconfig.json");
  }
}

async function checkSizes(): Promise<void> {
  for (const [name, most] of Object.entries(SIZES)) {
    await write("entry.js", `import { ${name} } from "@surprisal/loss"; console.log(${name});`);
    const options = ["--bundle", "--minify", "--format=esm", "--log-level=error"];
    const size = (await run("npx", "esbuild", "entry.js", ...options)).length;
    console.log(`a bundle of ${name}: ${(size / 1000).toFixed(1)} kB`);
    if (size > most) wrong.push(`a bundle of ${name} has ${size} bytes, more than ${most}`);
  }
}

const PAGE = `<!doctype html><title>npm</title>
<script type="importmap">{ "imports": {
  "@surprisal/loss": "/node_modules/@surprisal/loss/lib/mod.js",
  "@surprisal/loss/": "/node_modules/@surprisal/loss/lib/",
  "@surprisal/loss/exact": "/node_modules/@surprisal/loss/lib/exact/mod.js",
  "@surprisal/loss/parallel": "/node_modules/@surprisal/loss/lib/parallel/mod.js"
} }</script><script type="module" src="/program.js"></script>`;

async function inPage(): Promise<string> {
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, async (request) => {
    const { pathname } = new URL(request.url);
    if (pathname === "/") return new Response(PAGE, { headers: { "content-type": "text/html" } });
    const text = await Deno.readTextFile(folder + pathname).catch(() => undefined);
    const headers = { "content-type": "text/javascript" };
    return new Response(text ?? null, { status: text === undefined ? 404 : 200, headers });
  });
  const browser = await startBrowser();
  try {
    const page = await browser.newPage();
    await page.goto(`http://127.0.0.1:${server.addr.port}/`);
    await page.waitForFunction(() => "wrong" in globalThis);
    return await page.evaluate(() => (globalThis as unknown as { wrong: string }).wrong);
  } finally {
    await browser.close();
    await server.shutdown();
  }
}

try {
  const archive = await packLibrary(new URL(`file://${folder}/made/npm/`));
  await write("package.json", `{ "type": "module", "private": true }`);
  await write("program.js", `${PROGRAM}\nglobalThis.process && console.log(globalThis.wrong);`);
  const quiet = ["--silent", "--no-audit", "--no-fund"];
  await run("npm", "install", ...quiet, archive.pathname);
  const installed = [...Deno.readDirSync(`${folder}/node_modules`)].map(({ name }) => name);
  const alone = installed.filter((name) => !name.startsWith("."));
  if (alone.join() !== "@surprisal") wrong.push(`installed besides: ${alone.join(", ")}`);
  const inNode = (await run("node", "program.js")).trim();
  if (inNode !== "nothing") wrong.push(`wrong in Node: ${inNode}`);
  const shown = await inPage();
  if (shown !== "nothing") wrong.push(`wrong in a page: ${shown}`);
  await run("npm", "install", ...quiet, "typescript@5.9.3", "esbuild@0.28.2", "zod@4");
  await checkTypes();
  await checkSizes();
} finally {
  await Deno.remove(folder, { recursive: true });
}
for (const line of wrong) console.error(line);
console.log(wrong.length === 0 ? "the package for npm is right" : `${wrong.length} faults`);
Deno.exit(wrong.length === 0 ? 0 : 1);
