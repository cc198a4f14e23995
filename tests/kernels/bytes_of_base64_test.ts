import { assertEquals } from "@std/assert";
import { bytesOfBase64 } from "../../lib/kernels/bytes_of_base64.ts";

const BYTES = Uint8Array.from({ length: 257 }, (_, i) => i * 151);

/** Runs `f` as in an engine that has no `Uint8Array.fromBase64`. */
function without<T>(f: () => T): T {
  const { fromBase64 } = Uint8Array;
  Reflect.deleteProperty(Uint8Array, "fromBase64");
  try {
    return f();
  } finally {
    Object.assign(Uint8Array, { fromBase64 });
  }
}

Deno.test("bytesOfBase64() gives every byte back, whatever the engine has", () => {
  for (const length of [0, 1, 2, 3, 256, 257]) {
    const bytes = BYTES.subarray(0, length);
    const text = bytes.toBase64();
    assertEquals(bytesOfBase64(text), bytes);
    assertEquals(without(() => bytesOfBase64(text)), bytes);
  }
});
