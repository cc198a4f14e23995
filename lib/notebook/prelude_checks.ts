import type { CheckResult } from "./check_result.ts";

/** What the collector of checks offers to the sentinel. */
export interface CheckRunner {
  /**
   * Runs what was registered since the last call, each within `limit` milliseconds; `started` hears
   * the name of each.
   */
  run(
    filter: string | null,
    limit: number,
    started: (name: string) => Promise<void>,
  ): Promise<CheckResult[]>;
  /** Runs the `afterAll` hooks. */
  finish(): Promise<CheckResult[]>;
}

type Body = (context: Deno.TestContext) => void | Promise<void>;
type Definition = Partial<Deno.TestDefinition> & { name: string; fn: Body };

/**
 * Replaces `Deno.test`, whose own report never reaches a notebook, by a collector.
 *
 * This function runs inside the kernel: its source text is sent there, so it may refer to nothing
 * outside itself. `words` puts what was thrown into words.
 */
export function installChecks(words: (thrown: unknown) => string): CheckRunner {
  const hooks = { beforeAll: [], beforeEach: [], afterEach: [], afterAll: [] } as Record<
    "beforeAll" | "beforeEach" | "afterEach" | "afterAll",
    (() => void | Promise<void>)[]
  >;
  const { setTimeout, clearTimeout } = globalThis; // cells may put others in their place
  let queue: Definition[] = [];
  let running = false;

  /** The definition in any of the forms that `Deno.test` and `t.step` take. */
  function define(args: readonly unknown[], what: string): Definition {
    const definition = {} as Definition;
    for (const arg of args) {
      if (typeof arg === "string") definition.name = arg;
      else if (typeof arg === "function") definition.fn = arg as Body;
      else Object.assign(definition, arg);
    }
    definition.name ??= definition.fn?.name;
    if (typeof definition.fn !== "function") {
      throw new TypeError(`Cannot register ${what} as it must have a function: none`);
    }
    if (!definition.name) throw new TypeError(`Cannot register ${what} as it must have a name: ""`);
    return definition;
  }

  function register(args: readonly unknown[], extra: Partial<Definition>): void {
    if (running) {
      throw new TypeError("Cannot register test as tests must not be nested: use t.step()");
    }
    queue.push({ ...define(args, "test"), ...extra });
  }

  /** Options that a kernel can not honour, said rather than dropped. */
  function notesOn(definition: Definition): string[] {
    return (["sanitizeOps", "sanitizeResources", "sanitizeExit", "permissions"] as const)
      .filter((option) => definition[option] && definition[option] !== "inherit")
      .map((option) => `${option} has no effect in a notebook`);
  }

  function contextOf(
    definition: Definition,
    steps: Promise<CheckResult>[],
    parent?: Deno.TestContext,
  ): Deno.TestContext {
    const context = {
      name: definition.name,
      origin: "notebook:",
      parent,
      async step(...args: unknown[]): Promise<boolean> {
        const step = runCheck(define(args, "step"), context);
        steps.push(step);
        return (await step).status !== "failed";
      },
      assertSnapshot(): Promise<void> {
        throw new TypeError("Cannot assert a snapshot as it needs a test file: this is a notebook");
      },
    } as unknown as Deno.TestContext;
    return context;
  }

  function deadline(milliseconds: number): { passed: Promise<never>; clear: () => void } {
    let id: ReturnType<typeof setTimeout>;
    const passed = new Promise<never>((_, reject) => {
      id = setTimeout(() => reject(new Error(`Timed out after ${milliseconds} ms`)), milliseconds);
    });
    return { passed, clear: () => clearTimeout(id) };
  }

  /** Runs the body once; throws what it throws. */
  async function attempt(
    definition: Definition,
    steps: Promise<CheckResult>[],
    parent?: Deno.TestContext,
  ): Promise<void> {
    const limit = definition.timeout ? deadline(definition.timeout) : undefined;
    try {
      if (!parent) { for (const hook of hooks.beforeEach) await hook(); }
      const body = Promise.resolve(definition.fn(contextOf(definition, steps, parent)));
      await (limit ? Promise.race([body, limit.passed]) : body);
      const failed = (await Promise.all(steps)).filter((step) => step.status === "failed");
      if (failed.length > 0) throw `${failed.length} of ${steps.length} steps failed`;
    } finally {
      limit?.clear();
      if (!parent) { for (const hook of hooks.afterEach.toReversed()) await hook(); }
    }
  }

  /** Runs a test or step with its repetitions: each must pass, by one of its attempts. */
  async function runCheck(
    definition: Definition,
    parent?: Deno.TestContext,
  ): Promise<CheckResult> {
    const { name, ignore, retry = 0, repeats = 0 } = definition;
    const base = { name, notes: notesOn(definition) };
    if (ignore) return { ...base, status: "ignored", steps: [], milliseconds: 0 };
    const start = performance.now();
    let steps: Promise<CheckResult>[] = [];
    let message: string | undefined;
    for (let round = 0; round <= repeats && message === undefined; round++) {
      for (let trial = 0; trial <= retry; trial++) {
        steps = [];
        message = await attempt(definition, steps, parent).then(() => undefined, words);
        if (message === undefined) break;
      }
    }
    const milliseconds = performance.now() - start;
    const done = { ...base, steps: await Promise.all(steps), milliseconds };
    return message === undefined
      ? { ...done, status: "passed" }
      : { ...done, status: "failed", message };
  }

  /** Hooks that run once; a failing one is a failed check of the hook's name. */
  async function runHooks(name: "beforeAll" | "afterAll"): Promise<CheckResult[]> {
    const due = hooks[name].splice(0);
    if (name === "afterAll") due.reverse();
    const results: CheckResult[] = [];
    for (const fn of due) results.push(await runCheck({ name, fn }, {} as Deno.TestContext));
    return results.filter((result) => result.status === "failed");
  }

  function selects(filter: string | null, name: string): boolean {
    const pattern = filter?.match(/^\/(.*)\/$/s)?.[1];
    return pattern === undefined ? name.includes(filter ?? "") : new RegExp(pattern).test(name);
  }

  async function run(
    filter: string | null,
    limit: number,
    started: (name: string) => Promise<void>,
  ): Promise<CheckResult[]> {
    const due = queue.filter((definition) => selects(filter, definition.name));
    queue = [];
    const only = due.some((definition) => definition.only);
    running = true;
    const results = due.length > 0 ? await runHooks("beforeAll") : [];
    for (const definition of due) {
      const ignore = definition.ignore || (only && !definition.only);
      if (!ignore) await started(definition.name);
      const timeout = Math.min(definition.timeout || limit, limit);
      results.push(await runCheck({ ...definition, ignore, timeout }));
    }
    running = false;
    if (only) {
      const message = 'Failed because the "only" option was used: it hides the other checks';
      const hidden = { name: "only", notes: [], steps: [], milliseconds: 0, message };
      results.push({ ...hidden, status: "failed" });
    }
    return results;
  }

  /** `Deno.test.each`: the name's tokens take the values of the case in order. */
  function each(cases: readonly unknown[]): (name: string, ...rest: unknown[]) => void {
    return (name, ...rest) => {
      const fn = rest.pop() as (...values: unknown[]) => void | Promise<void>;
      cases.forEach((value, i) => {
        const values = Array.isArray(value) ? value : [value];
        const body: Body = (context) => fn(...values, context);
        register([fillName(name, value, values, i), ...rest, body], {});
      });
    };
  }

  function fillName(name: string, value: unknown, values: unknown[], index: number): string {
    let next = 0;
    const tokens = /%([sdifjoO#%])|\$([\w$]+(?:\.[\w$]+)*)/g;
    return name.replace(tokens, (token, kind?: string, path?: string) => {
      if (kind === "%") return "%";
      if (kind === "#") return String(index);
      if (path) {
        const found = path.split(".").reduce<unknown>((at, key) => Object(at)[key], value);
        return found === undefined ? token : String(found);
      }
      const taken = values[next++];
      if (kind === "j") return JSON.stringify(taken);
      if (kind === "o" || kind === "O") return Deno.inspect(taken);
      return String(kind === "s" || kind === "f" ? taken : Math.trunc(Number(taken)));
    });
  }

  const test = (...args: unknown[]): void => register(args, {});
  Object.assign(test, {
    ignore: (...args: unknown[]): void => register(args, { ignore: true }),
    only: (...args: unknown[]): void => register(args, { only: true }),
    each,
    sanitizer(): void {}, // off in a notebook, where cells leave resources open on purpose
  });
  for (const name of Object.keys(hooks) as (keyof typeof hooks)[]) {
    Object.assign(test, { [name]: (fn: () => void) => void hooks[name].push(fn) });
  }
  Object.defineProperty(Deno, "test", { value: test, writable: true, configurable: true });
  return { run, finish: () => runHooks("afterAll") };
}
