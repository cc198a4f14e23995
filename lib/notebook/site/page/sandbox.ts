/**
 * The frame in which exercises run: it has no origin, so the page, its storage and its cookies are out
 * of reach; its policy lets nothing be fetched. The code runs in a worker, which can be ended.
 *
 * @module
 */

/** Messages that a run may send: a loop that prints must not drown the page. */
const MOST = 1000;

let worker: Worker | undefined;

function end(): void {
  worker?.terminate();
  worker = undefined;
}

function tell(message: unknown): void {
  parent.postMessage(message, "*");
}

function run(program: string, run: number): void {
  end();
  const url = URL.createObjectURL(new Blob([program], { type: "text/javascript" }));
  const own = new Worker(url);
  let count = 0;
  worker = own;
  own.addEventListener("message", ({ data }) => {
    if (own !== worker) return;
    if (++count > MOST) {
      end();
      tell({ kind: "fault", text: "stopped, because it printed too much", run });
    } else tell({ ...data, run });
  });
  own.addEventListener("error", (event) => {
    event.preventDefault();
    if (own === worker) {
      tell({
        kind: "fault",
        text: event.message.replace(/^Uncaught /, ""),
        line: event.lineno,
        run,
      });
    }
  });
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

addEventListener("message", ({ data, source }) => {
  if (source !== parent) return;
  if (data.kind === "run") run(data.program, data.run);
  if (data.kind === "end") end();
  if (data.kind === "file") worker?.postMessage(data);
});
tell({ kind: "open" });
