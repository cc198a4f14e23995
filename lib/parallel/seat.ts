import type { Grounds } from "../kernels/grounds.ts";
import type { Answer, Block } from "./block.ts";
import { Loans } from "./loans.ts";
import { askFor, isDone, type Receipt } from "./receipt.ts";
import { Slot } from "./slot.ts";
import { repeat, startThread, type Thread } from "./thread.ts";

/** What a thread does at once: how it is laid out, and what becomes of the answer. */
export interface Job {
  /** Lays out what the thread is told, in the memory of a slot where it could not see it. */
  prepare(slot: Slot): Block;
  /** Takes the answer. */
  finish(answer: Answer): void;
}

/** What came of a job: an answer, or why there is none. */
export type Outcome = { readonly answer: Answer } | { readonly error: unknown };

/** A job that the thread has. */
interface Errand {
  readonly slot: Slot;
  /** Where it works in an arena that it was lent. */
  readonly grounds: Grounds | undefined;
  /** How the thread tells that it is done; undefined where it sends a message. */
  receipt: Receipt | undefined;
  end(outcome: Outcome): void;
}

/** Jobs that a thread has at hand: one in work, one that waits. */
const AHEAD = 2;

/** Milliseconds after which a thread that is to end, and has not answered, is not waited for. */
const PATIENCE = 5000;

/** One thread, which starts when it is first given a job, and what it has to do, in order. */
export class Seat {
  readonly #url: URL;
  readonly #onRoom: () => void;
  readonly #loans = new Loans();
  #thread: Thread | undefined;
  #free = newSlots(AHEAD);
  #errands: Errand[] = [];
  /** Whether the program goes on for as long as the thread lives. */
  #isHeld = false;
  /** Told once the thread has ended that was to end. */
  #onLeft: (() => void) | undefined;

  /**
   * @param url The module that the thread runs.
   * @param onRoom Called when it can be given a further job.
   */
  constructor(url: URL, onRoom: () => void) {
    this.#url = url;
    this.#onRoom = onRoom;
  }

  /** Whether it can be given a job. */
  get hasRoom(): boolean {
    return this.#free.length > 0;
  }

  /** How many jobs it has at hand. */
  get load(): number {
    return this.#errands.length;
  }

  /** Has the thread do a job, and tells what came of it. */
  give(job: Job, end: (outcome: Outcome) => void): void {
    const slot = this.#free.pop()!;
    try {
      this.#thread ??= this.#start();
      const block = job.prepare(slot);
      const arena = block.grounds && this.#loans.take(block.grounds);
      const grounds = arena === undefined ? undefined : block.grounds;
      this.#errands.push({ slot, grounds, receipt: block.receipt, end });
      this.#thread.post(arena === undefined ? block : { ...block, arena }, slot.moved);
    } catch (error) {
      // Nothing was sent: only the last errand can be its own.
      const isIn = this.#errands.at(-1)?.slot === slot;
      if (isIn) this.#takeBack(this.#errands.pop()!);
      else this.#free.push(slot);
      end({ error });
    }
    this.#holdOrRest();
  }

  /** Looks what the thread has done without a message. */
  look(): void {
    while (this.#errands[0]?.receipt && isDone(this.#errands[0].receipt)) this.#take({});
    this.#holdOrRest();
  }

  /** Has the thread send a message when it is done with what it was given. */
  ask(): void {
    for (const errand of this.#errands) {
      if (errand.receipt && askFor(errand.receipt)) errand.receipt = undefined;
    }
    this.look();
  }

  /**
   * Ends the thread: at once if it has nothing to do, else when it has done what it is at, so that it writes to no
   * memory after that and no arena is left taken.
   */
  leave(): Promise<void> {
    if (this.#thread === undefined) return Promise.resolve();
    return new Promise((resolve) => {
      const stopWaiting = repeat(() => this.#lose("it did not answer", false), PATIENCE);
      this.#onLeft = () => {
        stopWaiting();
        resolve();
      };
      this.ask();
    });
  }

  #start(): Thread {
    const thread: Thread = startThread(this.#url, {
      // What a thread says that was ended meanwhile is for none that sits here now.
      onMessage: (message) => this.#thread === thread && this.#hear(message as Answer),
      onEnd: (reason) => this.#thread === thread && this.#lose(reason),
    });
    this.#isHeld = true;
    return thread;
  }

  #hear(answer: Answer): void {
    this.look();
    this.#take(answer);
    // What was done without a message waited for its turn: nothing else tells of it.
    this.look();
    this.#onRoom();
  }

  /** Takes the answer to the first errand. */
  #take(answer: Answer): void {
    const errand = this.#errands.shift()!;
    if (answer.losses) errand.slot.restore(answer.losses.buffer);
    errand.end({ answer });
    this.#takeBack(errand);
  }

  /** Goes on without the thread; if that may still be at work, without its arenas too. */
  #lose(reason: string, isGone = true): void {
    const errands = this.#errands;
    this.#errands = [];
    this.#vacate();
    const error = new Error(`Cannot compute a block as its thread must work: ${reason}`);
    for (const errand of errands) {
      // Memory that it was to write to is not used again.
      this.#takeBack({ ...errand, slot: new Slot(), ...(isGone ? {} : { grounds: undefined }) });
      errand.end({ error });
    }
    this.#onRoom();
  }

  #takeBack({ slot, grounds }: Errand): void {
    this.#free.push(slot);
    if (grounds) this.#loans.giveBack(grounds);
  }

  /** Keeps the program from ending for as long as a message is waited for; ends the thread that is to end. */
  #holdOrRest(): void {
    const isHeld = this.#errands.some(({ receipt }) => receipt === undefined);
    if (isHeld !== this.#isHeld) this.#thread?.hold(isHeld);
    this.#isHeld = isHeld;
    if (this.#onLeft && this.load === 0) this.#vacate();
  }

  #vacate(): void {
    this.#thread?.stop();
    this.#thread = undefined;
    this.#onLeft?.();
    this.#onLeft = undefined;
  }
}

function newSlots(count: number): Slot[] {
  return Array.from({ length: count }, () => new Slot());
}
