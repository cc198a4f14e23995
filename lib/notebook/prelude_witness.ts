/**
 * Notes what a run rests on that can not be looked at again: chance, the clock, the network, other
 * processes. Adds a word for each as it is used; packages from npm may use them for themselves, while
 * they are loaded, but not when a cell calls.
 *
 * This function runs inside the kernel: its source text is sent there, so it may refer to nothing
 * outside itself.
 */
export function installWitness(seen: Set<string>): void {
  const saw = (what: string): void => {
    if (seen.has(what)) return;
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = 100;
    const frames = new Error().stack?.match(/^ +at .*$/gm) ?? [];
    Error.stackTraceLimit = stackTraceLimit;
    // The first frames are of this function, which has the name of no file.
    const callers = frames.slice(2).filter((frame) => !/\((?:ext|node):/.test(frame));
    if (callers.some((frame) => !/[/\\]npm[/\\]|node_modules/.test(frame))) seen.add(what);
  };
  // deno-lint-ignore no-explicit-any
  type Target = any;
  const wrap = (target: Target, name: string, what: string): void => {
    const original = target?.[name];
    if (typeof original !== "function") return;
    const watched = new Proxy(original, {
      apply(call, self, args) {
        saw(what);
        return Reflect.apply(call, self, args);
      },
      construct(make, args, target) {
        saw(what);
        return Reflect.construct(make, args, target);
      },
    });
    try {
      Object.defineProperty(target, name, { value: watched, writable: true, configurable: true });
    } catch { /* it can not be watched: the network and processes are audited as far as they go */ }
  };
  for (const name of ["random"]) wrap(Math, name, "chance");
  for (const name of ["getRandomValues", "randomUUID"]) wrap(crypto, name, "chance");
  wrap(performance, "now", "the clock");
  for (const name of ["fetch", "WebSocket", "EventSource", "BroadcastChannel"]) {
    wrap(globalThis, name, "the network");
  }
  wrap(globalThis, "Worker", "a worker");
  wrap(globalThis, "prompt", "the reader");
  const net = [
    "connect",
    "connectTls",
    "listen",
    "listenTls",
    "listenDatagram",
    "resolveDns",
    "serve",
  ];
  for (const name of net) wrap(Deno, name, "the network");
  for (const name of ["Command", "dlopen", "kill"]) wrap(Deno, name, "another process");
  wrap(Deno, "chdir", "another folder");
  const { Date: Clock } = globalThis;
  const watched = new Proxy(Clock, {
    apply(call, self, args) {
      saw("the clock");
      return Reflect.apply(call, self, args);
    },
    construct(make, args, target) {
      if (args.length === 0) saw("the clock");
      return Reflect.construct(make, args, target);
    },
    get(target, key) {
      if (key === "now") saw("the clock");
      return Reflect.get(target, key);
    },
  });
  Clock.prototype.constructor = watched;
  globalThis.Date = watched;
}
