import { type Job, type Outcome, Seat } from "./seat.ts";
import { repeat, soon } from "./thread.ts";

/** What a call has threads do. */
export interface Task {
  /** What threads are given, one after the other. */
  readonly jobs: Iterator<Job>;
  /** Has jobs that run end soon. */
  stop(): void;
  /** What the caller's thread does meanwhile; whether nothing is left to wait for after it. */
  help?(): boolean;
  /** Told once no thread works on it any more, if that is so before one breaks. */
  free?(): void;
}

/** A call's task, and the promise that is made for it. */
interface Work {
  readonly task: Task;
  running: number;
  /** Whether no further job is to be started. */
  isEnded: boolean;
  /** Whether its threads are to send a message when they are done, as nobody looks. */
  isAsked: boolean;
  /** Why the call fails, if it does. */
  failure: { readonly error: unknown } | undefined;
  /** Keeps the promise. */
  settle(): void;
}

/** Threads that had nothing to do for so many milliseconds, or up to twice as many, end. */
const IDLE = 10_000;

/** Milliseconds that a program may go from call to call without hearing of anything else. */
const RESTLESS = 8;

/** Threads that blocks are handed to, from one call after the other. They start when first needed. */
export class Crew {
  readonly #seats: readonly Seat[];
  readonly #queue: Work[] = [];
  /** The calls that are not done, or that a thread still has a job of. */
  readonly #works = new Set<Work>();
  /** Ends the look, from time to time, whether threads are used. */
  #stopLooking: (() => void) | undefined;
  #wasUsed = false;
  /** When the program last came to rest. */
  #rested = 0;
  #closed: Promise<unknown> | undefined;

  /**
   * @param count The number of threads.
   * @param url The module that each runs.
   */
  constructor(count: number, url: URL) {
    this.#seats = Array.from({ length: count }, () => new Seat(url, () => this.#assign()));
  }

  /** The number of threads. */
  get size(): number {
    return this.#seats.length;
  }

  /** Whether the crew was ended. */
  get isClosed(): boolean {
    return this.#closed !== undefined;
  }

  /**
   * Has a task done. Fails where a thread breaks, or with the reason of the signal: in each case once no thread works
   * on it any more.
   */
  run(task: Task, signal: AbortSignal | undefined): Promise<void> {
    return new Promise((resolve, reject) => {
      const abort = () => this.#fail(work, signal!.reason);
      const settle = () => {
        signal?.removeEventListener("abort", abort);
        if (work.failure === undefined) resolve();
        else reject(work.failure.error);
      };
      const work: Work = {
        ...{ task, running: 0, isEnded: false, isAsked: false, failure: undefined, settle },
      };
      signal?.addEventListener("abort", abort);
      this.#works.add(work);
      this.#queue.push(work);
      this.#seats.forEach((seat) => seat.look());
      this.#assign();
      if (task.help?.()) {
        this.#end(work);
        this.#restAndThen(settle);
      } else this.#waitFor(work);
    });
  }

  /** Waits for messages: of threads that work on a call, and of those that it needs and that are still at others. */
  #waitFor(work: Work): void {
    work.isAsked = true;
    this.#seats.forEach((seat) => seat.ask());
    this.#assign();
  }

  /** Calls a function; not at once where calls one after the other keep the program from whatever else it has to do. */
  #restAndThen(f: () => void): void {
    const now = performance.now();
    if (now - this.#rested < RESTLESS) return f();
    this.#rested = now;
    soon(f);
  }

  /** Ends all threads, each when it has done what it is at; calls that are not done fail then. */
  close(): Promise<unknown> {
    return this.#closed ??= this.#closeOnce();
  }

  #closeOnce(): Promise<unknown> {
    const error = new Error("Cannot finish a call as its pool must be open: it was closed");
    for (const work of [...this.#works]) this.#fail(work, error);
    return this.#dismiss();
  }

  /** Hands out blocks for as long as there are both blocks and free slots. */
  #assign(): void {
    for (;;) {
      const seat = this.#leastBusy();
      const work = this.#queue[0];
      if (work === undefined || seat === undefined) break;
      const { value: job, done } = work.task.jobs.next();
      if (done) this.#end(work);
      else this.#start(seat, work, job);
    }
  }

  #leastBusy(): Seat | undefined {
    return this.#seats.filter((seat) => seat.hasRoom).sort((a, b) => a.load - b.load)[0];
  }

  #start(seat: Seat, work: Work, job: Job): void {
    work.running++;
    this.#wasUsed = true;
    this.#stopLooking ??= repeat(() => this.#look(), IDLE);
    seat.give(job, (outcome) => this.#take(work, job, outcome));
    if (work.isAsked) seat.ask();
  }

  #take(work: Work, job: Job, outcome: Outcome): void {
    work.running--;
    try {
      if ("error" in outcome) throw outcome.error;
      if (work.failure === undefined) job.finish(outcome.answer);
    } catch (error) {
      this.#fail(work, error);
    }
    this.#conclude(work);
  }

  #fail(work: Work, error: unknown): void {
    work.failure ??= { error };
    work.task.stop();
    this.#end(work);
  }

  /** Starts no further job of a call. */
  #end(work: Work): void {
    const at = this.#queue.indexOf(work);
    if (at >= 0) this.#queue.splice(at, 1);
    work.isEnded = true;
    this.#conclude(work);
  }

  /** Lets go of a call that no thread works on any more. */
  #conclude(work: Work): void {
    if (!work.isEnded || work.running > 0 || !this.#works.delete(work)) return;
    work.settle();
    if (work.failure === undefined) work.task.free?.();
  }

  #look(): void {
    this.#seats.forEach((seat) => seat.look());
    const isIdle = !this.#wasUsed && this.#seats.every(({ load }) => load === 0);
    this.#wasUsed = false;
    if (isIdle) this.#dismiss();
  }

  #dismiss(): Promise<unknown> {
    this.#stopLooking?.();
    this.#stopLooking = undefined;
    return Promise.all(this.#seats.map((seat) => seat.leave()));
  }
}
