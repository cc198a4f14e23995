/** A typed array by what it is made of. */
interface View {
  /** The name of its class. */
  readonly view: string;
  readonly buffer: ArrayBufferLike;
  readonly at: number;
  readonly length: number;
}

type ViewClass = new (buffer: ArrayBufferLike, at: number, length: number) => unknown;

/**
 * A message with its typed arrays taken apart: Deno goes through those that are sent between Node's threads entry by
 * entry, which takes longer than to compute with them.
 */
export function packed(message: unknown): unknown {
  if (ArrayBuffer.isView(message)) {
    const { [Symbol.toStringTag]: view, buffer, byteOffset: at, length } = message as Int32Array;
    return { view, buffer, at, length };
  }
  return isPlain(message) ? mapped(message, packed) : message;
}

/** The message that was packed. */
export function unpacked(message: unknown): unknown {
  if (!isPlain(message)) return message;
  if (!("view" in message)) return mapped(message, unpacked);
  const { view, buffer, at, length } = message as unknown as View;
  const kinds = globalThis as unknown as Record<string, ViewClass>;
  return new kinds[view]!(buffer, at, length);
}

function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null &&
    Object.getPrototypeOf(value) === Object.prototype;
}

function mapped(values: Record<string, unknown>, map: (value: unknown) => unknown) {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, map(value)]));
}
