import { describeThrown } from "./prelude_definition.ts";

/** What was thrown where nobody listened. */
export interface UncaughtFault {
  /** A promise that nobody handled, or a throw outside of any cell, as in a timer. */
  readonly kind: "rejection" | "uncaught";
  /** What was thrown, in words. */
  readonly message: string;
  /** How many executions ago the cell ran that caused it; 0 is the one just settled. */
  readonly ago: number;
}

/**
 * Listens for what the Deno kernel passes over in silence: unhandled rejections and throws in
 * timers. A throw in a timer is put down to the cell that set the timer. The text of this class is
 * sent to the kernel (see prelude.ts).
 */
export class FaultCollector {
  readonly #now = performance.now.bind(performance);
  readonly #set = globalThis.setTimeout;
  readonly #clear = globalThis.clearTimeout;
  readonly #soon = globalThis.setImmediate;
  /** When the timers that are set will fire. */
  readonly #due = new Map<unknown, number>();
  #faults: { kind: UncaughtFault["kind"]; message: string; turn: number }[] = [];
  #turn = 0;
  /** The turn that set the timer which is throwing. */
  #guilty: number | undefined;

  /** Begins to listen. */
  install(): void {
    globalThis.addEventListener("unhandledrejection", (event) => {
      this.#note(event, "rejection", event.reason);
    });
    globalThis.addEventListener("error", (event) => this.#note(event, "uncaught", event.error));
    const watch = (action: unknown, delay?: number, ...args: unknown[]) =>
      this.#watch(action, delay, args);
    globalThis.setTimeout = watch as typeof setTimeout;
    const { setInterval, clearInterval } = globalThis;
    globalThis.setInterval =
      ((action: unknown, delay?: number, ...args: unknown[]) =>
        this.#watch(action, delay, args, setInterval)) as typeof globalThis.setInterval;
    globalThis.clearInterval = ((id: number) => {
      this.#due.delete(id);
      clearInterval.call(globalThis, id);
    }) as typeof globalThis.clearInterval;
    globalThis.clearTimeout = ((id: number) => {
      this.#due.delete(id);
      this.#clear.call(globalThis, id);
    }) as typeof clearTimeout;
  }

  /**
   * Waits until what is ready has happened, rejections too, and for timers that are due within the
   * given time; those of no time at all, which is a millisecond, belong to their cell in any case.
   */
  async quiet(milliseconds: number): Promise<void> {
    await new Promise((resolve) => this.#soon.call(globalThis, resolve));
    const end = this.#now() + Math.max(milliseconds, 2);
    while (this.#now() < end && [...this.#due.values()].some((time) => time <= end)) {
      await new Promise((resolve) => this.#set.call(globalThis, resolve, 1));
    }
  }

  /** The faults since the last call; the next execution begins. */
  drain(): UncaughtFault[] {
    const found = this.#faults.map(({ turn, ...fault }) => ({ ...fault, ago: this.#turn - turn }));
    this.#faults = [];
    this.#turn++;
    return found;
  }

  /** Notes a fault, unless a listener of the notebook takes care of it. */
  #note(event: Event, kind: UncaughtFault["kind"], thrown: unknown): void {
    const fault = { kind, message: describeThrown(thrown), turn: this.#guilty ?? this.#turn };
    this.#guilty = undefined;
    queueMicrotask(() => {
      if (!event.defaultPrevented) this.#faults.push(fault);
    });
  }

  #watch(
    action: unknown,
    delay: number | undefined,
    args: unknown[],
    set: typeof setTimeout | typeof setInterval = this.#set,
  ): unknown {
    if (typeof action !== "function") return set.call(globalThis, action as () => void, delay);
    const guarded = this.#guard(action, args);
    const id: unknown = set.call(globalThis, () => {
      this.#due.delete(id);
      guarded();
    }, delay);
    this.#due.set(id, this.#now() + (delay ?? 0));
    return id;
  }

  /**
   * The action of a timer, which tells by an event what it throws. Thrown on, it could leave Deno's
   * timers asleep, ours among them, until something else wakes them: 30 seconds were seen.
   */
  #guard(action: CallableFunction, args: unknown[]): () => void {
    const owner = this.#turn;
    return () => {
      try {
        action(...args);
      } catch (error) {
        this.#guilty = owner;
        globalThis.dispatchEvent(new ErrorEvent("error", { error, cancelable: true }));
      }
    };
  }
}
