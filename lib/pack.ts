/**
 * Packs the loss library for npm: `deno task pack` writes the package's files to `out/npm`, and beside
 * them the archive that `npm install` and `npm publish` take. Figures and companion stay here: they
 * need Deno.
 *
 * @module
 */
import { fileURLToPath } from "node:url";

const ROOT = new URL("../", import.meta.url);

/** What npm gets of `lib`: what computes, and what checks its arguments. */
const PARTS = [
  ...["mod.ts", "types", "kernels", "numerics", "information", "losses", "exact", "coding"],
  ...["learning", "parallel", "schemas"],
];
const ENTRIES = [".", "./exact", "./coding", "./parallel", "./parallel/worker", "./schemas"];

/** What builds the kernels: what it builds is there. */
const BUILDERS = /\/kernels\/(?:build|log_table)\.ts$/;

interface Config {
  readonly name: string;
  readonly version: string;
  readonly license: string;
  readonly exports: Readonly<Record<string, string>>;
  readonly imports: Readonly<Record<string, string>>;
  readonly compilerOptions: unknown;
}

async function run(program: string, args: readonly string[], cwd: URL): Promise<string> {
  const command = new Deno.Command(program, { args: [...args], cwd, env: { NO_COLOR: "1" } });
  const { success, stdout, stderr } = await command.output();
  const text = new TextDecoder().decode(stdout);
  if (success) return text;
  throw new Error(`${program} ${args[0]} fails: ${text}${new TextDecoder().decode(stderr)}`);
}

async function copy(from: URL, to: URL): Promise<void> {
  if ((await Deno.stat(from)).isFile) {
    if (!BUILDERS.test(from.pathname)) await Deno.copyFile(from, to);
    return;
  }
  await Deno.mkdir(to, { recursive: true });
  for await (const { name } of Deno.readDir(from)) {
    if (name !== "assembly") await copy(new URL(`${from}/${name}`), new URL(`${to}/${name}`));
  }
}

/** The library alone, as a project whose package Deno can make. */
async function stage(config: Config, folder: URL): Promise<void> {
  await Deno.mkdir(new URL("lib", folder));
  for (const part of PARTS) {
    await copy(new URL(`lib/${part}`, ROOT), new URL(`lib/${part}`, folder));
  }
  for (const name of ["LICENSE", "CHANGELOG.md", "deno.lock"]) {
    await Deno.copyFile(new URL(name, ROOT), new URL(name, folder));
  }
  await Deno.writeTextFile(new URL("README.md", folder), await readme(config.name));
  const { name, version, license, compilerOptions } = config;
  const exports = Object.fromEntries(ENTRIES.map((entry) => [entry, config.exports[entry]]));
  const imports = { zod: config.imports["zod"] };
  const publish = { include: ["lib/", "README.md", "LICENSE", "CHANGELOG.md"] };
  const own = { name, version, license, exports, imports, compilerOptions, publish };
  await Deno.writeTextFile(new URL("deno.json", folder), JSON.stringify(own));
}

/** What README.md says of the library; places of the repository are no links there. */
async function readme(name: string): Promise<string> {
  const page = await Deno.readTextFile(new URL("README.md", ROOT));
  const [head] = page.split(/^!\[/m);
  const library = page.match(/^## The library\n([\s\S]*?)^## /m)?.[1];
  if (library === undefined) {
    throw new Error("README.md must have the part The library: it has not");
  }
  const text = `${head}\`\`\`sh\nnpm install ${name}\n\`\`\`\n\n${library.trim()}\n`;
  return text.replace(/\[([^\]]+)\]\((?!https?:)[^)]+\)/g, "$1");
}

/** What Deno makes of the configuration, and what a bundler and an installation want to know besides. */
async function completePackage(config: Config, folder: URL): Promise<void> {
  const url = new URL("package.json", folder);
  const { dependencies: _, ...made } = JSON.parse(await Deno.readTextFile(url));
  const all = {
    ...made,
    description: "Cross-entropy you can run: typed losses, gradients and information measures",
    keywords: ["cross-entropy", "softmax", "loss", "entropy", "kl-divergence", "gradient"],
    engines: { node: ">=20" },
    // A module that nobody asks for anything does nothing; only a thread's begins by itself.
    sideEffects: ["./lib/parallel/worker.js"],
    peerDependencies: { zod: config.imports["zod"]!.replace("npm:zod@", "") },
    peerDependenciesMeta: { zod: { optional: true } },
  };
  await Deno.writeTextFile(url, `${JSON.stringify(all, null, 2)}\n`);
  const pool = new URL("lib/parallel/pool.d.ts", folder);
  const types = await Deno.readTextFile(pool);
  await Deno.writeTextFile(pool, `/// <reference lib="esnext.disposable" />\n${types}`);
}

/**
 * Packs the library into a folder.
 *
 * @param folder Where the files go, which takes the place of what is there.
 * @returns The archive, beside the folder.
 */
export async function packLibrary(folder: URL): Promise<URL> {
  const config: Config = JSON.parse(await Deno.readTextFile(new URL("deno.json", ROOT)));
  const work = new URL(`file://${await Deno.makeTempDir({ prefix: "pack-" })}/`);
  try {
    await stage(config, work);
    await run(Deno.execPath(), ["pack", "--allow-dirty", "--no-source-maps", "-o", "a.tgz"], work);
    await run("tar", ["xzf", "a.tgz"], work);
    const files = new URL("package/", work);
    await completePackage(config, files);
    const archive = (await run("npm", ["pack", "--silent", "--pack-destination", ".."], files))
      .trim();
    await Deno.remove(folder, { recursive: true }).catch(() => {});
    await copy(new URL("package", work), new URL(folder.href.replace(/\/$/, "")));
    await Deno.copyFile(new URL(archive, work), new URL(`../${archive}`, folder));
    return new URL(`../${archive}`, folder);
  } finally {
    await Deno.remove(work, { recursive: true });
  }
}

if (import.meta.main) {
  const folder = new URL("out/npm/", ROOT);
  const archive = await packLibrary(folder);
  const { size } = await Deno.stat(archive);
  console.log(`The package is in ${fileURLToPath(folder)}`);
  console.log(`The archive is ${fileURLToPath(archive)}, ${(size / 1000).toFixed(0)} kB`);
}
