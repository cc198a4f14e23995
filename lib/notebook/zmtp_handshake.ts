/**
 * The opening of a ZMTP 3.0 connection with the NULL mechanism: a greeting of 64 bytes each way,
 * then a READY command with the socket's type. Both sides say the same things.
 *
 * @see https://rfc.zeromq.org/spec/23/
 */

/** The socket types that a Jupyter client or kernel needs. */
export type SocketType = "DEALER" | "ROUTER" | "SUB" | "PUB" | "REQ" | "REP";

/** Length of the greeting in bytes. */
export const GREETING_LENGTH = 64;

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** Our greeting: signature, version 3.0, mechanism NULL. */
export function greeting(): Uint8Array {
  const bytes = new Uint8Array(GREETING_LENGTH);
  bytes.set([0xff, 0, 0, 0, 0, 0, 0, 0, 1, 0x7f, 3, 0]);
  bytes.set(encoder.encode("NULL"), 12);
  return bytes;
}

/** Refuses a greeting that is not one of ZMTP 3 with the NULL mechanism. */
export function checkGreeting(bytes: Uint8Array): void {
  if (bytes[0] !== 0xff || bytes[9] !== 0x7f) {
    throw new SyntaxError("Cannot connect as the peer must speak ZMTP: its signature is another");
  }
  if (bytes[10]! < 3) {
    throw new RangeError(`Cannot connect as the peer must speak ZMTP 3: it speaks ${bytes[10]}`);
  }
  const mechanism = decoder.decode(bytes.subarray(12, 32)).replace(/\0+$/, "");
  if (mechanism !== "NULL") {
    throw new RangeError(`Cannot connect as the mechanism must be NULL: it is "${mechanism}"`);
  }
}

/** The body of the READY command. */
export function encodeReady(properties: Readonly<Record<string, string>>): Uint8Array {
  const parts: number[] = [5, ...encoder.encode("READY")];
  for (const [name, value] of Object.entries(properties)) {
    const text = encoder.encode(value);
    parts.push(name.length, ...encoder.encode(name));
    parts.push(0, 0, text.length >> 8, text.length & 255, ...text);
  }
  return Uint8Array.from(parts);
}

/** The properties of a READY command, their names in lower case as the protocol ignores case. */
export function decodeReady(body: Uint8Array): Record<string, string> {
  if (commandName(body) !== "READY") {
    throw new SyntaxError(`Cannot connect as the peer must be ready: it says ${commandName(body)}`);
  }
  const properties: Record<string, string> = {};
  const view = new DataView(body.buffer, body.byteOffset, body.byteLength);
  for (let at = 6; at < body.length;) {
    const name = decoder.decode(body.subarray(at + 1, at + 1 + body[at]!));
    at += 1 + body[at]!;
    const length = view.getUint32(at);
    properties[name.toLowerCase()] = decoder.decode(body.subarray(at + 4, at + 4 + length));
    at += 4 + length;
  }
  return properties;
}

/** The name that a command starts with. */
export function commandName(body: Uint8Array): string {
  return decoder.decode(body.subarray(1, 1 + (body[0] ?? 0)));
}
