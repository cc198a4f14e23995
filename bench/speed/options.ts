/** What a run is asked for. */
export interface Options {
  readonly help: boolean;
  /** The short run that fails below the floors. */
  readonly quick: boolean;
  /** Whether contestants of other packages take part. */
  readonly peers: boolean;
  /** How time grows with the size, in place of the table. */
  readonly growth: boolean;
  /** Only the pages, from earlier results. */
  readonly pages: boolean;
  readonly rounds: number;
  readonly milliseconds: number;
  /** Contestants, if not all. */
  readonly only: readonly string[] | undefined;
  /** Shapes, rows by columns, if not all. */
  readonly shapes: readonly (readonly [rows: number, columns: number])[];
  /** Those at which entropies and divergences are measured. */
  readonly measures: Options["shapes"];
  /** Whether results, tables and figure are written into the project. */
  readonly write: boolean;
}

/** What `--help` says. */
export const HELP =
  `Times softmax cross-entropy of batches, entropies and divergences, here and in other packages.

  deno task bench                the whole table: five shapes, two types, loss and gradient;
                                 entropies and divergences of rows of three shapes
  deno task bench --quick        under a minute, at 1024 x 10 and 4096 x 1000; fails below the floors
  deno task bench --growth       how time grows with rows and classes, and the figure of it
  deno task bench --pages        only the pages and figures, from the results of earlier runs

  --rounds N         rounds in which contestants take turns (7; quick and growth 5)
  --milliseconds N   time of one trial, after half as much warm-up (60; quick 40, growth 20)
  --only A,B         these contestants only; nothing is written
  --shapes 4096x1000 these shapes only; nothing is written
  --peers            other packages too (default; not with --quick): npm packages are installed
                     into the user's cache, C is built with gcc, PyTorch and SciPy are those
                     of PYTHON or python3; what is absent is left out, and said
  --no-peers         this library and plain loops only
  --no-write         results.json and the pages stay as they are

Contestants take turns round after round, one process each; loss and gradient of every trial are
checked before its time counts. Writes bench/speed/results.json, README.md there, and the table in
the project's README.md. Ends with 1 below a floor, 2 if used wrongly.
`;

/** All shapes, rows by columns. */
export const SHAPES = [[1, 5], [1024, 10], [4096, 1000], [512, 32000], [64, 128256]] as const;

const QUICK_SHAPES = [[1024, 10], [4096, 1000]] as const;

/** Shapes of probabilities, if not all. */
const MEASURES = [[1024, 10], [4096, 1000], [64, 128256]] as const;
const QUICK_MEASURES = [[4096, 1000]] as const;

/** The values of options that take one. */
const WITH_VALUE = ["--rounds", "--milliseconds", "--only", "--shapes"];
const FLAGS = [
  ...["--help", "--quick", "--growth", "--pages"],
  ...["--peers", "--no-peers", "--no-write"],
];

/** A command line that says what is not offered. */
export class UsageError extends Error {}

/** Reads a command line. */
export function optionsOf(args: readonly string[]): Options {
  const values = new Map<string, string>();
  const flags = new Set<string>();
  for (let k = 0; k < args.length; k++) {
    const [name, joined] = args[k]!.split("=", 2) as [string, string?];
    if (WITH_VALUE.includes(name)) values.set(name, joined ?? args[++k] ?? "");
    else if (FLAGS.includes(name) && joined === undefined) flags.add(name);
    else throw new UsageError(`no option ${args[k]}`);
  }
  const [quick, growth] = [flags.has("--quick"), flags.has("--growth")];
  const only = values.get("--only")?.split(",");
  const shapes = shapesOf(values.get("--shapes"));
  const whole = only === undefined && shapes === undefined && !quick;
  return {
    help: flags.has("--help"),
    quick,
    peers: flags.has("--peers") || !quick && !flags.has("--no-peers"),
    growth,
    pages: flags.has("--pages"),
    rounds: numberOf("--rounds", values, quick || growth ? 5 : 7),
    milliseconds: numberOf("--milliseconds", values, growth ? 20 : quick ? 40 : 60),
    only,
    shapes: shapes ?? (quick ? QUICK_SHAPES : SHAPES),
    measures: shapes ?? (quick ? QUICK_MEASURES : MEASURES),
    write: whole && !flags.has("--no-write"),
  };
}

function numberOf(name: string, values: ReadonlyMap<string, string>, usual: number): number {
  const text = values.get(name);
  if (text === undefined) return usual;
  if (/^[1-9]\d{0,5}$/.test(text)) return Number(text);
  throw new UsageError(`${name} must be a whole number: ${text}`);
}

function shapesOf(text: string | undefined): [number, number][] | undefined {
  return text?.split(",").map((shape) => {
    const found = /^([1-9]\d*)x([1-9]\d*)$/.exec(shape);
    if (found === null) throw new UsageError(`--shapes must be rows x columns: ${shape}`);
    return [Number(found[1]), Number(found[2])];
  });
}
