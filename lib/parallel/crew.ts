import type { Answer, Block } from "./block.ts";
import { Slot } from "./slot.ts";
import { repeat, startThread, type Thread } from "./thread.ts";

/** What a thread does at once: how it is laid out, and what becomes of the answer. */
export interface Job {
  /** Lays out what the thread is told, in the memory of a slot where it could not see it. */
  prepare(slot: Slot): Block;
  /** Takes the answer. */
  finish(answer: Answer): void;
}

/** The jobs of one call, in order, and the promise that is made for it. */
interface Work {
  readonly jobs: Iterator<Job>;
  running: number;
  /** Whether no further job is to be started. */
  isEnded: boolean;
  /** Why the call fails, if it does. */
  failure: { readonly error: unknown } | undefined;
  /** Has jobs that run end soon. */
  stop(): void;
  settle(): void;
}

/** A job that a thread has. */
interface Errand {
  readonly work: Work;
  readonly job: Job;
  readonly slot: Slot;
}

/** A thread, once there is one, and what it has to do, in order. */
interface Seat {
  thread: Thread | undefined;
  readonly free: Slot[];
  readonly errands: Errand[];
}

/** Jobs that a thread has at hand: one in work, one that waits. */
const AHEAD = 2;

/** Threads that had nothing to do for so many milliseconds, or up to twice as many, end. */
const IDLE = 10_000;

/** Threads that blocks are handed to, from one call after the other. They start when first needed. */
export class Crew {
  readonly #url: URL;
  readonly #seats: readonly Seat[];
  readonly #queue: Work[] = [];
  /** Ends the look, from time to time, whether threads are used. */
  #stopLooking: (() => void) | undefined;
  #wasUsed = false;
  #isClosed = false;

  /**
   * @param count The number of threads.
   * @param url The module that each runs.
   */
  constructor(count: number, url: URL) {
    this.#url = url;
    this.#seats = Array.from({ length: count }, () => newSeat());
  }

  /** The number of threads. */
  get size(): number {
    return this.#seats.length;
  }

  /** Whether the crew was ended. */
  get isClosed(): boolean {
    return this.#isClosed;
  }

  /**
   * Has jobs done, which `stop` has end soon. Fails where a thread breaks, or with the reason of the signal: in each
   * case once no thread works on any of them any more.
   */
  run(jobs: Iterator<Job>, stop: () => void, signal: AbortSignal | undefined): Promise<void> {
    return new Promise((resolve, reject) => {
      const work: Work = {
        ...{ jobs, stop, running: 0, isEnded: false, failure: undefined },
        settle: () => {
          if (!work.isEnded || work.running > 0) return;
          signal?.removeEventListener("abort", abort);
          if (work.failure === undefined) resolve();
          else reject(work.failure.error);
        },
      };
      const abort = () => this.#fail(work, signal!.reason);
      signal?.addEventListener("abort", abort);
      this.#queue.push(work);
      this.#assign();
    });
  }

  /** Ends all threads; calls that are not done fail. */
  close(): void {
    this.#isClosed = true;
    const error = new Error("Cannot finish a call as its pool must be open: it was closed");
    for (const work of [...this.#queue, ...this.#seats.flatMap(worksOf)]) {
      this.#fail(work, error);
    }
    this.#vacateAll();
  }

  /** Hands out blocks for as long as there are both blocks and free slots. */
  #assign(): void {
    for (;;) {
      const seat = this.#leastBusy();
      const work = this.#queue[0];
      if (work === undefined || seat === undefined) break;
      const { value: job, done } = work.jobs.next();
      if (done) this.#end(work);
      else this.#start(seat, work, job);
    }
  }

  #leastBusy(): Seat | undefined {
    const free = this.#seats.filter((seat) => seat.free.length > 0);
    return free.sort((a, b) => a.errands.length - b.errands.length)[0];
  }

  #start(seat: Seat, work: Work, job: Job): void {
    const errand = { work, job, slot: seat.free.pop()! };
    work.running++;
    seat.errands.push(errand);
    this.#wasUsed = true;
    this.#stopLooking ??= repeat(() => this.#look(), IDLE);
    try {
      seat.thread ??= startThread(this.#url, this.#listenerOf(seat));
      if (seat.errands.length === 1) seat.thread.hold(true);
      const block = job.prepare(errand.slot);
      seat.thread.post(block, errand.slot.moved);
    } catch (error) {
      seat.errands.pop();
      seat.free.push(errand.slot);
      this.#finish(errand, () => this.#fail(work, error));
    }
  }

  #listenerOf(seat: Seat) {
    return {
      onMessage: (message: unknown) => {
        const errand = seat.errands.shift()!;
        const answer = message as Answer;
        if (answer.losses) errand.slot.restore(answer.losses.buffer);
        this.#finish(errand, () => errand.job.finish(answer));
        seat.free.push(errand.slot);
        if (seat.errands.length === 0) seat.thread?.hold(false);
        this.#assign();
      },
      onError: (reason: string) => {
        const errands = seat.errands.splice(0);
        this.#vacate(seat);
        const error = new Error(`Cannot compute a block as its thread must work: ${reason}`);
        for (const errand of errands) this.#finish(errand, () => this.#fail(errand.work, error));
        this.#assign();
      },
    };
  }

  #finish({ work }: Errand, take: () => void): void {
    work.running--;
    try {
      if (work.failure === undefined) take();
    } catch (error) {
      this.#fail(work, error);
    }
    work.settle();
  }

  #fail(work: Work, error: unknown): void {
    work.failure ??= { error };
    work.stop();
    this.#end(work);
  }

  #end(work: Work): void {
    const at = this.#queue.indexOf(work);
    if (at >= 0) this.#queue.splice(at, 1);
    work.isEnded = true;
    work.settle();
  }

  #look(): void {
    const isIdle = !this.#wasUsed && this.#seats.every(({ errands }) => errands.length === 0);
    this.#wasUsed = false;
    if (isIdle) this.#vacateAll();
  }

  #vacateAll(): void {
    this.#stopLooking?.();
    this.#stopLooking = undefined;
    for (const seat of this.#seats) this.#vacate(seat);
  }

  /** Ends the thread of a seat, and what it had at hand. */
  #vacate(seat: Seat): void {
    seat.thread?.stop();
    for (const errand of seat.errands) errand.work.running--;
    const works = worksOf(seat);
    Object.assign(seat, newSeat());
    works.forEach((work) => work.settle());
  }
}

function newSeat(): Seat {
  return {
    thread: undefined,
    free: Array.from({ length: AHEAD }, () => new Slot()),
    errands: [],
  };
}

function worksOf({ errands }: Seat): Work[] {
  return errands.map(({ work }) => work);
}
