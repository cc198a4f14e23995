/** Markdown as the pages have it: the packages are loaded when permitted, they ask for the environment at once. */
export async function rendered(source: string): Promise<string> {
  const { StyleClasses } = await import("../../../lib/notebook/site/mathematics.ts");
  const { renderMarkdown } = await import("../../../lib/notebook/site/render_markdown.ts");
  const { markup } = renderMarkdown(source, {
    styles: new StyleClasses(),
    outline: { ids: new Set(), level: 1 },
    claim: () => undefined,
    link: () => undefined,
    picture: () => undefined,
  });
  return markup.text.trim();
}
