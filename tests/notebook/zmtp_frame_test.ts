import { assertEquals, assertThrows } from "@std/assert";
import { encodeFrame, type Frame, FrameDecoder } from "../../lib/notebook/zmtp_frame.ts";

function frame(length: number, more = false, command = false): Frame {
  return { command, more, body: Uint8Array.from({ length }, (_, i) => i * 7 & 255) };
}

/** Feeds bytes in pieces of one size and returns all frames. */
function decode(bytes: Uint8Array, size: number): Frame[] {
  const decoder = new FrameDecoder();
  const frames: Frame[] = [];
  for (let at = 0; at < bytes.length; at += size) {
    frames.push(...decoder.push(bytes.slice(at, at + size)));
  }
  return frames;
}

const FRAMES = [frame(0), frame(1, true), frame(255), frame(256), frame(7, false, true)];
const STREAM = Uint8Array.from(FRAMES.flatMap((frame) => [...encodeFrame(frame)]));

Deno.test("encodeFrame() writes the bytes of RFC 23", () => {
  assertEquals([...encodeFrame(frame(2, true))], [1, 2, 0, 7]);
  assertEquals([...encodeFrame(frame(1, false, true))], [4, 1, 0]);
  assertEquals([...encodeFrame(frame(256)).slice(0, 10)], [2, 0, 0, 0, 0, 0, 0, 1, 0, 0]);
});

Deno.test("FrameDecoder reads frames however the stream is cut", () => {
  for (const size of [1, 2, 3, 5, 64, 256, 300, STREAM.length]) {
    assertEquals(decode(STREAM, size), FRAMES, `in pieces of ${size}`);
  }
});

Deno.test("FrameDecoder reads frames far longer than a piece", () => {
  const long = frame(3_000_001, true);
  assertEquals(decode(encodeFrame(long), 65536), [long]);
});

Deno.test("FrameDecoder keeps no memory of frames handed out", () => {
  const decoder = new FrameDecoder();
  const [first] = decoder.push(encodeFrame(frame(200)));
  for (let i = 0; i < 100; i++) {
    decoder.push(encodeFrame({ ...frame(200), body: new Uint8Array(200) }));
  }
  assertEquals(first, frame(200));
});

Deno.test("FrameDecoder refuses what is no frame", () => {
  assertThrows(() => new FrameDecoder().push(Uint8Array.of(0x48, 0x54)), SyntaxError, "flags");
  const huge = Uint8Array.of(2, 0, 0, 0, 0, 64, 0, 0, 1);
  assertThrows(() => new FrameDecoder().push(huge), RangeError, "at most 1073741824: 1073741825");
});
