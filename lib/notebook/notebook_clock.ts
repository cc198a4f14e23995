import type { CellFault } from "./cell_fault.ts";
import type { KernelSession } from "./kernel_session.ts";

/** The time that a whole notebook may take: when it is over, the kernel is ended. */
export class NotebookClock implements Disposable {
  readonly #seconds: number | undefined;
  readonly #timer: ReturnType<typeof setTimeout> | undefined;
  #over = false;

  /** Begins to count, if there is an end to the time. */
  constructor(session: KernelSession, seconds: number | undefined) {
    this.#seconds = seconds;
    if (seconds === undefined) return;
    this.#timer = setTimeout(() => {
      this.#over = true;
      void session.close();
    }, seconds * 1000);
  }

  /** The fault as it is to be told: a kernel that we have ended did not die by itself. */
  judge(fault: CellFault): CellFault {
    if (!this.#over || fault.kind !== "death") return fault;
    const { check } = fault;
    return { kind: "timeout", seconds: this.#seconds!, whole: true, ...(check && { check }) };
  }

  /** Stops counting. */
  [Symbol.dispose](): void {
    clearTimeout(this.#timer);
  }
}
