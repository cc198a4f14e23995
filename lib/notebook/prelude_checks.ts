import type { CheckResult } from "./check_result.ts";
import {
  defineTest,
  describeThrown,
  fillName,
  notesOn,
  selects,
  type TestBody,
  type TestDefinition,
} from "./prelude_definition.ts";

type Hook = () => void | Promise<void>;
type Steps = Promise<CheckResult>[];

/**
 * Takes the place of `Deno.test`, whose own report never reaches a notebook. The text of this class
 * is sent to the kernel (see prelude.ts).
 */
export class CheckCollector {
  readonly #hooks = {
    beforeAll: [] as Hook[],
    beforeEach: [] as Hook[],
    afterEach: [] as Hook[],
    afterAll: [] as Hook[],
  };
  readonly #now = performance.now.bind(performance);
  readonly #timers = { set: globalThis.setTimeout, clear: globalThis.clearTimeout };
  #queue: TestDefinition[] = [];
  #running = false;

  /** What stands in the place of `Deno.test`. */
  get test(): (...args: unknown[]) => void {
    const test = (...args: unknown[]): void => this.#register(args, {});
    const hooks = Object.entries(this.#hooks).map(([name, hooks]) =>
      [name, (hook: Hook): void => void hooks.push(hook)] as const
    );
    return Object.assign(test, Object.fromEntries(hooks), {
      ignore: (...args: unknown[]): void => this.#register(args, { ignore: true }),
      only: (...args: unknown[]): void => this.#register(args, { only: true }),
      each: (cases: readonly unknown[]) => (name: string, ...rest: unknown[]): void =>
        this.#registerEach(cases, name, rest),
      sanitizer(): void {}, // off in a notebook, where cells leave resources open on purpose
    });
  }

  /**
   * Runs what was registered since the last call, each test within `limit` milliseconds; `started`
   * hears the name of each.
   */
  async run(
    filter: string | null,
    limit: number,
    started: (name: string) => Promise<void>,
  ): Promise<CheckResult[]> {
    const due = this.#queue.filter((definition) => selects(filter, definition.name));
    this.#queue = [];
    this.#running = true;
    const only = due.some((definition) => definition.only);
    const results = due.length > 0 ? await this.#runOnce("beforeAll") : [];
    for (const definition of due) {
      const ignore = definition.ignore || (only && !definition.only);
      if (!ignore) await started(definition.name);
      const timeout = Math.min(definition.timeout || limit, limit);
      results.push(await this.#check({ ...definition, ignore, timeout }));
    }
    this.#running = false;
    return only ? [...results, this.#refuseOnly()] : results;
  }

  /** Runs the `afterAll` hooks. */
  finish(): Promise<CheckResult[]> {
    return this.#runOnce("afterAll");
  }

  #register(args: readonly unknown[], extra: Partial<TestDefinition>): void {
    if (this.#running) {
      throw new TypeError("Cannot register test as tests must not be nested: use t.step()");
    }
    this.#queue.push({ ...defineTest(args, "test"), ...extra });
  }

  #registerEach(cases: readonly unknown[], name: string, rest: readonly unknown[]): void {
    const body = rest.at(-1) as (...values: unknown[]) => void | Promise<void>;
    cases.forEach((value, i) => {
      const values = Array.isArray(value) ? value : [value];
      const fn: TestBody = (context) => body(...values, context);
      this.#register([fillName(name, value, i), ...rest.slice(0, -1), fn], {});
    });
  }

  /** `Deno.test` fails a run that uses "only", as it hides the other tests. */
  #refuseOnly(): CheckResult {
    const message = 'Failed because the "only" option was used: it hides the other checks';
    return { name: "only", status: "failed", message, notes: [], steps: [], milliseconds: 0 };
  }

  /** Runs hooks that run once; one that throws is a failed check of the hook's name. */
  async #runOnce(name: "beforeAll" | "afterAll"): Promise<CheckResult[]> {
    const due = this.#hooks[name].splice(0);
    const results: CheckResult[] = [];
    for (const fn of name === "afterAll" ? due.reverse() : due) {
      results.push(await this.#check({ name, fn }, {} as Deno.TestContext));
    }
    return results.filter((result) => result.status === "failed");
  }

  /** Runs a test or step with its repetitions: each must pass, by one of its attempts. */
  async #check(definition: TestDefinition, parent?: Deno.TestContext): Promise<CheckResult> {
    const { name, ignore, retry = 0, repeats = 0 } = definition;
    const base = { name, notes: notesOn(definition) };
    if (ignore) return { ...base, status: "ignored", steps: [], milliseconds: 0 };
    const start = this.#now();
    let steps: Steps = [];
    let message: string | undefined;
    for (let round = 0; round <= repeats && message === undefined; round++) {
      for (let trial = 0; trial <= retry; trial++) {
        steps = [];
        message = await this.#attempt(definition, steps, parent)
          .then(() => undefined, describeThrown);
        if (message === undefined) break;
      }
    }
    const milliseconds = this.#now() - start;
    const done = { ...base, steps: await Promise.all(steps), milliseconds };
    if (message === undefined) return { ...done, status: "passed" };
    return { ...done, status: "failed", message };
  }

  /** Runs the body once, between its hooks; throws what it throws. */
  async #attempt(
    definition: TestDefinition,
    steps: Steps,
    parent?: Deno.TestContext,
  ): Promise<void> {
    try {
      if (!parent) { for (const hook of this.#hooks.beforeEach) await hook(); }
      const context = this.#context(definition, steps, parent);
      await this.#within(definition.timeout, () => definition.fn(context));
      const failed = (await Promise.all(steps)).filter((step) => step.status === "failed");
      if (failed.length > 0) throw `${failed.length} of ${steps.length} steps failed`;
    } finally {
      if (!parent) { for (const hook of this.#hooks.afterEach.toReversed()) await hook(); }
    }
  }

  /** Waits for a body, if told so only for some time. */
  async #within(milliseconds: number | undefined, body: () => void | Promise<void>): Promise<void> {
    if (!milliseconds) return await body();
    const { promise, reject } = Promise.withResolvers<never>();
    const late = () => reject(new Error(`Timed out after ${milliseconds} ms`));
    const timer = this.#timers.set.call(globalThis, late, milliseconds);
    try {
      await Promise.race([body(), promise]);
    } finally {
      this.#timers.clear.call(globalThis, timer);
    }
  }

  /** What the body is given. */
  #context(
    definition: TestDefinition,
    steps: Steps,
    parent: Deno.TestContext | undefined,
  ): Deno.TestContext {
    const context = {
      name: definition.name,
      origin: "notebook:",
      parent,
      step: async (...args: unknown[]): Promise<boolean> => {
        const step = this.#check(defineTest(args, "step"), context);
        steps.push(step);
        return (await step).status !== "failed";
      },
      assertSnapshot(): Promise<void> {
        throw new TypeError("Cannot assert a snapshot as it needs a test file: this is a notebook");
      },
    } as unknown as Deno.TestContext;
    return context;
  }
}
