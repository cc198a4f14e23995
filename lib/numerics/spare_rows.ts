/** Of all rows of so many classes or more one is kept, the last. */
const MANY_COLUMNS = 256;

/** Rows of more classes are not kept: to make one costs little beside its work. */
const MOST_COLUMNS = 65536;

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
  readonly #spares: (R | undefined)[] = Array.from({ length: MANY_COLUMNS + 1 });
  readonly #make: (columns: number) => R;

  /** @param make Makes a row where there is no spare one. */
  constructor(make: (columns: number) => R) {
    this.#make = make;
  }

  /** A row of so many classes. */
  lend(columns: number): R {
    const place = placeOf(columns);
    const row = this.#spares[place];
    if (row === undefined || row.columns !== columns) return this.#make(columns);
    this.#spares[place] = undefined;
    return row;
  }

  /** Ends the use of a row. One that was not given back, after a refusal, is not missed. */
  giveBack(row: R): void {
    if (row.columns <= MOST_COLUMNS) this.#spares[placeOf(row.columns)] = row;
  }
}

/** Where a row is kept. */
function placeOf(columns: number): number {
  return columns < MANY_COLUMNS ? columns : MANY_COLUMNS;
}
