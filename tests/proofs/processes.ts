/** Processes and what they leave behind, for the proofs that kill some. */

/** All processes with their parents. */
async function processes(): Promise<[pid: number, parent: number, state: string][]> {
  const { stdout } = await new Deno.Command("ps", { args: ["-eo", "pid=,ppid=,stat="] }).output();
  return new TextDecoder().decode(stdout).trim().split("\n").map((line) => {
    const [pid, parent, state] = line.trim().split(/\s+/);
    return [Number(pid), Number(parent), state!];
  });
}

/** A process with all that it started. */
export async function family(root: number): Promise<Set<number>> {
  const all = await processes();
  const found = new Set([root]);
  for (let size = 0; size < found.size;) {
    size = found.size;
    for (const [pid, parent] of all) if (found.has(parent)) found.add(pid);
  }
  return found;
}

/** What is left of a family and of its files after a while; zombies count as gone. */
export async function left(family: ReadonlySet<number>, folder?: string): Promise<string[]> {
  let found: string[] = [];
  for (let trial = 0; trial < 100; trial++) {
    const alive = (await processes()).filter(([pid, , state]) =>
      family.has(pid) && !state.startsWith("Z")
    );
    const files = folder ? [...Deno.readDirSync(folder)].map(({ name }) => name) : [];
    found = [
      ...alive.map(([pid]) => `process ${pid}`),
      ...files.filter((name) => name.startsWith("surprisal-")),
    ];
    if (found.length === 0) return [];
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return found;
}
