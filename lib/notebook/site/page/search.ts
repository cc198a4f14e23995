/**
 * The search: loaded, with its index, when it is first opened.
 *
 * @module
 */
import MiniSearch from "minisearch";
import { type FoundSection, SEARCH_OPTIONS } from "../search_options.ts";
import { element, loadScript } from "./element.ts";

/** How many places are shown, and how many characters of each. */
const [SHOWN, EXCERPT] = [12, 180];

/** Milliseconds without a key after which the count is told. */
const REST = 300;

type Found = FoundSection & { readonly match: Record<string, string[]> };

let index: MiniSearch<FoundSection> | undefined;

async function load(): Promise<MiniSearch<FoundSection>> {
  await loadScript("search-index.js");
  const { siteIndex } = globalThis as unknown as { siteIndex: string };
  return index ??= MiniSearch.loadJSON(siteIndex, SEARCH_OPTIONS);
}

/** Where the passage begins that has most of the different words that matched; the first of such. */
function fullest(text: string, pattern: RegExp): number {
  const hits = [...text.matchAll(pattern)];
  const words = (from: number) =>
    new Set(
      hits.filter(({ index }) => index >= from && index < from + EXCERPT / 2)
        .map(([word]) => word.toLowerCase()),
    ).size;
  return hits.reduce(
    (best, { index }) => words(index) > best.words ? { at: index, words: words(index) } : best,
    { at: 0, words: 0 },
  ).at;
}

/** The piece of a text around the words that matched, with all such words marked; it ends with whole words. */
function excerpt(text: string, terms: readonly string[]): (string | HTMLElement)[] {
  const escaped = terms.map((term) => term.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  const pattern = escaped.length > 0 ? new RegExp(`(${escaped.join("|")})`, "gi") : undefined;
  const near = Math.max(0, (pattern ? fullest(text, pattern) : 0) - EXCERPT / 3);
  const from = near === 0 ? 0 : text.indexOf(" ", near) + 1;
  const whole = from + EXCERPT >= text.length;
  const to = whole ? text.length : text.lastIndexOf(" ", from + EXCERPT);
  const piece = (from > 0 ? "… " : "") + text.slice(from, to) + (whole ? "" : " …");
  if (!pattern) return [piece];
  return piece.split(pattern).map((part, k) => k % 2 === 1 ? element("mark", {}, part) : part);
}

function result({ address, page, title, text, match }: Found, home: string): HTMLElement {
  const link = element("a", { href: home + address }, title);
  return element(
    "li",
    {},
    link,
    ...(title !== page ? [element("span", { className: "where" }, page)] : []),
    element("p", {}, ...excerpt(text, Object.keys(match))),
  );
}

/** Makes the dialog; it opens at once. */
function makeDialog(): HTMLDialogElement {
  const home = document.body.dataset.assets!.replace(/assets$/, "");
  const input = element("input", { type: "search", autocomplete: "off", spellcheck: false });
  const label = element("label", {}, "Search all notebooks", input);
  const count = element("p", { ariaLive: "polite", className: "count" });
  const list = element("ul");
  const close = element("button", { type: "button" }, "Close");
  const dialog = element(
    "dialog",
    { className: "search" },
    element("div", { className: "head" }, label, close),
    count,
    list,
  );
  dialog.setAttribute("aria-label", "Search");
  close.addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", (event) => {
    const target = event.target as Element;
    if (target === dialog || target.closest("a") !== null) dialog.close();
  });
  async function search(): Promise<void> {
    const words = input.value.trim();
    if (words === "") {
      list.replaceChildren();
      tell("");
      return;
    }
    let found: Found[];
    try {
      found = (await load()).search(words) as unknown as Found[];
    } catch (error) {
      tell((error as Error).message);
      return;
    }
    if (input.value.trim() !== words) return;
    list.replaceChildren(...found.slice(0, SHOWN).map((each) => result(each, home)));
    tell(
      found.length === 0
        ? "Nothing found. The search knows the texts of all pages, not the code."
        : found.length > SHOWN
        ? `${found.length} places, the best ${SHOWN}:`
        : found.length === 1
        ? "1 place:"
        : `${found.length} places:`,
    );
  }
  // who listens hears one count when the typing rests, not one a letter
  let timer: ReturnType<typeof setTimeout> | undefined;
  function tell(text: string): void {
    clearTimeout(timer);
    timer = setTimeout(() => count.textContent = text, text === "" ? 0 : REST);
  }
  input.addEventListener("input", () => void search());
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter") list.querySelector("a")?.click();
    else if (event.key === "Escape") { // which would only empty the field
      event.preventDefault();
      dialog.close();
    }
  });
  document.body.append(dialog);
  return dialog;
}

let dialog: HTMLDialogElement | undefined;

/** Opens the search. */
function siteSearch(): void {
  dialog ??= makeDialog();
  if (!dialog.open) dialog.showModal();
  dialog.querySelector("input")!.select();
}

Object.assign(globalThis, { siteSearch });
