import type { CheckResult } from "./check_result.ts";

/** Why a cell is not right. */
export type CellFault =
  | ThrownFault
  | SyntaxFault
  | CheckFault
  | UnheardFault
  | TimeoutFault
  | DeathFault;

/** The cell threw. */
export interface ThrownFault {
  /** Kind of fault. */
  readonly kind: "error";
  /** Name of the error. */
  readonly name: string;
  /** Its message. */
  readonly message: string;
  /** Line in the cell as written, from 1, where it is known. */
  readonly line?: number;
  /** Column in the line, from 1. */
  readonly column?: number;
}

/** The cell is not TypeScript. */
export interface SyntaxFault {
  /** Kind of fault. */
  readonly kind: "syntax";
  /** What the parser says. */
  readonly message: string;
  /** Line in the cell, from 1. */
  readonly line?: number;
  /** Column in the line, from 1. */
  readonly column?: number;
}

/** A check, that is a `Deno.test` of the cell, failed. */
export interface CheckFault {
  /** Kind of fault. */
  readonly kind: "check";
  /** Name of the check. */
  readonly name: string;
  /** What was thrown. */
  readonly message: string;
}

/** Something was thrown where nobody listened: in a promise, or in a timer. */
export interface UnheardFault {
  /** Kind of fault. */
  readonly kind: "rejection" | "uncaught";
  /** What was thrown. */
  readonly message: string;
}

/** A fault that came to light after its cell was done. */
export interface LateFault extends UnheardFault {
  /** How many executions ago the cell ran that caused it. */
  readonly ago: number;
}

/** The cell or one of its checks took longer than it may. */
export interface TimeoutFault {
  /** Kind of fault. */
  readonly kind: "timeout";
  /** The time it had. */
  readonly seconds: number;
  /** Whether it was the time of the whole notebook. */
  readonly whole?: true;
  /** The check that ran at the time. */
  readonly check?: string;
}

/** The kernel died. */
export interface DeathFault {
  /** Kind of fault. */
  readonly kind: "death";
  /** Exit code of the process. */
  readonly code: number;
  /** The signal that killed it. */
  readonly signal: string | null;
  /** The last lines of its stderr. */
  readonly lastWords: string;
  /** The check that ran at the time. */
  readonly check?: string;
}

/** The faults of a check: one if it failed, naming the innermost steps that did. */
export function checkFaults(check: CheckResult, path = ""): CheckFault[] {
  if (check.status !== "failed") return [];
  const name = path + check.name;
  const inner = check.steps.flatMap((step) => checkFaults(step, `${name} > `));
  return inner.length > 0 ? inner : [{ kind: "check", name, message: check.message ?? "" }];
}

/**
 * The fault in words, without the place.
 *
 * @example A time that was too short
 * ```ts
 * import { describeFault } from "@surprisal/loss/notebook";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(describeFault({ kind: "timeout", seconds: 60 }), "Timed out after 60 s");
 * ```
 *
 * @param fault What is not right with a cell.
 * @returns One line, or more when what was thrown has more.
 */
export function describeFault(fault: CellFault): string {
  switch (fault.kind) {
    case "error":
      return `${fault.name}: ${fault.message}`;
    case "syntax":
      return describeSyntax(fault);
    case "check":
      return `Check failed: ${fault.name}\n${fault.message}`;
    case "rejection":
      return `Unhandled rejection: ${fault.message}`;
    case "uncaught":
      return `Uncaught in a timer or callback: ${fault.message}`;
    case "timeout":
      return `Timed out after ${fault.seconds} s` + (fault.whole ? " for the whole notebook" : "") +
        (fault.check ? ` in check ${fault.check}` : "");
    case "death":
      return describeDeath(fault);
  }
}

function describeDeath({ code, signal, lastWords, check }: DeathFault): string {
  const how = signal === null ? `with exit code ${code}` : `by ${signal}`;
  return `Kernel died ${how}` + (check ? ` in check ${check}` : "") +
    (lastWords && `\n${lastWords}`);
}

function describeSyntax({ message, line, column }: SyntaxFault): string {
  const place = line === undefined ? "" : ` at line ${line}, column ${column}`;
  return `SyntaxError: ${message}${place}`;
}
