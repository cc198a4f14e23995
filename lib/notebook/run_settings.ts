import { type Command, numberOption, type OptionValues, UsageError } from "./command.ts";
import type { Parameter } from "./parameters.ts";

/** Ways to tell what happens. */
export type Reporter = (typeof REPORTERS)[number];
const REPORTERS = ["pretty", "quiet", "tap", "junit", "json"] as const;

/** What the options of `run` and `test` mean. */
export interface RunSettings {
  /** Seconds that a cell, and then each of its checks, may take. */
  readonly timeout: number;
  /** Seconds that a whole notebook may take; without an end unless told. */
  readonly notebookTimeout: number | undefined;
  /** Whether runs that came out right are kept, and not made again. */
  readonly cache: boolean;
  /** Which checks are run. */
  readonly filter: string | undefined;
  /** Values for the cell tagged `parameters`. */
  readonly parameters: readonly Parameter[];
  /** How many notebooks run at the same time. */
  readonly jobs: number;
  /** How often each notebook is run. */
  readonly repeat: number;
  /** Whether cells after one that failed are run. */
  readonly keepGoing: boolean;
  /** Whether outputs go into the notebooks. */
  readonly write: boolean;
  /** Where executed copies go. */
  readonly writeTo: string | undefined;
  /** Where a report in the form of JUnit goes. */
  readonly junit: string | undefined;
  /** Where the coverage of what is imported goes, in the form of lcov. */
  readonly coverage: string | undefined;
  /** How it is told what happens; `json`, `tap` and `junit` are one text at the end. */
  readonly reporter: Reporter;
}

/** The options, as they are told to the user. */
export const RUN_OPTIONS_HELP = `Options:
  --timeout SECONDS   how long a cell, and then each of its checks, may take (60)
  --notebook-timeout SECONDS
                      how long a whole notebook may take (without an end)
  --filter TEXT       run only the checks whose name contains TEXT, or matches it as /regex/
  --param NAME=VALUE  after the cell tagged parameters, set NAME to VALUE: JSON, or else a text; it
                      must be of the type that the cell gives to NAME
  --keep-going        run the cells after one that failed
  -j, --jobs N        notebooks run at the same time (2)
  --repeat N          run each notebook N times and compare the outputs byte by byte
  --write             write the outputs into the notebooks; into one that failed only with --keep-going
  --write-to DIR      write executed copies into DIR, also of notebooks that failed
  --junit FILE        write the checks and faults as JUnit does
  --no-cache          run even where a kept run still holds, and keep nothing
  --coverage FILE     measure what the cells execute of the files that they import, write it as lcov
  --reporter NAME     pretty: a line for each cell and check; quiet: only what is wrong, and the table
                      (where CI is set); tap, junit, json: one text of that form at the end
  --json              the same as --reporter json
  -h, --help          show this

A cell is told as path#cellN: N counts the code cells from 1. Cells tagged skip-execution are left
out; an error of a cell tagged raises-exception is no fault. What is written holds no times, and no
paths of this machine. Exit code: 0 all right, 1 a notebook is wrong, 2 used wrongly.`;

/** The options, as they are read. */
export const RUN_OPTIONS: Command["options"] = {
  timeout: { type: "string" },
  "notebook-timeout": { type: "string" },
  "no-cache": { type: "boolean" },
  filter: { type: "string" },
  param: { type: "string", multiple: true },
  "keep-going": { type: "boolean" },
  jobs: { type: "string", short: "j" },
  repeat: { type: "string" },
  write: { type: "boolean" },
  "write-to": { type: "string" },
  junit: { type: "string" },
  coverage: { type: "string" },
  reporter: { type: "string" },
  json: { type: "boolean" },
};

/**
 * Reads the options.
 *
 * @throws {UsageError} If one makes no sense, by itself or with another.
 */
export function readRunSettings(values: OptionValues): RunSettings {
  const settings = {
    timeout: numberOption(values, "timeout", { fallback: 60 }),
    notebookTimeout: values["notebook-timeout"] === undefined
      ? undefined
      : numberOption(values, "notebook-timeout", { fallback: 0 }),
    cache: values["no-cache"] !== true && Number(values.repeat ?? 1) === 1,
    filter: values.filter as string | undefined,
    parameters: (values.param as string[] | undefined ?? []).map(parseParameter),
    jobs: numberOption(values, "jobs", { fallback: 2, integer: true }),
    repeat: numberOption(values, "repeat", { fallback: 1, integer: true }),
    keepGoing: values["keep-going"] === true,
    write: values.write === true,
    writeTo: values["write-to"] as string | undefined,
    junit: values.junit as string | undefined,
    coverage: values.coverage as string | undefined,
    reporter: readReporter(values),
  };
  if (settings.write && settings.filter !== undefined) {
    throw new UsageError("Cannot write outputs as all checks must run: --filter leaves some out");
  }
  if (settings.write && settings.parameters.length > 0) {
    throw new UsageError(
      "Cannot write outputs as they must be the notebook's own: --param is given",
    );
  }
  return settings;
}

function readReporter({ reporter, json }: OptionValues): Reporter {
  if (json === true) return "json";
  if (reporter === undefined) return Deno.env.get("CI") ? "quiet" : "pretty";
  const found = REPORTERS.find((name) => name === reporter);
  if (found) return found;
  throw new UsageError(
    `Cannot report as --reporter must be one of ${REPORTERS.join(", ")}: "${reporter}"`,
  );
}

/** Reads `name=value`; a value that is no JSON is a text. */
function parseParameter(text: string): Parameter {
  const [, name, value] = text.match(/^([A-Za-z_$][\w$]*)=([\s\S]*)$/) ?? [];
  if (name === undefined || value === undefined) {
    throw new UsageError(`Cannot read option --param as it must be NAME=VALUE: "${text}"`);
  }
  const asText = JSON.stringify(value);
  try {
    return { name, value: JSON.stringify(JSON.parse(value)), text: asText };
  } catch {
    return { name, value: asText, text: asText };
  }
}
