/**
 * What every page does besides being read: light and dark, folding all code, the table of contents.
 *
 * @module
 */
import { button, element, loadScript } from "./element.ts";
import { chooseTheme, chosenTheme, type Theme } from "./theme.ts";

const THEMES: readonly Theme[] = ["auto", "light", "dark"];

/** One button that goes through the themes and says which one is on. */
function themeButton(): HTMLButtonElement {
  const made = button("", () => {
    chooseTheme(THEMES[(THEMES.indexOf(chosenTheme()) + 1) % THEMES.length]!);
    name();
  });
  const name = () => {
    const theme = chosenTheme();
    made.textContent = { auto: "Theme: auto", light: "Theme: light", dark: "Theme: dark" }[theme];
  };
  name();
  return made;
}

/** One button that folds all code, and unfolds it again. */
function codeButton(): HTMLButtonElement | undefined {
  const cells = [...document.querySelectorAll<HTMLDetailsElement>("details.code")];
  if (cells.length === 0) return undefined;
  const made = button("", () => {
    const open = cells.every((cell) => !cell.open);
    for (const cell of cells) cell.open = open;
    name();
  });
  const name = () => {
    made.textContent = cells.some((cell) => cell.open) ? "Fold all code" : "Unfold all code";
  };
  for (const cell of cells) cell.addEventListener("toggle", name);
  name();
  return made;
}

/** Marks the heading that is being read. */
function followContents(): void {
  const links = [...document.querySelectorAll<HTMLAnchorElement>(".contents a")];
  const places = links.map((link) =>
    document.getElementById(decodeURIComponent(link.hash.slice(1)))
  );
  if (links.length === 0) return;
  const show = () => {
    const line = innerHeight / 4;
    let now = -1;
    places.forEach((place, k) => {
      if (place !== null && place.getBoundingClientRect().top < line) now = k;
    });
    links.forEach((link, k) => {
      if (k === now) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    });
  };
  let waiting = false;
  addEventListener("scroll", () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      show();
    });
  }, { passive: true });
  show();
  const narrow = matchMedia("(max-width: 67.99rem)");
  const details = document.querySelector<HTMLDetailsElement>(".contents details");
  if (narrow.matches && details) details.open = false;
}

/** Only what can be scrolled needs to be reached by the keyboard for it. */
function spareTabStops(): void {
  const boxes = document.querySelectorAll<HTMLElement>("pre, .wide, .drawing, .display, .rich");
  for (const box of boxes) {
    if (box.scrollWidth > box.clientWidth + 1 || box.scrollHeight > box.clientHeight + 1) {
      box.tabIndex = 0;
    } else box.removeAttribute("tabindex");
  }
}

/** Print shows what is folded, but for hints and for cells that only import. */
function unfoldForPrint(): void {
  let opened: HTMLDetailsElement[] = [];
  addEventListener("beforeprint", () => {
    opened = [
      ...document.querySelectorAll<HTMLDetailsElement>(
        "article details:not([open], .hint, .imports)",
      ),
    ];
    for (const details of opened) details.open = true;
  });
  addEventListener("afterprint", () => {
    for (const details of opened) details.open = false;
  });
}

/** Opens the search, which is loaded for it; Ctrl+K does the same: a key alone would be in the way of speech input. */
function searchButton(): HTMLButtonElement {
  const open = async () => {
    try {
      await loadScript("search.js");
      (globalThis as unknown as { siteSearch: () => void }).siteSearch();
    } catch (error) {
      alertIn(made, (error as Error).message);
    }
  };
  const made = button("Search", () => void open());
  made.title = "Search all notebooks (Ctrl+K)";
  addEventListener("keydown", (event) => {
    if (event.key.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    void open();
  });
  return made;
}

/** Says what went wrong, beside the button that was pressed. */
function alertIn(beside: HTMLElement, text: string): void {
  beside.after(element("span", { role: "alert" }, text));
}

const tools = document.getElementById("site-tools")!;
for (const tool of [searchButton(), codeButton(), themeButton()]) if (tool) tools.append(tool);
document.documentElement.classList.add("scripted");
followContents();
unfoldForPrint();
spareTabStops();
addEventListener("resize", spareTabStops);
document.addEventListener("toggle", spareTabStops, true);
