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
  /** The thread could not start, or broke. */
  onError(reason: string): void;
}

/** As much as is used of Node's worker threads. */
interface NodeWorker {
  on(event: "message" | "error", listener: (value: unknown) => void): void;
  postMessage(message: unknown, moved: Transferable[]): void;
  ref(): void;
  unref(): void;
  terminate(): Promise<number>;
}

/** As much as is used of the side of a thread. */
interface NodePort {
  on(event: "message", listener: (value: unknown) => void): void;
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

/** Starts a thread on a module. */
export function startThread(url: URL, listener: Listener): Thread {
  const threads = nodeThreads();
  if (threads !== undefined) return startNode(threads, url, listener);
  if (typeof Worker === "function") return startWeb(url, listener);
  throw new TypeError("Cannot start a thread as there must be workers");
}

function startWeb(url: URL, { onMessage, onError }: Listener): Thread {
  const worker = new Worker(url, { type: "module" });
  worker.onmessage = ({ data }) => onMessage(unpacked(data));
  worker.onerror = (event) => {
    // It is told to the caller of the pool: not to the whole program besides.
    event.preventDefault();
    onError(event.message);
  };
  return {
    post: (message, moved) => worker.postMessage(packed(message), moved),
    hold() {},
    stop: () => worker.terminate(),
  };
}

function startNode(threads: NodeThreads, url: URL, { onMessage, onError }: Listener): Thread {
  const worker = new threads.Worker(url);
  worker.on("message", (message) => onMessage(unpacked(message)));
  worker.on("error", (error) => onError(String(error)));
  return {
    post: (message, moved) => worker.postMessage(packed(message), moved),
    hold: (holds) => holds ? worker.ref() : worker.unref(),
    stop: () => void worker.terminate(),
  };
}

/** In a thread: answers each message by another. */
export function answerMessages(
  answer: (message: unknown) => { message: unknown; moved: Transferable[] },
): void {
  const port = nodeThreads()?.parentPort;
  const scope = globalThis as unknown as Worker;
  const post = (data: unknown) => {
    const { message, moved } = answer(unpacked(data));
    (port ?? scope).postMessage(packed(message), moved);
  };
  if (port) port.on("message", post);
  else scope.onmessage = ({ data }) => post(data);
}
