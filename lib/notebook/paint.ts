/** Colours of a terminal by their ANSI codes. */
const CODES = { red: 31, green: 32, yellow: 33, dim: 2, bold: 1 } as const;

/** Text in colour on a terminal, plain elsewhere and where `NO_COLOR` is set. */
export function paint(colour: keyof typeof CODES, text: string): string {
  if (Deno.noColor || !Deno.stdout.isTerminal()) return text;
  return `\x1b[${CODES[colour]}m${text}\x1b[0m`;
}
