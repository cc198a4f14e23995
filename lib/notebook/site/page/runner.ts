import { element, loadScript } from "./element.ts";
import type { MakeProgram, SiteExercises } from "./exercise_run.ts";

/** Seconds for what the notebook's cells define, and for the answer itself. */
export const [PREPARE, ANSWER] = [60, 20] as const;

/** What a run tells. */
export interface RunEvents {
  /** A step of the run, for the reader. */
  step(text: string): void;
  print(text: string): void;
  /** The run is over: right through, or with a fault. */
  over(fault?: string): void;
}

const files = new Map<string, Uint8Array>();

/** Scripts of files call this. */
function siteFile(address: string, base64: string): void {
  const binary = atob(base64);
  files.set(address, Uint8Array.from(binary, (character) => character.charCodeAt(0)));
}

Object.assign(globalThis, { siteFile });

function exercises(): SiteExercises {
  return (globalThis as unknown as { siteExercises: SiteExercises }).siteExercises;
}

/** Opens the frame in which answers run, once. */
function openFrame(): Promise<HTMLIFrameElement> {
  return opening ??= new Promise((resolve, reject) => {
    const frame = element("iframe", {
      title: "Runs the exercises",
      className: "unseen",
      tabIndex: -1,
    });
    frame.setAttribute("sandbox", "allow-scripts");
    frame.setAttribute("aria-hidden", "true");
    frame.src = `${document.body.dataset.assets}/sandbox.html`;
    const timer = setTimeout(() => {
      opening = undefined;
      frame.remove();
      reject(new Error("the frame for exercises did not open"));
    }, 10_000);
    addEventListener("message", function opened({ source, data }) {
      if (source !== frame.contentWindow || data?.kind !== "open") return;
      clearTimeout(timer);
      removeEventListener("message", opened);
      resolve(frame);
    });
    document.body.append(frame);
  });
}

let opening: Promise<HTMLIFrameElement> | undefined;
let runs = 0;

/** The line of the answer on which something went wrong. */
function answerLine({ line, stack }: { line?: number; stack?: string }, before: number): string {
  const own = line ?? Number(stack?.match(/blob:[^\s)]*?:(\d+):\d+/)?.[1] ?? NaN);
  return own > before ? `line ${own - before}: ` : "";
}

async function sendFile(
  frame: HTMLIFrameElement,
  { request, address }: { request: number; address: string },
): Promise<void> {
  const script = exercises().files[address];
  if (script !== undefined && !files.has(address)) await loadScript(script).catch(() => {});
  frame.contentWindow!.postMessage({ kind: "file", request, bytes: files.get(address) }, "*");
}

/** Runs an answer; what comes back ends it before its time. */
export async function runAnswer(
  answer: string,
  address: string,
  events: RunEvents,
): Promise<() => void> {
  events.step("Loading what runs answers …");
  await loadScript("exercise-run.js");
  await loadScript("exercise-content.js");
  const makeProgram = (globalThis as unknown as { siteProgram: MakeProgram }).siteProgram;
  const program = makeProgram(answer, address);
  const frame = await openFrame();
  const run = ++runs;
  let timer: ReturnType<typeof setTimeout>;
  const finish = (fault?: string) => {
    clearTimeout(timer);
    removeEventListener("message", hear);
    frame.contentWindow!.postMessage({ kind: "end" }, "*");
    events.over(fault);
  };
  const limit = (seconds: number, what: string) => {
    clearTimeout(timer);
    timer = setTimeout(() => finish(`stopped after ${seconds} seconds: ${what}`), 1000 * seconds);
  };
  function hear({ source, data }: MessageEvent): void {
    if (source !== frame.contentWindow || data?.run !== run) return;
    if (data.kind === "begin") {
      events.step("Running …");
      limit(ANSWER, "is there a loop that never ends?");
    } else if (data.kind === "print") events.print(String(data.text));
    else if (data.kind === "file") void sendFile(frame, data);
    else if (data.kind === "end") finish();
    else if (data.kind === "fault") finish(answerLine(data, program.before) + String(data.text));
  }
  addEventListener("message", hear);
  limit(PREPARE, "what the notebook defines takes too long here");
  events.step("Preparing …");
  frame.contentWindow!.postMessage({ kind: "run", run, program: program.text }, "*");
  return () => finish("stopped");
}
