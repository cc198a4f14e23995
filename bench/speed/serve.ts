import { inputFile, inputOf, massesFile } from "./data.ts";
import { isMeasure, type Task, taskOf, timed } from "./trial.ts";

type Numbers = Float32Array | Float64Array;

/** A batch to compute. */
export interface Input extends Task {
  /** Logits; or, for a measure, probabilities. */
  readonly z: Numbers;
  /** Labels; none for a measure. */
  readonly labels: Int32Array<ArrayBuffer>;
}

/** The mean loss of a batch, and its gradient where the task wants one. */
export interface Answer {
  readonly loss: number;
  readonly gradient?: Numbers;
}

/** Takes in a batch, untimed; gives what is timed: one call. */
export type Prepare = (input: Input) => () => Answer | Promise<Answer>;

/** Zeros of a task's type. */
export function zeros({ type, rows, columns }: Task): Numbers {
  return new (type === "float32" ? Float32Array : Float64Array)(rows * columns);
}

async function inputFor(task: Task, folder: string): Promise<Input> {
  const { type, rows, columns } = task;
  if (isMeasure(task)) {
    const { buffer } = await Deno.readFile(massesFile(folder, rows, columns));
    const z = new Float64Array(buffer);
    return { ...task, z: type === "float32" ? new Float32Array(z) : z, labels: new Int32Array() };
  }
  const { buffer } = await Deno.readFile(inputFile(folder, rows, columns));
  const { z, labels } = inputOf(buffer, rows, columns);
  return { ...task, z: type === "float32" ? new Float32Array(z) : z, labels };
}

function sumOfSquares(x: Numbers): number {
  let sum = 0;
  for (let k = 0; k < x.length; k++) sum += x[k]! * x[k]!;
  return sum;
}

async function* linesOf(stream: ReadableStream<Uint8Array<ArrayBuffer>>): AsyncGenerator<string> {
  let rest = "";
  for await (const text of stream.pipeThrough(new TextDecoderStream())) {
    const lines = (rest + text).split("\n");
    rest = lines.pop()!;
    yield* lines;
  }
}

/**
 * Answers trials for as long as it is asked: says its versions in a first line, then for each line
 * `task milliseconds` gives `nanoseconds loss squares`, or `! reason`. Idle, it waits for input.
 */
export async function serve(
  folder: string,
  versions: Readonly<Record<string, string>>,
  prepare: Prepare,
): Promise<void> {
  console.log(JSON.stringify(versions));
  let known: { name: string; run: ReturnType<Prepare> } | undefined;
  const answerOf = async (name: string, milliseconds: number) => {
    const warmUp = known?.name === name ? milliseconds / 2 : 2 * milliseconds;
    if (known?.name !== name) {
      known = undefined;
      known = { name, run: prepare(await inputFor(taskOf(name), folder)) };
    }
    const { run } = known;
    const start = performance.now();
    const { loss, gradient } = await run();
    // A call that takes so long was warm-up enough.
    const isWarm = performance.now() - start > warmUp;
    const squares = gradient ? sumOfSquares(gradient) : 0;
    if (!isWarm) await timed(run, warmUp);
    return `${await timed(run, milliseconds)} ${loss} ${squares}`;
  };
  for await (const line of linesOf(Deno.stdin.readable)) {
    const at = line.lastIndexOf(" ");
    const answer = answerOf(line.slice(0, at), Number(line.slice(at + 1)));
    console.log(await answer.catch((error) => `! ${String(error).split("\n")[0]}`));
  }
}
