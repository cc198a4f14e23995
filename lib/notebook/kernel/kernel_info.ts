/** What the kernel says of itself. */
export function kernelInfo(): Record<string, unknown> {
  return {
    status: "ok",
    protocol_version: "5.3",
    implementation: "surprisal",
    implementation_version: Deno.version.deno,
    banner: `Deno ${Deno.version.deno}, TypeScript ${Deno.version.typescript}, by surprisal`,
    language_info: {
      name: "typescript",
      version: Deno.version.typescript,
      mimetype: "text/x.typescript",
      file_extension: ".ts",
      pygments_lexer: "typescript",
      codemirror_mode: "typescript",
      nbconvert_exporter: "script",
    },
    help_links: [{ text: "Deno", url: "https://docs.deno.com" }],
    debugger: false,
  };
}
