/**
 * Exercises that run in the page: an editor in the place of the cell, graded by the notebook's checks.
 *
 * @module
 */
import { button, element } from "./element.ts";
import { ANSWER, runAnswer } from "./runner.ts";

/** Keeps what the reader wrote, where the browser keeps anything. */
const drafts = {
  key: (id: string) => `surprisal-answer ${location.pathname} ${id}`,
  read(id: string): string | null {
    try {
      return localStorage.getItem(drafts.key(id));
    } catch {
      return null;
    }
  },
  write(id: string, text: string | null): void {
    try {
      if (text === null) localStorage.removeItem(drafts.key(id));
      else localStorage.setItem(drafts.key(id), text);
    } catch { /* kept as long as the page */ }
  },
};

/** Whether printed text is a verdict, and which. */
function verdictOf(text: string): "right" | "wrong" | "open" | undefined {
  const kinds = { "✓": "right", "✗": "wrong", "…": "open" } as const;
  return kinds[text[0] as keyof typeof kinds];
}

/** What is wrong with code that cannot be read, as what it throws is told: the line first. */
function faultOf(message: string): string {
  const [, what, row] = message.match(/^(?:Error transforming [^:]*: )?(.*) \((\d+):\d+\)$/) ?? [];
  return what === undefined ? message : `line ${row}: SyntaxError: ${what}`;
}

function editorOf(id: string, source: string): HTMLTextAreaElement {
  const editor = element("textarea", {
    className: "editor",
    value: drafts.read(id) ?? source,
    spellcheck: false,
  });
  editor.autocapitalize = "off";
  editor.autocomplete = "off";
  editor.setAttribute("autocorrect", "off");
  editor.setAttribute("aria-label", `Your answer to ${id}, in TypeScript`);
  const fit = () => editor.rows = Math.min(30, Math.max(3, editor.value.split("\n").length + 1));
  editor.addEventListener("input", () => {
    fit();
    drafts.write(id, editor.value === source ? null : editor.value);
  });
  fit();
  return editor;
}

function exercise(section: HTMLElement): void {
  const { exercise: id = "", notebook = "" } = section.dataset;
  const cell = section.querySelector("pre")!;
  const source = cell.textContent ?? "";
  const editor = editorOf(id, source);
  const said = element("div", { className: "said", ariaLive: "polite" });
  let stop: (() => void) | undefined;
  const check = button("Check the answer", () => void start());
  const halt = button("Stop", () => stop?.());
  const reset = button("Start over", () => {
    editor.value = source;
    editor.dispatchEvent(new Event("input"));
    said.replaceChildren();
  });
  check.className = "first";
  halt.hidden = true;
  function line(text: string, kind = ""): void {
    const verdict = verdictOf(text);
    said.append(element("p", { className: verdict ? `verdict ${verdict}` : kind }, text));
  }
  function busy(on: boolean): void {
    check.disabled = on;
    halt.hidden = !on;
    if (!on) stop = undefined;
  }
  async function start(): Promise<void> {
    if (check.disabled) return;
    busy(true);
    let printed = false;
    try {
      stop = await runAnswer(editor.value, notebook, {
        step(text) {
          if (!printed) said.replaceChildren(element("p", { className: "step" }, text));
        },
        print(text) {
          if (!printed) said.replaceChildren();
          printed = true;
          line(text);
        },
        over(fault) {
          if (!printed) said.replaceChildren();
          if (fault !== undefined) line(fault, "fault");
          else if (!printed) line("It ran, and printed nothing.");
          busy(false);
        },
      });
    } catch (error) {
      said.replaceChildren();
      line(faultOf((error as Error).message), "fault");
      busy(false);
    }
  }
  editor.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    void start();
  });
  cell.replaceWith(editor, element("div", { className: "buttons" }, check, halt, reset), said);
}

const sections = [...document.querySelectorAll<HTMLElement>("section.exercise")];
sections[0]?.before(
  element(
    "p",
    { className: "note" },
    `These exercises run here: edit the code, put your answer in the place of todo(), press Ctrl+Enter. ` +
      `Names of the cells above are at hand. Types are not checked in the page, and a run is stopped after ${ANSWER} seconds.`,
  ),
);
for (const section of sections) exercise(section);
