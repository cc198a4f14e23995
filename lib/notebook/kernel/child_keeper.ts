import type { KernelDeath } from "../kernel_process.ts";
import { ChildKernel, type ChildListener } from "./child_kernel.ts";

/** Keeps a Deno kernel running behind ours: one that dies, or has to be ended, is replaced. */
export class ChildKeeper {
  readonly #listener: ChildListener;
  #child: Promise<ChildKernel>;
  #busy = false;
  #closed = false;
  #lateDeath: KernelDeath | undefined;

  /** Starts the first child; the listener hears of all. */
  constructor(listener: ChildListener) {
    this.#listener = listener;
    this.#child = this.#start();
  }

  /** The child; rejects if it could not be started. */
  get child(): Promise<ChildKernel> {
    return this.#child;
  }

  /**
   * The child, for a cell to be run in it; if none could be started, another trial is made for the
   * next cell.
   */
  async take(): Promise<ChildKernel> {
    try {
      const child = await this.#child;
      this.#busy = true;
      return child;
    } catch (error) {
      this.#child = this.#start();
      throw error;
    }
  }

  /** The cell has been run; a child that is broken is ended, and another started. */
  async release(child: ChildKernel, broken: boolean): Promise<void> {
    this.#busy = false;
    if (!broken || this.#closed) return;
    this.#child = this.#start();
    await child.close();
  }

  /** How a child died while no cell ran, once. */
  takeDeath(): KernelDeath | undefined {
    const death = this.#lateDeath;
    this.#lateDeath = undefined;
    return death;
  }

  /** Ends the child. */
  async close(): Promise<void> {
    this.#closed = true;
    const child = await this.#child.catch(() => undefined);
    await child?.close();
  }

  #start(): Promise<ChildKernel> {
    const starting = ChildKernel.start(this.#listener);
    starting.then((child) => this.#watch(child), () => {}); // the next cell tells of a failure
    return starting;
  }

  /** A child that dies while no cell runs must not pass for one that lives. */
  async #watch(child: ChildKernel): Promise<void> {
    const death = await child.death;
    if (this.#closed || this.#busy || child !== await this.#child) return;
    this.#lateDeath = death;
    this.#child = this.#start();
  }
}
