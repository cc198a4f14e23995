/** Lines by which Deno tells what it is doing, and what it says of its own insides. */
const NOISE = /^(?:Download|Check|Initialize|Warning|Task|CDP response) .*$\n?/gm;
const BACKTRACE = /^Stack backtrace:\n(?:[ \t]+\d+: .*\n?|[ \t]+at .*\n?)*/gm;

/** What Deno complains of on stderr, without progress, backtrace and colours. */
export function denoComplaint(stderr: string): string {
  // deno-lint-ignore no-control-regex
  const plain = stderr.replace(/\x1b\[[\d;]*m/g, "");
  return plain.replace(BACKTRACE, "").replace(NOISE, "").replace(/^error: /, "").trim();
}
