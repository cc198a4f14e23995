/** Rows of more classes are not kept: to make one costs little beside its work. */
const MOST_COLUMNS = 256;

/** What works on rows of one number of classes. */
interface Row {
  readonly columns: number;
}

/**
 * Rows to work on, for one call each: what is given back is kept for the next of as many classes, as making
 * a row of ten costs more than its softmax. While a row is lent nobody else gets it, as reading a vector may
 * run the caller's own code.
 */
export class SpareRows<R extends Row> {
  readonly #spares: (R | undefined)[] = Array.from({ length: MOST_COLUMNS + 1 });
  readonly #make: (columns: number) => R;

  /** @param make Makes a row where there is no spare one. */
  constructor(make: (columns: number) => R) {
    this.#make = make;
  }

  /** A row of so many classes. */
  lend(columns: number): R {
    const row = columns <= MOST_COLUMNS ? this.#spares[columns] : undefined;
    if (row === undefined) return this.#make(columns);
    this.#spares[columns] = undefined;
    return row;
  }

  /** Ends the use of a row. One that was not given back, after a refusal, is not missed. */
  giveBack(row: R): void {
    if (row.columns <= MOST_COLUMNS) this.#spares[row.columns] = row;
  }
}
