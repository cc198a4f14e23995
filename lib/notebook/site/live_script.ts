import { bundleScript, pageModule } from "./bundle_scripts.ts";

/** Where the live figures are: named by its place, since this folder imports none of them. */
const FIGURES = new URL("../../figures/live/", import.meta.url);

/**
 * The script that all pages with live figures share: the figures, and with them the functions of the
 * library that they call.
 */
export async function liveScript(): Promise<string> {
  const figures = (name: string) => JSON.stringify(new URL(name, FIGURES).href);
  const kernels = new URL("../kernels/kernels.ts", new URL("../", FIGURES)).href;
  return await bundleScript({
    source: `import { LIVE_MODELS } from ${figures("models.ts")};\n` +
      `import { pageCard } from ${figures("page_card.ts")};\n` +
      `import { enliven } from ${pageModule("live.ts")};\n` +
      `enliven(LIVE_MODELS, pageCard);\n`,
    imports: { [kernels]: new URL("no_kernels.ts", FIGURES).href },
  });
}
