import { randomBytes } from "node:crypto";
import { dirname } from "node:path";
import { sweepOnce } from "./scratch_file.ts";

/** What a connection file says: where the kernel's sockets are and how messages are signed. */
export interface ConnectionInfo {
  /** Always TCP. */
  readonly transport: "tcp";
  /** The loopback address. */
  readonly ip: string;
  /** Port of the shell socket: requests to execute. */
  readonly shell_port: number;
  /** Port of the iopub socket: outputs. */
  readonly iopub_port: number;
  /** Port of the stdin socket. */
  readonly stdin_port: number;
  /** Port of the control socket: interrupt and shutdown. */
  readonly control_port: number;
  /** Port of the heartbeat socket. */
  readonly hb_port: number;
  /** The key of the signatures. */
  readonly key: string;
  /** How messages are signed. */
  readonly signature_scheme: "hmac-sha256";
}

/**
 * A connection on loopback with five free ports and a fresh key.
 *
 * The ports are held together while they are chosen, so that no two are equal; between their release
 * and the kernel's bind another process can take one, so a start that fails must be tried again.
 */
export function newConnection(): ConnectionInfo {
  const listeners = Array.from(
    { length: 5 },
    () => Deno.listen({ hostname: "127.0.0.1", port: 0 }),
  );
  const [shell, iopub, stdin, control, hb] = listeners.map((listener) => listener.addr.port);
  for (const listener of listeners) listener.close();
  return {
    transport: "tcp",
    ip: "127.0.0.1",
    shell_port: shell!,
    iopub_port: iopub!,
    stdin_port: stdin!,
    control_port: control!,
    hb_port: hb!,
    key: randomBytes(32).toString("hex"),
    signature_scheme: "hmac-sha256",
  };
}

/** Writes the connection into a fresh folder that only its owner may read; returns the path. */
export async function writeConnectionFile(info: ConnectionInfo): Promise<string> {
  const folder = await Deno.makeTempDir({ prefix: `surprisal-kernel-${Deno.pid}-` }); // mode 0700
  sweepOnce(dirname(folder)); // of companions that were killed
  const path = `${folder}/connection.json`;
  await Deno.writeTextFile(path, JSON.stringify(info), { mode: 0o600, createNew: true });
  return path;
}
