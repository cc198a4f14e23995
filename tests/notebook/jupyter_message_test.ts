import { assertEquals, assertThrows } from "@std/assert";
import { createMessage, MessageCodec } from "../../lib/notebook/jupyter_message.ts";

const codec = new MessageCodec("a key");
const message = createMessage("execute_request", { code: "1 + ∞" }, { session: "s" });

Deno.test("MessageCodec reads what it writes, with routing prefixes and buffers", () => {
  const whole = {
    ...message,
    identities: [Uint8Array.of(0, 1), Uint8Array.of(2)],
    parent: message.header,
    buffers: [Uint8Array.of(3, 4)],
  };
  assertEquals(codec.decode(codec.encode(whole)), whole);
});

Deno.test("MessageCodec signs with HMAC-SHA256 over the four parts", () => {
  const parts = ["{}", "{}", "{}", "{}"].map((part) => new TextEncoder().encode(part));
  // printf '{}{}{}{}' | openssl dgst -sha256 -hmac 'a key'
  const signature = "e2c27855d41353957c8555d30463a97e6a6ea497e6ebb3f7824503c3b64f2c0b";
  const frames = ["<IDS|MSG>", signature].map((part) => new TextEncoder().encode(part));
  assertEquals(codec.decode([...frames, ...parts]).content, {});
});

Deno.test("MessageCodec refuses a message whose signature is another's or whose parts changed", () => {
  const frames = codec.encode(message);
  assertThrows(() => new MessageCodec("b key").decode(frames), SyntaxError, "signature");
  for (const part of [1, 2, 3, 4, 5]) {
    const changed = frames.map((frame, i) => i === part ? Uint8Array.from([...frame, 32]) : frame);
    assertThrows(() => codec.decode(changed), SyntaxError, "signature");
  }
});

Deno.test("MessageCodec takes unsigned messages when the key is empty, as the protocol has it", () => {
  const open = new MessageCodec("");
  assertEquals(open.decode(open.encode(message)), message);
});

Deno.test("MessageCodec refuses a message with parts missing", () => {
  const frames = codec.encode(message);
  assertThrows(() => codec.decode(frames.slice(1)), SyntaxError, "delimiter");
  assertThrows(() => codec.decode(frames.slice(0, 4)), SyntaxError, "must have 4 parts: 2");
  assertThrows(() => codec.decode([]), SyntaxError, "delimiter");
});
