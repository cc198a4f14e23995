/**
 * Where a value stands in a call: what is being computed, from which argument, in which row.
 * Every refusal of the library is worded here, so that all of them say the same three things:
 * what cannot be done, what is wanted, and what was found where.
 */
export class Site {
  /** Row of a batch under inspection; undefined for an argument that is not a batch. */
  row: number | undefined;

  /**
   * @param task What the caller wants, as a verb and its object: `compute entropy`.
   * @param name The argument, by the name it has in the documentation.
   */
  constructor(readonly task: string, readonly name: string) {}

  /** The argument or the row of it: `z`, `z[3]`. */
  get label(): string {
    return this.row === undefined ? this.name : `${this.name}[${this.row}]`;
  }

  /** Refuses a wrong type or shape. */
  refuseType(must: string, found: string): never {
    throw new TypeError(`Cannot ${this.task} as ${must}: ${found}`);
  }

  /** Refuses a value out of its domain. */
  refuseValue(must: string, found: string): never {
    throw new RangeError(`Cannot ${this.task} as ${must}: ${found}`);
  }

  /** Refuses a single value: by type if it is not even of the wanted one, else by value. */
  refuse(must: string, value: unknown, wanted: "number" | "string" = "number"): never {
    const found = `${this.label} is ${describe(value)}`;
    const isWanted = wanted === "number" ? typeof value === "number" : typeof value === "string";
    return isWanted ? this.refuseValue(must, found) : this.refuseType(must, found);
  }

  /** Refuses the entry at `index`: by type if it is no number at all, else by value. */
  refuseEntry(index: number, entry: unknown, must: string): never {
    const found = `${this.label}[${index}] is ${describe(entry)}`;
    if (typeof entry === "number") return this.refuseValue(`${this.name} ${must}`, found);
    return this.refuseType(`${this.name} must contain numbers only`, found);
  }
}

/** What a value is, in the words of an error message. */
export function describe(value: unknown): string {
  switch (typeof value) {
    case "number":
      return Object.is(value, -0) ? "-0" : String(value);
    case "string":
      return `the string ${JSON.stringify(shortened(value))}`;
    case "bigint":
      return `the BigInt ${shortened(`${value}n`)}`;
    case "object":
      return value === null ? "null" : `an object of class ${classOf(value)}`;
    case "undefined":
    case "boolean":
      return String(value);
    default:
      return `a ${typeof value}`;
  }
}

function shortened(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}

/** The name of an object's class; of one that names none, or does not let itself be asked, `null`. */
function classOf(value: object): string {
  try {
    const name: unknown = value.constructor?.name;
    return typeof name === "string" ? name : "null";
  } catch {
    return "null";
  }
}
