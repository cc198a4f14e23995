import type { Grounds } from "../kernels/grounds.ts";

/** The arenas of grounds that are lent, by number. All that lend those of some grounds are on the thread that made them. */
const lent = new WeakMap<Grounds, Set<number>>();

/** An arena that a thread has, and for how many blocks that it was handed. */
interface Loan {
  readonly index: number;
  uses: number;
}

/**
 * The arenas that one thread was lent. It has one in each of the grounds that its blocks lie in, for as long as it
 * has such blocks; a thread that ends leaves none behind.
 */
export class Loans {
  readonly #held = new Map<Grounds, Loan>();

  /** Lends an arena for a block more; undefined where all are lent, and blocks are copied as those of any memory. */
  take(grounds: Grounds): number | undefined {
    const held = this.#held.get(grounds);
    if (held !== undefined) {
      held.uses++;
      return held.index;
    }
    const others = lent.get(grounds) ?? new Set<number>();
    lent.set(grounds, others);
    for (let index = 1; index < grounds.arenas; index++) {
      if (others.has(index)) continue;
      others.add(index);
      this.#held.set(grounds, { index, uses: 1 });
      return index;
    }
    return undefined;
  }

  /** Takes an arena back that was lent for a block. */
  giveBack(grounds: Grounds): void {
    const held = this.#held.get(grounds)!;
    if (--held.uses > 0) return;
    this.#held.delete(grounds);
    lent.get(grounds)!.delete(held.index);
  }
}
