import { denoComplaint } from "./deno_complaint.ts";
import type { ErrorOutput } from "./output.ts";
import { runDeno } from "./run_deno.ts";
import { makeScratch, removeScratch } from "./scratch_file.ts";

/**
 * The error of a cell that parses and of which the kernel says only that its execution failed: what
 * it imports can not be had. Deno is asked for the same imports from the same folder, and says why.
 */
export async function unshownError(source: string, cwd: string): Promise<ErrorOutput | undefined> {
  const module = await makeScratch(cwd, ".tsx");
  try {
    await Deno.writeTextFile(module, source);
    const { success, stderr } = await runDeno(["cache", module], { cwd });
    if (success) return undefined;
    const evalue = denoComplaint(stderr).replaceAll(module, "cell");
    const traceback = [`TypeError: ${evalue}`];
    return { ename: "TypeError", evalue, output_type: "error", traceback };
  } finally {
    removeScratch(module);
  }
}
