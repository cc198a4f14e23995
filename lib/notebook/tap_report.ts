import { casesOf } from "./junit_report.ts";
import type { TimedRun } from "./run_report.ts";

/** Runs in the form of TAP, version 14: a line for each check and step, and for each other fault. */
export function tapReport(runs: readonly TimedRun[]): string {
  const cases = runs.flatMap(casesOf);
  const lines = cases.map(({ name, place, state }, i) => {
    const failure = typeof state === "object" ? state.failure : undefined;
    const word = failure === undefined ? "ok" : "not ok";
    const rest = state === "ignored" ? " # SKIP" : "";
    const head = `${word} ${i + 1} - ${escape(`${place} ${name}`)}${rest}`;
    return failure === undefined ? head : `${head}\n${diagnosis(failure)}`;
  });
  return ["TAP version 14", `1..${cases.length}`, ...lines, ""].join("\n");
}

/** A block of YAML with one text in it. */
function diagnosis(failure: string): string {
  return `  ---\n  message: ${JSON.stringify(failure)}\n  ...`;
}

function escape(text: string): string {
  return text.replace(/[\\#]/g, "\\$&").replaceAll("\n", " ");
}
