/**
 * What a worker that runs an exercise finds in place of Deno and of a console: printing goes to the
 * page, files come from it. The worker belongs to a frame without an origin, whose policy lets it
 * fetch nothing.
 *
 * @module
 */

import { sha256, sha512 } from "@noble/hashes/sha2.js";

/** The part of a worker's global scope that is used here. */
interface Scope {
  postMessage(message: unknown): void;
  addEventListener(type: "message", listener: (event: MessageEvent) => void): void;
}

const scope = globalThis as unknown as Scope;

/** Lines that one run may print. */
const MOST = 200;

let printed = 0;

function shown(value: unknown): string {
  if (typeof value === "string") return value;
  if (typeof value === "bigint") return `${value}n`;
  if (Object.is(value, -0)) return "-0";
  if (typeof value === "function") return `[Function: ${value.name}]`;
  if (value instanceof Error) return `${value.name}: ${value.message}`;
  if (ArrayBuffer.isView(value) && !(value instanceof DataView)) {
    return `${value.constructor.name} [${
      Array.from(value as unknown as ArrayLike<number>).map(String).join(", ")
    }]`;
  }
  if (typeof value !== "object" || value === null) return String(value);
  try {
    return JSON.stringify(
      value,
      (_, part) =>
        typeof part === "number" && !Number.isFinite(part)
          ? String(part)
          : typeof part === "bigint"
          ? `${part}n`
          : part,
    ) ?? String(value);
  } catch {
    return String(value);
  }
}

function print(...values: unknown[]): void {
  if (++printed > MOST) return;
  const text = printed === MOST ? "… (more lines are not shown)" : values.map(shown).join(" ");
  scope.postMessage({ kind: "print", text: text.slice(0, 10_000) });
}

for (const name of ["log", "info", "warn", "error", "debug"] as const) console[name] = print;

const waiting = new Map<number, (bytes: Uint8Array | undefined) => void>();
scope.addEventListener("message", ({ data }) => {
  if (data?.kind !== "file") return;
  waiting.get(data.request)?.(data.bytes);
  waiting.delete(data.request);
});

/** Asks the page for a file of the site. */
async function readFile(path: string | URL): Promise<Uint8Array> {
  const request = waiting.size + Math.random();
  const bytes = await new Promise<Uint8Array | undefined>((resolve) => {
    waiting.set(request, resolve);
    scope.postMessage({ kind: "file", request, address: String(path) });
  });
  if (bytes !== undefined) return bytes;
  throw new Error(`Cannot read ${path} as it must be a file of this site: there is none`);
}

Object.assign(globalThis, {
  Deno: {
    readFile,
    readTextFile: async (path: string | URL) => new TextDecoder().decode(await readFile(path)),
    noColor: true,
    build: { os: "browser" },
  },
});

/** Browsers keep `crypto.subtle` from frames without an origin; checks of answers need its hashes. */
const HASHES: Readonly<Record<string, (bytes: Uint8Array) => Uint8Array>> = {
  "SHA-256": sha256,
  "SHA-512": sha512,
};

if (crypto.subtle === undefined) {
  Object.defineProperty(crypto, "subtle", {
    value: {
      digest(name: string, data: ArrayBuffer | ArrayBufferView): Promise<ArrayBuffer> {
        const hash = HASHES[name];
        if (hash === undefined) {
          return Promise.reject(
            new Error(`Cannot hash here as the name must be SHA-256 or SHA-512: ${name}`),
          );
        }
        const bytes = ArrayBuffer.isView(data)
          ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
          : new Uint8Array(data);
        return Promise.resolve(hash(bytes).slice().buffer as ArrayBuffer);
      },
    },
  });
}
