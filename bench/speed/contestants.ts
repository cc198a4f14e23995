import type { Tools } from "./tools.ts";
import { isMeasure, type Task } from "./trial.ts";

/** Who computes: what it is, and how its process is started. */
export interface Contestant {
  readonly name: string;
  /** What it is, for the page. */
  readonly about: string;
  readonly threads: 1 | 2;
  /** Where its gradient goes: always into the same memory, or into new memory each call. */
  readonly gradient: "reused" | "fresh" | "none";
  /** The command of its process; undefined where its tool is absent. */
  command(folder: string, tools: Tools): readonly string[] | undefined;
  /** Whether it takes part in a task. */
  takes(task: Task): boolean;
}

const place = (name: string) => new URL(name, import.meta.url).pathname;

const deno = (flags: readonly string[], script: string, ...args: string[]) => [
  Deno.execPath(),
  ...["run", "--allow-all", "--frozen", ...flags, place(script), ...args],
];

const isLoss = (task: Task) => !isMeasure(task);
const all: Rest = { takes: () => true };

type Rest = Partial<Pick<Contestant, "threads" | "gradient" | "takes">>;

function here(name: string, about: string, rest: Rest = {}): Contestant {
  const command = (folder: string) => deno([], "here.ts", folder, name);
  return { name, about, threads: 1, gradient: "reused", takes: isLoss, command, ...rest };
}

function packaged(name: string, script: string, about: string, rest: Rest): Contestant {
  const { threads = 1 } = rest;
  return {
    ...{ name, about, threads, gradient: "fresh", takes: isLoss, ...rest },
    command: (folder, { packages }) =>
      packages === undefined
        ? undefined
        : deno([], `peers/${script}`, folder, packages, String(threads)),
  };
}

function python(who: string, about: string, rest: Rest = {}): Contestant {
  const { threads = 1 } = rest;
  return {
    ...{ name: threads === 1 ? who : `${who}-2`, about, threads },
    ...{ gradient: "fresh", takes: isLoss, ...rest },
    command: (folder, { python }) =>
      python === undefined
        ? undefined
        : [python, place("peers/python.py"), folder, who, String(threads)],
  };
}

function native(name: string, bits: 128 | 512, about: string): Contestant {
  return {
    ...{ name, about, threads: 1, gradient: "reused", takes: isLoss },
    command: (folder, { native }) =>
      native[bits] === undefined ? undefined : [native[bits], folder],
  };
}

const forGradient: Rest = { takes: ({ op }) => op === "gradient" };
const upTo = (entries: number) => (task: Task) =>
  isLoss(task) && task.rows * task.columns <= entries;

/** All contestants; those whose tools are absent do not take part. */
export const CONTESTANTS: readonly Contestant[] = [
  here("naive-arrays", "number[][] with map, reduce and Math.exp", {
    gradient: "fresh",
    takes: upTo(5e6),
  }),
  here("naive", "loops over typed arrays with Math.exp or Math.log", all),
  here("scalar", "this library row by row, in TypeScript, every rounding error kept"),
  here("typescript", "this library's kernels in TypeScript, on matrices of `alloc`"),
  here(
    "portable",
    "this library's kernels, same bits on every machine, on matrices of `alloc`",
    all,
  ),
  here("fused", "its kernels with multiply-and-add, likewise", all),
  {
    ...here("careless", "its portable kernels with float64's rounding errors let go, likewise"),
    takes: (task) => isLoss(task) && task.type === "float64",
    command: (folder, { careless }) =>
      careless === undefined
        ? undefined
        : deno(["--import-map", careless], "here.ts", folder, "careless"),
  },
  here("copied", "its portable kernels on ordinary arrays"),
  here("fresh", "likewise, the gradient into a new array", { gradient: "fresh", ...forGradient }),
  here("portable-2", "a pool of two threads, on matrices of `allocShared`", { threads: 2 }),
  here("fused-2", "likewise, with multiply-and-add", { threads: 2 }),
  packaged("tfjs", "tfjs.ts", "TensorFlow.js, WebAssembly backend with SIMD", {
    takes: (task) => isLoss(task) && task.type === "float32",
  }),
  packaged("onnxruntime", "onnxruntime.ts", "onnxruntime-node, SoftmaxCrossEntropyLoss", {
    takes: ({ op }) => op === "loss",
  }),
  packaged("onnxruntime-2", "onnxruntime.ts", "likewise, on two threads", {
    ...{ threads: 2, takes: ({ op }) => op === "loss" },
  }),
  packaged("jax-js", "jax.ts", "@jax-js/jax, jit, WebAssembly backend", { takes: upTo(2e7) }),
  python("scipy", "scipy.special.log_softmax and softmax, entr, rel_entr", all),
  python("torch", "PyTorch, F.cross_entropy and backward, special.entr, p (ln p - ln q)", all),
  python("torch", "likewise, on two threads", { threads: 2 }),
  python("torch-reused", "PyTorch by hand: softmax and subtraction into one buffer", {
    ...{ gradient: "reused", ...forGradient },
  }),
  python("torch-reused", "likewise, on two threads", {
    ...{ threads: 2, gradient: "reused", ...forGradient },
  }),
  native("c-128", 128, "C in vectors of 128 bits with multiply-and-add, digits not kept"),
  native("c-512", 512, "C in vectors of 512 bits, digits not kept"),
];
