/** How a check (a `Deno.test` of a cell) or one of its steps ended. */
export interface CheckResult {
  /** The name given to the test or step. */
  readonly name: string;
  /** Ignored ones did not run. */
  readonly status: "passed" | "failed" | "ignored";
  /** What was thrown, in words; only when failed. */
  readonly message?: string;
  /** What the reader should know besides, such as an option that has no effect in a notebook. */
  readonly notes: readonly string[];
  /** The steps, in the order of their start. */
  readonly steps: readonly CheckResult[];
  /** Whether it has shown itself, and thrown if it failed, as those of `check()` do. */
  readonly shown?: boolean;
  /** How long it took; never stored in a notebook. */
  readonly milliseconds: number;
}

const MARKS = { passed: "✓", failed: "✗", ignored: "-" } as const;

/**
 * The report that stands under a cell: one line a check, steps indented, errors below. It holds no
 * times, so that it is the same each time.
 *
 * @example One that holds, one that does not
 * ```ts
 * import { formatChecks } from "@surprisal/loss/notebook";
 * import { assertEquals } from "@std/assert";
 *
 * const common = { notes: [], steps: [], milliseconds: 1 };
 * const report = formatChecks([
 *   { ...common, name: "C1 holds", status: "passed" },
 *   { ...common, name: "C2 does not", status: "failed", message: "Error: 1 is not 2" },
 * ]);
 * assertEquals(report, "✓ C1 holds\n✗ C2 does not\n  Error: 1 is not 2");
 * ```
 *
 * @param checks The checks of a cell.
 * @param indent What to put before each line.
 * @returns The lines.
 */
export function formatChecks(checks: readonly CheckResult[], indent = ""): string {
  return checks.map((check) => formatCheck(check, indent)).join("\n");
}

function formatCheck(check: CheckResult, indent: string): string {
  const ignored = check.status === "ignored" ? " (ignored)" : "";
  const lines = [`${indent}${MARKS[check.status]} ${check.name}${ignored}`];
  const inner = `${indent}  `;
  for (const note of check.notes) lines.push(`${inner}note: ${note}`);
  if (check.steps.length > 0) lines.push(formatChecks(check.steps, inner));
  if (check.message) {
    lines.push(...check.message.split("\n").map((line) => (inner + line).trimEnd()));
  }
  return lines.join("\n");
}
