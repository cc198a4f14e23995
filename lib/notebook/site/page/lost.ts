/**
 * The page of addresses that lead nowhere, which a host shows wherever that is: its links and files are named as from the
 * site's own folder, and here they are led to it, be it any number of folders above.
 *
 * @module
 */
import { loadScript } from "./element.ts";

/** Whether the common script of the site has run: some hosts give this page also in place of a script. */
function isScripted(): boolean {
  return document.documentElement.classList.contains("scripted");
}

/** How many folders of this address stand above it. */
function depth(): number {
  return location.pathname.split("/").length - 2;
}

/** The way to the nearest folder above that has the scripts of the site. */
async function wayHome(): Promise<string | undefined> {
  for (let steps = 1; steps <= depth(); steps++) {
    const up = "../".repeat(steps);
    document.body.dataset.assets = `${up}assets`;
    await loadScript("site.js").catch(() => {});
    if (isScripted()) return up;
  }
  return undefined;
}

/** Leads links, looks and scripts home; where the page stands in the site's folder they lead there already. */
async function findHome(): Promise<void> {
  if (isScripted()) return;
  const up = await wayHome();
  if (up === undefined) return;
  for (const link of document.querySelectorAll('a:not([href^="#"]), link[rel="stylesheet"]')) {
    link.setAttribute("href", up + link.getAttribute("href"));
  }
  await loadScript("theme.js");
}

addEventListener("DOMContentLoaded", () => void findHome());
