import { joinText, type MultilineText, type Output } from "../output.ts";

/** A check as a report names it. */
export interface ReportedCheck {
  /** Its whole name. */
  readonly name: string;
  /** What became of it. */
  readonly state: "passed" | "failed" | "ignored";
  /** Lines that tell more, such as the error. */
  readonly details: readonly string[];
}

const STATES = { "✓": "passed", "✗": "failed", "-": "ignored" } as const;

/** Reads a report of checks as `nb run` leaves it in a notebook; undefined if the text is none. */
export function readReport(text: string): ReportedCheck[] | undefined {
  const checks: { name: string; state: ReportedCheck["state"]; details: string[] }[] = [];
  for (const line of text.trimEnd().split("\n")) {
    const [, mark, name] = line.match(/^([✓✗-]) (.+)$/) ?? [];
    if (mark !== undefined) {
      checks.push({ name: name!, state: STATES[mark as keyof typeof STATES], details: [] });
    } else if (checks.length > 0 && /^\s|^$/.test(line)) checks.at(-1)!.details.push(line.trim());
    else return undefined;
  }
  return checks.some(({ state }) => state !== "ignored") ? checks : undefined;
}

/** The number that a claim's name begins with, such as `C3.1`; undefined if there is none. */
export function claimNumber(name: string): string | undefined {
  return name.match(/^([A-Z]{1,4}\d+(?:\.\d+)*)(?=[\s:.]|$)/)?.[1];
}

/** The checks that an output reports, if it is a report. */
export function reportedBy(output: Output): readonly ReportedCheck[] {
  if (output.output_type === "error") return [];
  const text = output.output_type === "stream"
    ? output.text
    : (output.data["text/plain"] ?? "") as MultilineText;
  return readReport(joinText(text)) ?? [];
}
