import { carelessMap } from "./careless.ts";

/** What peers need that this project does not bring: found, or made, outside the project. */
export interface Tools {
  /** A folder with the npm packages of {@linkcode PACKAGES}. */
  readonly packages: string | undefined;
  /** A Python that has PyTorch or SciPy. */
  readonly python: string | undefined;
  /** The C peer by the bits of its vectors. */
  readonly native: Readonly<Partial<Record<128 | 512, string>>>;
  /** An import map for kernels that do not keep the digits. */
  readonly careless: string | undefined;
}

/** The npm packages that take part, as npm is asked for them. */
const PACKAGES = [
  "@tensorflow/tfjs-core@4.22.0",
  "@tensorflow/tfjs-backend-wasm@4.22.0",
  "onnxruntime-node@1.30.0",
  "@jax-js/jax@0.1.25",
];

/** Numbers as C gives them without the options that reorder sums. */
const C_OPTIONS = [
  ...["-O3", "-march=native", "-ffp-contract=fast", "-ffinite-math-only", "-fno-signed-zeros"],
  ...["-fno-trapping-math", "-fno-math-errno"],
];

async function run(program: string, args: string[], cwd?: string): Promise<string | undefined> {
  const options = { args, stdout: "null", stderr: "piped", ...(cwd && { cwd }) } as const;
  try {
    const { success, stderr } = await new Deno.Command(program, options).output();
    return success ? undefined : new TextDecoder().decode(stderr).trim().split("\n").at(-1) ?? "?";
  } catch (error) {
    return String(error).split("\n")[0];
  }
}

/** Says why a peer is absent. */
function absent(what: string, why: string): undefined {
  console.error(`without ${what}: ${why}`);
  return undefined;
}

/** Where packages stay between runs: the user's cache, never the project. */
function cacheFolder(): string {
  const home = Deno.env.get("HOME");
  const cache = Deno.env.get("XDG_CACHE_HOME") ?? (home && `${home}/.cache`);
  return `${cache ?? Deno.env.get("TMPDIR") ?? "/tmp"}/surprisal-bench`;
}

async function installed(): Promise<string | undefined> {
  const folder = cacheFolder();
  const wanted = JSON.stringify(PACKAGES);
  const stamp = `${folder}/installed.json`;
  if (await Deno.readTextFile(stamp).catch(() => "") === wanted) return folder;
  console.error(`installing ${PACKAGES.join(", ")} in ${folder}`);
  await Deno.mkdir(folder, { recursive: true });
  await Deno.writeTextFile(`${folder}/package.json`, `{ "private": true }`);
  // Their install scripts load what the CPU does not need.
  const args = ["install", "--ignore-scripts", "--no-audit", "--no-fund", ...PACKAGES];
  const fault = await run("npm", args, folder);
  if (fault !== undefined) return absent("packages from npm", fault);
  await Deno.writeTextFile(stamp, wanted);
  return folder;
}

/** A Python with either package: `PYTHON`, or the one on the path. */
async function pythonWithPeers(): Promise<string | undefined> {
  const python = Deno.env.get("PYTHON") ?? "python3";
  const probe = "import importlib.util as u, sys; sys.exit(not (u.find_spec('numpy') and " +
    "(u.find_spec('torch') or u.find_spec('scipy'))))";
  const fault = await run(python, ["-c", probe]);
  if (fault === undefined) return python;
  return absent("PyTorch and SciPy", `${python} has neither (name another as PYTHON)`);
}

async function compiled(bits: 128 | 512, folder: string): Promise<string | undefined> {
  const source = new URL("peers/native.c", import.meta.url).pathname;
  const out = `${folder}/native-${bits}`;
  const width = [`-DBYTES=${bits / 8}`, `-mprefer-vector-width=${bits}`];
  const fault = await run("gcc", [...C_OPTIONS, ...width, source, "-o", out, "-lm"]);
  return fault === undefined ? out : absent(`C of ${bits} bits`, fault);
}

async function hasFlag(flag: string): Promise<boolean> {
  const text = await Deno.readTextFile("/proc/cpuinfo").catch(() => "");
  return new RegExp(`\\b${flag}\\b`).test(text);
}

/** Everything that is there; `folder` is for what is built. */
export async function findTools(folder: string): Promise<Tools> {
  const narrow = await compiled(128, folder);
  const wide = await hasFlag("avx512f")
    ? await compiled(512, folder)
    : absent("C of 512 bits", "the processor has no AVX-512");
  return {
    packages: await installed(),
    python: await pythonWithPeers(),
    native: { ...(narrow && { 128: narrow }), ...(wide && { 512: wide }) },
    careless: await carelessMap(folder).catch((error) => absent("careless", error.message)),
  };
}

/** No peers at all. */
export const NO_TOOLS: Tools = {
  ...{ packages: undefined, python: undefined, native: {}, careless: undefined },
};
