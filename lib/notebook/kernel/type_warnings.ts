import type { CellError } from "./execution.ts";
import type { LanguageServices } from "./language/language_services.ts";
import type { TypeFault } from "./language/type_check.ts";
import { excerpt } from "./traces.ts";

/**
 * What becomes of type errors, the variable SURPRISAL_TYPES:
 *
 * - `off`: nothing;
 * - `warn`: every cell waits for its check;
 * - `error`: a cell is checked first, and not run if its types are wrong;
 * - otherwise cells are checked where a person may answer questions, that is in a frontend and not in
 *   a runner, and a fast cell is not held up: what is not known soon comes after.
 */
export type TypeMode = "auto" | "off" | "warn" | "error";

/** A cell as it is run. */
export interface CheckedCell {
  /** Its text. */
  readonly source: string;
  /** The number in square brackets. */
  readonly count: number;
  /** What the frontend calls it, if it does. */
  readonly id: string | undefined;
  /** Whether a person is there to ask. */
  readonly interactive: boolean;
}

/** How long a cell that is done may wait for its check, if the last one was that fast. In milliseconds. */
const PATIENCE = 150;

/** Reads the mode. */
export function typeModeOf(text = ""): TypeMode {
  return (["off", "warn", "error"] as const).find((mode) => mode === text) ?? "auto";
}

/** Type errors of cells, told under them. */
export class TypeWarnings {
  /** What becomes of type errors. */
  readonly mode: TypeMode;
  readonly #services: LanguageServices;
  #lastTook = Infinity;

  /** The services are asked to check. */
  constructor(services: LanguageServices, mode: TypeMode) {
    this.#services = services;
    this.mode = mode;
  }

  /** Begins to check a cell; without result if it is not to be checked. */
  begin({ source, id, interactive }: CheckedCell): Promise<readonly TypeFault[]> | undefined {
    if (this.mode === "off" || (this.mode === "auto" && !interactive)) {
      this.#services.add(source, id);
      return undefined;
    }
    return this.#check(source, id);
  }

  /** Waits for a check as long as the mode says; without result if it takes longer. */
  async await(check: Promise<readonly TypeFault[]>): Promise<readonly TypeFault[] | undefined> {
    if (this.mode !== "auto") return await check;
    const patience = this.#lastTook < PATIENCE ? PATIENCE : 0;
    let timer: ReturnType<typeof setTimeout>;
    const late = new Promise<undefined>((resolve) => {
      timer = setTimeout(() => resolve(undefined), patience);
    });
    return await Promise.race([check, late]).finally(() => clearTimeout(timer));
  }

  async #check(source: string, id: string | undefined): Promise<readonly TypeFault[]> {
    const start = performance.now();
    const report = await this.#services.check(source, id);
    this.#lastTook = performance.now() - start;
    if (report?.missing) void this.#services.fetchImports(); // known when the next cell is checked
    return report?.faults ?? [];
  }
}

/** Type errors in words; `word` is put before each. */
export function describeTypes(
  faults: readonly TypeFault[],
  cell: CheckedCell,
  word = "Type warning ",
): string {
  return faults.map(({ code, message, line, column }) =>
    [`${word}${code}: ${message}`, ...excerpt({ cell, line, column }), ""].join("\n")
  ).join("\n");
}

/** Type errors as what fails a cell. */
export function typeError(faults: readonly TypeFault[], cell: CheckedCell): CellError {
  const [{ code, message }] = faults as [TypeFault];
  const traceback = describeTypes(faults, cell, "").trimEnd().split("\n");
  return { ename: "TypeCheckFailed", evalue: `${code}: ${message}`, traceback };
}
