import { type Multipart, ZmtpConnection } from "../zmtp_connection.ts";
import type { SocketType } from "../zmtp_handshake.ts";

/** How long a peer may take to say who it is, in milliseconds. */
const HANDSHAKE = 10_000;

/** How many bytes may wait for a peer that does not read before it is given up. */
const MAX_WAITING = 2 ** 28;

/** How long to wait for a port that the kernel before us still holds, in milliseconds. */
const PORT_PATIENCE = 5000;

/** One who called a {@linkcode ZmtpServer}. */
export class ZmtpPeer {
  /** The name that it gave itself, or one that we made up. */
  readonly identity: string;
  /** The topics that a subscriber wants, as texts of bytes. */
  readonly topics = new Set<string>();
  readonly #connection: ZmtpConnection;
  readonly #giveUp: () => void;
  #waiting = 0;
  #sent: Promise<void> = Promise.resolve();

  /** `giveUp` ends a connection that broke or is stuck. */
  constructor(connection: ZmtpConnection, giveUp: () => void) {
    this.identity = connection.peer.identity || crypto.randomUUID();
    this.#connection = connection;
    this.#giveUp = giveUp;
  }

  /** Resolves when what was sent so far has left, or never will. */
  get sent(): Promise<void> {
    return this.#sent;
  }

  /** Sends a message after those before it; one to a peer that has gone is lost, as ever in ZeroMQ. */
  send(message: Multipart): void {
    const size = message.reduce((sum, frame) => sum + frame.length, 0);
    this.#waiting += size;
    if (this.#waiting > MAX_WAITING) return this.#giveUp();
    this.#sent = this.#sent.then(() => this.#connection.send(message))
      .catch(this.#giveUp)
      .then(() => void (this.#waiting -= size));
  }
}

/** A socket of ZeroMQ that others call: it speaks ZMTP 3.0 with each. */
export class ZmtpServer {
  readonly #listener: Deno.TcpListener;
  readonly #type: SocketType;
  readonly #take: (message: Uint8Array[], peer: ZmtpPeer) => void;
  readonly #peers = new Map<ZmtpPeer, Deno.TcpConn>();

  private constructor(
    listener: Deno.TcpListener,
    type: SocketType,
    take: (message: Uint8Array[], peer: ZmtpPeer) => void,
  ) {
    this.#listener = listener;
    this.#type = type;
    this.#take = take;
    this.#accept();
  }

  /** Listens on a port, and hands every message with its sender on. */
  static async listen(
    { hostname, port, type }: { hostname: string; port: number; type: SocketType },
    take: (message: Uint8Array[], peer: ZmtpPeer) => void,
  ): Promise<ZmtpServer> {
    return new ZmtpServer(await bind(hostname, port), type, take);
  }

  /** Those connected at present. */
  get peers(): readonly ZmtpPeer[] {
    return [...this.#peers.keys()];
  }

  /** The port listened on. */
  get port(): number {
    return this.#listener.addr.port;
  }

  /** Sends what is under way, then ends all connections. */
  async close(): Promise<void> {
    this.#listener.close();
    const patience = new Promise((resolve) => setTimeout(resolve, 500));
    await Promise.race([Promise.all(this.peers.map((peer) => peer.sent)), patience]);
    for (const connection of this.#peers.values()) hangUp(connection);
  }

  async #accept(): Promise<void> {
    try {
      for await (const connection of this.#listener) this.#serve(connection);
    } catch { /* closed */ }
  }

  /** Serves one peer until it goes or says what is no ZMTP. */
  async #serve(tcp: Deno.TcpConn): Promise<void> {
    const timer = setTimeout(() => hangUp(tcp), HANDSHAKE);
    let peer: ZmtpPeer | undefined;
    try {
      tcp.setNoDelay();
      const connection = await ZmtpConnection.open(tcp, this.#type);
      clearTimeout(timer);
      peer = new ZmtpPeer(connection, () => hangUp(tcp));
      this.#peers.set(peer, tcp);
      for await (const message of connection.messages()) this.#take(message, peer);
    } catch {
      /* it broke off, or speaks garbage: the others are not concerned */
    } finally {
      clearTimeout(timer);
      if (peer) this.#peers.delete(peer);
      hangUp(tcp);
    }
  }
}

function hangUp(connection: Deno.TcpConn): void {
  try {
    connection.close();
  } catch { /* gone already */ }
}

/** Binds a port; after a restart the old process may hold it for a moment. */
async function bind(hostname: string, port: number): Promise<Deno.TcpListener> {
  const end = performance.now() + PORT_PATIENCE;
  while (true) {
    try {
      return Deno.listen({ hostname, port });
    } catch (error) {
      if (!(error instanceof Deno.errors.AddrInUse) || performance.now() > end) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}
