import { packed, unpacked } from "./packed.ts";

/** A thread of its own, wherever it runs: a worker of Node in Node and Deno, a web worker in browsers. */
export interface Thread {
  /** Sends a message; what is listed moves and is copied by nobody. */
  post(message: unknown, moved: Transferable[]): void;
  /** Whether the program goes on for as long as the thread lives. (Pages do not end.) */
  hold(holds: boolean): void;
  /** Ends the thread at once, whatever it is doing. */
  stop(): void;
}

/** What becomes of what a thread says. */
export interface Listener {
  onMessage(message: unknown): void;
  /** The thread could not start, broke, or ended without being told to. */
  onEnd(reason: string): void;
}

type NodeEvent = "message" | "messageerror";

/** As much as is used of Node's worker threads. */
interface NodeWorker {
  on(event: NodeEvent | "error" | "exit", listener: (value: unknown) => void): void;
  postMessage(message: unknown, moved: Transferable[]): void;
  ref(): void;
  unref(): void;
  terminate(): Promise<number>;
}

/** As much as is used of the side of a thread. */
interface NodePort {
  on(event: NodeEvent, listener: (value: unknown) => void): void;
  postMessage(message: unknown, moved: Transferable[]): void;
}

/** As much as is used of what Node knows of the machine. */
interface NodeSystem {
  availableParallelism(): number;
}

/** As much as is used of Node's timers. */
interface NodeTimers {
  setInterval(f: () => void, milliseconds: number): { unref(): void };
  clearInterval(timer: unknown): void;
  setImmediate(f: () => void): void;
}

interface NodeThreads {
  readonly Worker: new (url: URL) => NodeWorker;
  readonly parentPort: NodePort | null;
}

/** A module of Node, without an import that other engines would have to resolve. */
function nodeModule<T>(name: string): T | undefined {
  const { process } = globalThis as {
    process?: { getBuiltinModule?: (name: string) => T | undefined };
  };
  return process?.getBuiltinModule?.(name);
}

function nodeThreads(): NodeThreads | undefined {
  return nodeModule<NodeThreads>("node:worker_threads");
}

/** How many threads the machine runs at once. */
export function threadsAtOnce(): number {
  const { navigator } = globalThis as { navigator?: Navigator };
  return navigator?.hardwareConcurrency ??
    nodeModule<NodeSystem>("node:os")?.availableParallelism() ?? 2;
}

/** Calls a function again and again, for which no program goes on; gives what ends that. */
export function repeat(f: () => void, milliseconds: number): () => void {
  const timers = nodeModule<NodeTimers>("node:timers");
  if (timers === undefined) {
    const timer = setInterval(f, milliseconds);
    return () => clearInterval(timer);
  }
  const timer = timers.setInterval(f, milliseconds);
  timer.unref();
  return () => timers.clearInterval(timer);
}

/** Calls a function when the program has heard what there is to hear. */
export function soon(f: () => void): void {
  const timers = nodeModule<NodeTimers>("node:timers");
  if (timers !== undefined) return timers.setImmediate(f);
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => {
    port1.close();
    f();
  };
  port2.postMessage(undefined);
}

/** Starts a thread on a module. */
export function startThread(url: URL, listener: Listener): Thread {
  const threads = nodeThreads();
  if (threads !== undefined) return startNode(threads, url, listener);
  if (typeof Worker === "function") return startWeb(url, listener);
  throw new TypeError("Cannot start a thread as there must be workers");
}

const UNREAD = "a message could not be read";

function startWeb(url: URL, { onMessage, onEnd }: Listener): Thread {
  const worker = new Worker(url, { type: "module" });
  worker.onmessage = ({ data }) => onMessage(unpacked(data));
  worker.onmessageerror = () => onEnd(UNREAD);
  worker.onerror = (event) => {
    // It is told to the caller of the pool: not to the whole program besides.
    event.preventDefault();
    onEnd(event.message);
  };
  return {
    post: (message, moved) => worker.postMessage(packed(message), moved),
    hold() {},
    stop: () => worker.terminate(),
  };
}

function startNode(threads: NodeThreads, url: URL, { onMessage, onEnd }: Listener): Thread {
  const worker = new threads.Worker(url);
  worker.on("message", (message) => onMessage(unpacked(message)));
  worker.on("messageerror", () => onEnd(UNREAD));
  worker.on("error", (error) => onEnd(String(error)));
  worker.on("exit", (code) => onEnd(`it ended with exit code ${code}`));
  return {
    post: (message, moved) => worker.postMessage(packed(message), moved),
    hold: (holds) => holds ? worker.ref() : worker.unref(),
    stop: () => void worker.terminate(),
  };
}

/** In a thread: answers each message by another, or by none. */
export function answerMessages(
  answer: (message: unknown) => { message: unknown; moved: Transferable[] } | undefined,
): void {
  const port = nodeThreads()?.parentPort;
  const scope = globalThis as unknown as Worker;
  const post = (data: unknown) => {
    const said = answer(unpacked(data));
    if (said) (port ?? scope).postMessage(packed(said.message), said.moved);
  };
  const refuse = () => {
    throw new TypeError(`Cannot answer as each message must be read: ${UNREAD}`);
  };
  if (port) {
    port.on("message", post);
    port.on("messageerror", refuse);
  } else {
    scope.onmessage = ({ data }) => post(data);
    scope.onmessageerror = refuse;
  }
}
