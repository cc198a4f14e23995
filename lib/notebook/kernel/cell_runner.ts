import type { ChildKeeper } from "./child_keeper.ts";
import { type CellError, describeDeath, Execution, STOPPED } from "./execution.ts";
import type { Frontend, FrontendRequest } from "./frontend.ts";
import { History } from "./history.ts";
import type { LanguageServices } from "./language/language_services.ts";
import type { OutputStream } from "./output_stream.ts";
import type { Traces } from "./traces.ts";
import { type CheckedCell, describeTypes, typeError, type TypeWarnings } from "./type_warnings.ts";

type Content = Readonly<Record<string, unknown>>;

/** Who takes part when a cell is run. */
export interface RunnerParts {
  /** Who asked, and who is told. */
  readonly frontend: Frontend;
  /** Where cells are run. */
  readonly keeper: ChildKeeper;
  /** Where their outputs go. */
  readonly outputs: OutputStream;
  /** What puts lines into cells as written. */
  readonly traces: Traces;
  /** What knows their types. */
  readonly services: LanguageServices;
  /** What tells of wrong types. */
  readonly types: TypeWarnings;
}

/** How long a cell has to obey an interrupt before it is given up, in milliseconds. */
const GRACE = 400;

/** How long the first cell waits for somebody to listen, in milliseconds. */
const LISTENER_PATIENCE = 1000;

/** Answers execute requests, one after the other. */
export class CellRunner {
  /** The cells run so far. */
  readonly history: History = new History();
  readonly #parts: RunnerParts;
  #execution: Execution | undefined;
  #stop = Promise.withResolvers<undefined>();
  #request: FrontendRequest | undefined;
  #count = 0;

  /** Nothing happens before {@linkcode CellRunner.execute}. */
  constructor(parts: RunnerParts) {
    this.#parts = parts;
  }

  /** The number of the cell run last. */
  get count(): number {
    return this.#count;
  }

  /** The request that is served at present. */
  get request(): FrontendRequest | undefined {
    return this.#request;
  }

  /** Stops the cell that runs; one that does not obey is given up with its child. */
  async interrupt(): Promise<void> {
    const execution = this.#execution;
    this.#stop.resolve(undefined); // for a cell that waits for a child or for its types
    if (!execution) return;
    execution.interrupt();
    await new Promise((resolve) => setTimeout(resolve, GRACE));
    execution.abandon(); // nothing happens to one that has ended
  }

  /** Runs a cell and replies; says whether it failed. */
  async execute(request: FrontendRequest): Promise<boolean> {
    const { header, content } = request.message;
    const { frontend, outputs } = this.#parts;
    if (typeof content.code !== "string") {
      throw new TypeError(`Cannot execute cell as its code must be text: ${typeof content.code}`);
    }
    const silent = content.silent === true;
    await this.#awaitListener();
    if (!silent && content.store_history !== false) this.history.add(content.code, ++this.#count);
    const count = this.#count;
    outputs.begin({ header, count, silent });
    if (!silent) {
      const input = { code: content.code, execution_count: count };
      frontend.publish("execute_input", input, header);
    }
    this.#request = request;
    this.#stop = Promise.withResolvers();
    const [error] = await this.#runChecked(request, count);
    this.#request = undefined;
    const answer = error ? { status: "error", ...error } : {
      status: "ok",
      payload: [],
      user_expressions: await this.#evaluate(content.user_expressions),
    };
    frontend.reply(request, { ...answer, execution_count: count });
    return error !== undefined;
  }

  /** Runs a cell and has its types checked meanwhile; says what went wrong. */
  async #runChecked(request: FrontendRequest, count: number): Promise<readonly CellError[]> {
    const { header, content } = request.message;
    const { types, outputs } = this.#parts;
    const cell = readCell(request, count);
    const check = content.silent === true ? undefined : types.begin(cell);
    if (!check) return await this.#run(content, count);
    if (types.mode === "error") {
      const faults = await this.#unlessStopped(check);
      if (!faults) return [outputs.fail(STOPPED)];
      if (faults.length > 0) return [outputs.fail(typeError(faults, cell))];
      return await this.#run(content, count);
    }
    const errors = await this.#run(content, count);
    const warn = (faults: Awaited<typeof check>) => {
      if (faults.length > 0) outputs.warn(describeTypes(faults, cell), header);
    };
    const faults = await this.#unlessStopped(types.await(check));
    if (faults) warn(faults);
    else void check.then(warn);
    return errors;
  }

  /** Runs a cell in the child, and takes another child if this one did not survive. */
  async #run(content: Content, count: number): Promise<readonly CellError[]> {
    const { keeper, outputs, traces, services } = this.#parts;
    const taking = keeper.take();
    const child = await this.#unlessStopped(taking);
    if (!child) {
      taking.then((late) => keeper.release(late, false), () => {});
      return [outputs.fail(STOPPED)];
    }
    const death = keeper.takeDeath();
    if (death) {
      void keeper.release(child, false);
      return [outputs.fail(describeDeath(death))];
    }
    const cell = traces.prepare(content.code as string, count);
    const execution = new Execution({ child, outputs, traces, cell });
    this.#execution = execution;
    const errors = await execution.run({
      silent: content.silent === true,
      allowStdin: content.allow_stdin === true,
    });
    this.#execution = undefined;
    if (execution.broken) services.clear();
    void keeper.release(child, execution.broken);
    return errors;
  }

  /** Waits for something, or for an interrupt, which gives nothing. */
  #unlessStopped<T>(promise: Promise<T>): Promise<T | undefined> {
    return Promise.race([promise, this.#stop.promise]);
  }

  async #evaluate(expressions: unknown): Promise<Content> {
    if (typeof expressions !== "object" || expressions === null) return {};
    if (Object.keys(expressions).length === 0) return {};
    return await (await this.#parts.keeper.child).evaluate({ ...expressions });
  }

  /** What is published before anybody listens is lost: a frontend that connects gets a moment. */
  async #awaitListener(): Promise<void> {
    const end = performance.now() + (this.#count === 0 ? LISTENER_PATIENCE : 0);
    while (!this.#parts.frontend.heard && performance.now() < end) {
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }
}

function readCell({ message }: FrontendRequest, count: number): CheckedCell {
  const { metadata: { cellId }, content } = message;
  return {
    source: content.code as string,
    count,
    id: typeof cellId === "string" ? cellId : undefined,
    interactive: content.allow_stdin === true,
  };
}
