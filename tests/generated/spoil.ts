/** What one change is made of: two choices, and what is put in. */
export interface Change {
  readonly at: number;
  readonly how: number;
  readonly junk: unknown;
}

/** The arguments with one thing wrong: one of them, or an entry of it. Often enough still right. */
export function spoilt(args: readonly unknown[], change: Change): unknown[] {
  const at = change.at % args.length;
  return args.map((arg, i) => i === at ? spoiltArgument(arg, change) : arg);
}

function spoiltArgument(arg: unknown, { at, how, junk }: Change): unknown {
  if (how % 3 === 0 || typeof arg !== "object" || arg === null) return junk;
  if (arg instanceof Float64Array) return spoiltTyped(arg, at, how, junk);
  if (Array.isArray(arg)) return spoiltArray(arg, at, how, junk);
  const keys = Object.keys(arg);
  const key = keys[Math.floor(how / 3) % Math.max(1, keys.length)] ?? "unit";
  const inner = (arg as Record<string, unknown>)[key];
  return {
    ...arg,
    [key]: how % 3 === 1 ? junk : spoiltArgument(inner, { at, how: how + 1, junk }),
  };
}

function spoiltTyped(x: Float64Array, at: number, how: number, junk: unknown): Float64Array {
  if (how % 3 === 1) return x.slice(1);
  const copy = x.slice();
  copy[at % x.length] = typeof junk === "number" ? junk : NaN;
  return copy;
}

function spoiltArray(x: readonly unknown[], at: number, how: number, junk: unknown): unknown[] {
  const copy = [...x];
  const place = at % x.length;
  switch (how % 7) {
    case 0:
      delete copy[place];
      break;
    case 1:
      copy.pop();
      break;
    case 2:
      copy.push(junk);
      break;
    case 3:
      copy[place] = spoiltArgument(copy[place], { at, how: how + 1, junk });
      break;
    default:
      copy[place] = junk;
  }
  return copy;
}
