/** What a run of Deno gave. */
export interface DenoOutput {
  /** Whether it exited with 0. */
  readonly success: boolean;
  /** What it printed. */
  readonly stdout: string;
  /** What it complained of. */
  readonly stderr: string;
}

/** Runs this Deno with arguments in a folder, without colours, and gives it a text to read. */
export async function runDeno(
  args: readonly string[],
  { cwd, stdin = "" }: { cwd?: string; stdin?: string } = {},
): Promise<DenoOutput> {
  const child = new Deno.Command(Deno.execPath(), {
    args: [...args],
    ...(cwd !== undefined && { cwd }),
    env: { NO_COLOR: "1" },
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const [{ success, stdout, stderr }] = await Promise.all([child.output(), feed(child, stdin)]);
  const decoder = new TextDecoder();
  return { success, stdout: decoder.decode(stdout), stderr: decoder.decode(stderr) };
}

async function feed(child: Deno.ChildProcess, text: string): Promise<void> {
  const writer = child.stdin.getWriter();
  try {
    await writer.write(new TextEncoder().encode(text));
    await writer.close();
  } catch { /* it did not want to read to the end */ }
}
