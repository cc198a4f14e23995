import { type CellFault, describeFault } from "./cell_fault.ts";
import type { CheckResult } from "./check_result.ts";
import type { CellRun } from "./run_notebook.ts";
import type { TimedRun } from "./run_report.ts";

/** A check, a step of one, or a fault that is no check's. */
export interface Case {
  /** Its name, after those of the steps above it. */
  readonly name: string;
  /** Its cell. */
  readonly place: string;
  /** How long it took. */
  readonly milliseconds: number;
  /** How it ended. */
  readonly state: "passed" | "ignored" | { readonly failure: string };
}

/**
 * Runs as JUnit's XML, in the shape of `deno test --reporter=junit`: a suite for each notebook, a
 * case for each check and step, and one for each fault that is no check's.
 */
export function junitReport(runs: readonly TimedRun[]): string {
  const suites = runs.map((run) => ({ run, cases: casesOf(run) }));
  const all = suites.flatMap(({ cases }) => cases);
  const body = suites.map(({ run, cases }) =>
    `    <testsuite name="${escape(run.path)}" ${counts(cases)} time="${seconds(run.milliseconds)}">
${cases.map(formatCase).join("")}    </testsuite>
`
  );
  const time = runs.reduce((sum, { milliseconds }) => sum + milliseconds, 0);
  return `<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="nb test" ${counts(all)} time="${seconds(time)}">
${body.join("")}</testsuites>
`;
}

/** The cases of a notebook. */
export function casesOf({ path, run, error }: TimedRun): Case[] {
  const whole: Case[] = run && error === undefined
    ? []
    : [{ name: "notebook", place: path, milliseconds: 0, state: { failure: error ?? "" } }];
  const cells = run?.cells.flatMap((cell) => {
    const place = `${path}#cell${cell.number}`;
    const checks = cell.checks.flatMap((check) => checkCases(place, check, ""));
    return [...checks, ...faultCases(place, cell)];
  });
  return [...cells ?? [], ...whole];
}

function checkCases(place: string, check: CheckResult, path: string): Case[] {
  const name = path + check.name;
  const state = check.status === "failed" ? { failure: check.message ?? "" } : check.status;
  const own = { name, place, milliseconds: check.milliseconds, state };
  return [own, ...check.steps.flatMap((step) => checkCases(place, step, `${name} > `))];
}

function faultCases(place: string, { number, state, faults, milliseconds }: CellRun): Case[] {
  const name = `cell ${number}`;
  if (state === "not run") return [{ name, place, milliseconds: 0, state: "ignored" }];
  return faults.filter((fault: CellFault) => fault.kind !== "check")
    .map((fault) => ({ name, place, milliseconds, state: { failure: describeFault(fault) } }));
}

function counts(cases: readonly Case[]): string {
  const failures = cases.filter(({ state }) => typeof state === "object").length;
  const ignored = cases.filter(({ state }) => state === "ignored").length;
  return `tests="${cases.length}" disabled="${ignored}" errors="0" failures="${failures}"`;
}

function formatCase({ name, place, milliseconds, state }: Case): string {
  const head = `        <testcase name="${escape(name)}" classname="${escape(place)}" time="${
    seconds(milliseconds)
  }">
`;
  const inside = state === "passed"
    ? ""
    : state === "ignored"
    ? "            <skipped/>\n"
    : `            <failure message="${escape(state.failure.split("\n")[0]!)}">${
      escape(state.failure)
    }</failure>
`;
  return `${head}${inside}        </testcase>\n`;
}

function seconds(milliseconds: number): string {
  return (milliseconds / 1000).toFixed(3);
}

/** Text for XML; letters that XML 1.0 can not hold are left out. */
function escape(text: string): string {
  const names: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
  return text
    // deno-lint-ignore no-control-regex
    .replace(/[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|\p{Surrogate}/gu, "")
    .replace(/[&<>"]/g, (letter) => names[letter]!);
}
