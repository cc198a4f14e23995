import type { CheckResult } from "./check_result.ts";

/** What a companion puts into its kernels, to hear of checks; it is not there elsewhere. */
const LISTENER = Symbol.for("surprisal.check");

interface CheckListener {
  now(): number;
  hear(result: CheckResult): void;
}

/** A check that does not hold. */
export class CheckFailed extends Error {
  /** The name that frontends show. */
  override readonly name = "CheckFailed";

  /** The name of the check, and what its function threw. */
  constructor(name: string, cause: unknown) {
    super(`${name}: ${words(cause)}`, { cause });
  }
}

/** The checks that are through and not shown yet. */
let row: { readonly name: string; readonly message: string | undefined }[] = [];

/**
 * Holds a claim of a notebook: calls a function, and throws if it throws, rejects or gives `false`.
 * So the cell is red in every frontend, with or without the companion, which counts the check as one
 * of the notebook's; `Deno.test` is the better choice where only the companion has to know. A table
 * of the checks is shown under the cell, failed ones with the reason.
 *
 * The checks of a cell that come one after another, with no `await` between, share a table. A check
 * of an asynchronous function must be awaited. Outside a notebook the table is printed as lines.
 *
 * @example One that holds, one that does not
 * ```ts
 * import { check } from "@surprisal/loss/notebook";
 * import { assertEquals, assertThrows } from "@std/assert";
 *
 * check("one and one is two", () => assertEquals(1 + 1, 2));
 * assertThrows(() => check("a third is a half", () => 1 / 3 === 1 / 2), Error, "a third is a half");
 * await check("a promise comes", async () => await Promise.resolve(1));
 * ```
 *
 * @param name What is claimed.
 * @param claim Throws, rejects or gives `false` where it does not hold.
 * @returns Nothing; a promise if the function gives one.
 * @throws {CheckFailed} If the claim does not hold, with what was thrown as its cause.
 *
 * @see {@linkcode runNotebook} and `nb test`, which count it.
 */
export function check(name: string, claim: () => PromiseLike<unknown>): Promise<void>;
/** As above, for a function that gives no promise. */
export function check(name: string, claim: () => unknown): void;
/** Both. */
export function check(name: string, claim: () => unknown): void | Promise<void> {
  if (typeof name !== "string" || name === "") {
    throw new TypeError(`Cannot check claim as it must have a name: ${JSON.stringify(name)}`);
  }
  if (typeof claim !== "function") {
    throw new TypeError(`Cannot check "${name}" as the claim must be a function: ${typeof claim}`);
  }
  const start = listener()?.now() ?? 0;
  const end = (cause?: { readonly thrown: unknown }) => conclude(name, start, cause);
  let value: unknown;
  try {
    value = claim();
  } catch (thrown) {
    return end({ thrown });
  }
  const judge = (value: unknown) => end(value === false ? { thrown: "it is false" } : undefined);
  if (typeof (value as PromiseLike<unknown> | undefined)?.then !== "function") return judge(value);
  return Promise.resolve(value).then(judge, (thrown) => end({ thrown }));
}

/** Tells of a check that is through, and throws if it failed. */
function conclude(name: string, start: number, cause?: { readonly thrown: unknown }): void {
  const message = cause && words(cause.thrown);
  const milliseconds = (listener()?.now() ?? 0) - start;
  const result = { name, notes: [], steps: [], milliseconds };
  listener()?.hear(
    message === undefined
      ? { ...result, status: "passed", shown: true }
      : { ...result, status: "failed", message, shown: true },
  );
  if (row.push({ name, message }) === 1) queueMicrotask(show);
  if (!cause) return;
  show(); // now, as what is thrown may end the cell
  const failed = new CheckFailed(name, cause.thrown);
  Error.captureStackTrace?.(failed, check); // the stack begins in the cell
  throw failed;
}

function listener(): CheckListener | undefined {
  return (globalThis as { [LISTENER]?: CheckListener })[LISTENER];
}

/** A cell of a table of words: frontends put all to the right, as if they were numbers. */
const LEFT = '<td style="text-align:left">';

/** Shows the checks that are not shown yet, as a table or as lines. */
function show(): void {
  const rows = row;
  row = [];
  if (rows.length === 0) return;
  const lines = rows.map(({ name, message }) =>
    message === undefined ? `✓ ${name}` : `✗ ${name}\n  ${message.replaceAll("\n", "\n  ")}`
  );
  const text = lines.join("\n");
  const jupyter = jupyterHere();
  if (!jupyter) return console.log(text);
  const cells = rows.map(({ name, message }) =>
    `<tr>${LEFT}${message === undefined ? "✓ holds" : "✗ fails"}</td>${LEFT}${escape(name)}${
      message === undefined ? "" : `<pre>${escape(message)}</pre>`
    }</td></tr>`
  );
  const html =
    `<table><thead><tr><th></th><th style="text-align:left">check</th></tr></thead><tbody>${
      cells.join("")
    }</tbody></table>`;
  void jupyter.broadcast("display_data", {
    data: { "text/html": html, "text/plain": text },
    metadata: {},
    transient: {},
  });
}

/** The kernel's own outputs; outside a kernel Deno throws when asked for them. */
function jupyterHere(): { broadcast(type: string, content: object): Promise<void> } | undefined {
  try {
    const { Deno } = globalThis as unknown as {
      Deno?: { jupyter?: ReturnType<typeof jupyterHere> };
    };
    return Deno?.jupyter;
  } catch {
    return undefined;
  }
}

function words(thrown: unknown): string {
  return thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown);
}

function escape(text: string): string {
  const names: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
  return text.replace(/[&<>"]/g, (letter) => names[letter]!);
}
