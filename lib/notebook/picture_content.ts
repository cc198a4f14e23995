import { createHash } from "node:crypto";
import { inflateSync } from "node:zlib";

/**
 * What a picture in base64 shows, in words that are the same where the picture is: for PNG its size
 * and a hash of its points, whatever program packed them and whenever; else of its bytes.
 */
export function pictureContent(type: string, base64: string): string {
  let bytes: Uint8Array;
  try {
    bytes = Uint8Array.from(atob(base64.replace(/\s/g, "")), (letter) => letter.charCodeAt(0));
  } catch {
    return base64; // not base64: it is compared as it is
  }
  const content = type === "image/png" ? pointsOf(bytes) : undefined;
  const size = content ? `${content.width} x ${content.height} points` : `${bytes.length} bytes`;
  const hash = createHash("sha256").update(content?.points ?? bytes).digest("hex");
  return `${type}, ${size}, sha256 ${hash.slice(0, 16)}`;
}

interface Points {
  readonly width: number;
  readonly height: number;
  /** What stands for the points: header, colours and unpacked rows. */
  readonly points: Uint8Array;
}

/** The chunks of a PNG without those that say who wrote it and when; none if it is broken. */
function pointsOf(bytes: Uint8Array): Points | undefined {
  const view = new DataView(bytes.buffer);
  const kept: Uint8Array[] = [];
  const packed: Uint8Array[] = [];
  try {
    for (let at = 8; at < bytes.length;) {
      const length = view.getUint32(at);
      const name = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
      const data = bytes.subarray(at + 8, at + 8 + length);
      if (name === "IDAT") packed.push(data);
      else if (name === "IHDR" || name === "PLTE" || name === "tRNS") kept.push(data);
      at += length + 12;
    }
    const points = join([...kept, inflateSync(join(packed))]);
    return { width: view.getUint32(16), height: view.getUint32(20), points };
  } catch {
    return undefined;
  }
}

function join(pieces: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
