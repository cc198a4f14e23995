import type { JupyterOutput } from "../prelude_streams.ts";

/** What a cell threw, in words. */
export interface Thrown {
  /** The tag that was sent along. */
  readonly tag: string;
  /** Name of the error; "Uncaught" if it is none. */
  readonly ename: string;
  /** Its message, or what was thrown. */
  readonly evalue: string;
  /** The error with its stack, its causes and fields. */
  readonly text: string;
}

/** Where an error came from. */
export interface Origin {
  /** Its name and message, as checks tell them. */
  readonly words: string;
  /** Its stack. */
  readonly stack: string;
}

/** The values of `user_expressions`, in the protocol's words. */
export interface Expressions {
  /** The tag that was sent along. */
  readonly tag: string;
  /** By name. */
  readonly expressions: Record<string, Record<string, unknown>>;
}

/** The parts of `Deno.jupyter` that are needed here. */
interface Jupyter extends JupyterOutput {
  format(value: unknown): Promise<Record<string, unknown>>;
  display: unknown;
}

interface DisplayOptions {
  readonly raw?: boolean;
  readonly update?: boolean;
  readonly display_id?: string;
  readonly metadata?: Record<string, unknown>;
}

/**
 * Runs inside the kernel and repairs what can only be repaired there: metadata that it drops, causes
 * that it forgets, names of cells in traces; `show` is for last values. The text of this function is
 * sent to the kernel: it may refer to nothing outside itself.
 */
export function installRepairs(
  jupyter: Jupyter,
  comm: string,
  show: (value: unknown) => unknown,
): void {
  const { broadcast, format } = jupyter;
  const say = (data: object) => broadcast("comm_msg", { comm_id: comm, data });
  /** A cell may fail many checks, and only of the last ones is it said where they came from. */
  const KEPT = 16;
  let thrown: unknown;
  /** The errors of which it was asked lately whether they are some, the last first. */
  let asked: Error[] = [];

  /** The kernel asks `instanceof Error` of what a cell threw: that is how we come to know it. */
  const ordinary = Function.prototype[Symbol.hasInstance];
  Object.defineProperty(Error, Symbol.hasInstance, {
    configurable: true,
    value(this: unknown, value: unknown): boolean {
      const yes = ordinary.call(this as typeof Error, value);
      if (this === Error) {
        thrown = value;
        if (yes) asked = [value as Error, ...asked.slice(0, KEPT - 1)];
      }
      return yes;
    },
  });

  /** A kernel's own trace does not name the cell; that of `Error.prepareStackTrace` does. */
  Error.prepareStackTrace = (error, sites) => {
    const frames = sites.map((site) => `\n    at ${site}`).filter((frame) => !/\(ext:/.test(frame));
    return Error.prototype.toString.call(error) + frames.join("");
  };

  /** The display of the kernel, which forgets the metadata. */
  Object.assign(jupyter, {
    async display(value: unknown, options: DisplayOptions = {}): Promise<void> {
      const { raw, update, display_id: id, metadata = {} } = options;
      const bundle = raw && typeof value === "object" && value !== null &&
        Object.keys(value).every((key) => key.includes("/"));
      const data = bundle ? value as Record<string, unknown> : await format(value);
      const transient = id ? { display_id: id } : {};
      const type = update ? "update_display_data" : "display_data";
      await broadcast(type, { data, metadata, transient });
    },
  });

  function describe(value: unknown): Omit<Thrown, "tag"> {
    const text = Deno.inspect(value, { colors: false, depth: 6 });
    if (!ordinary.call(Error, value)) {
      return { ename: "Uncaught", evalue: text, text: `Uncaught ${text}` };
    }
    const { name, message } = value as Error;
    return { ename: String(name), evalue: String(message), text };
  }

  /** Tells what the last cell threw. */
  async function tellThrown(tag: string): Promise<void> {
    const value = thrown;
    await say({ tag, ...describe(value) });
  }

  /** Tells where the errors came from of which checks and rejections were made. */
  async function tellOrigins(tag: string): Promise<void> {
    const origins = asked.map((error) => {
      try {
        return { words: `${error.name}: ${error.message}`, stack: String(error.stack) };
      } catch {
        return { words: "", stack: "" }; // an error whose fields throw
      }
    });
    asked = [];
    await say({ tag, origins });
  }

  /** Tells the values of expressions. */
  async function tellExpressions(
    tag: string,
    sources: Record<string, () => Promise<unknown>>,
  ): Promise<void> {
    const expressions: Expressions["expressions"] = {};
    for (const [name, value] of Object.entries(sources)) {
      try {
        const text = Deno.inspect(await value(), { colors: false });
        expressions[name] = { status: "ok", data: { "text/plain": text }, metadata: {} };
      } catch (error) {
        const { ename, evalue, text } = describe(error);
        expressions[name] = { status: "error", ename, evalue, traceback: text.split("\n") };
      }
    }
    await say({ tag, expressions });
  }

  Object.defineProperty(globalThis, Symbol.for(`${comm}.kernel`), {
    value: { show, tellThrown, tellOrigins, tellExpressions },
  });
}
