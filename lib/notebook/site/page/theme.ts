/**
 * Chooses light or dark before anything is painted: what the reader chose last, or what the screen asks for.
 *
 * @module
 */

/** Light, dark, or as the screen has it. */
export type Theme = "auto" | "light" | "dark";

/** For which media the dark style sheet is meant; print is always light. */
const MEDIA: Readonly<Record<Theme, string>> = {
  auto: "screen and (prefers-color-scheme: dark)",
  light: "not all",
  dark: "screen",
};

const KEY = "surprisal-theme";

/** What the reader chose. */
export function chosenTheme(): Theme {
  try {
    const stored = localStorage.getItem(KEY);
    return stored === "light" || stored === "dark" ? stored : "auto";
  } catch {
    return "auto"; // no storage: the choice lasts as long as the page
  }
}

/** Puts a choice into effect, and keeps it. */
export function chooseTheme(theme: Theme): void {
  const link = document.getElementById("site-dark") as HTMLLinkElement;
  link.media = MEDIA[theme];
  try {
    if (theme === "auto") localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, theme);
  } catch { /* not kept */ }
  dispatchEvent(new Event("themechange"));
}

/** Whether the page is dark just now. */
export function isDark(): boolean {
  const link = document.getElementById("site-dark") as HTMLLinkElement | null;
  return link !== null && matchMedia(link.media).matches;
}
