import { readFileSync, statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";

/** What a run looked at, so that it can be looked at again. */
export interface Touched {
  /** Files and folders, by their full paths. */
  readonly files: readonly string[];
  /** Variables of the environment. */
  readonly variables: readonly string[];
}

/** A line of what Deno writes about permissions. */
interface Permission {
  readonly permission: string;
  readonly value: string | null;
}

/**
 * Finds out on what a run rests: the files, folders and variables that its kernel looked at, as Deno
 * writes them down, and what can not be looked at again, of which the prelude tells. Such a run is
 * not to be taken for a later one, nor is one that changed what it looked at.
 */
export class RunWitness {
  #audit = "";
  #offset = 0;
  #began = 0;
  #seen: readonly string[] = [];
  #permissions: readonly Permission[] = [];

  /** From now on what a kernel writes into the file is what cells look at. */
  begin(audit: string): void {
    this.#audit = audit;
    this.#offset = statSync(audit, { throwIfNoEntry: false })?.size ?? 0;
    this.#began = Date.now() - 10; // as fine as file systems tell the time
  }

  /** The run is over, and used what can not be looked at again; the file will go with the kernel. */
  end(seen: readonly string[]): void {
    this.#seen = seen;
    this.#permissions = this.#read();
  }

  /** What the run in a folder rests on, or why that can not be said. */
  touched(cwd: string): Touched | { readonly why: string } {
    if (this.#seen.length > 0) return { why: `it uses ${this.#seen.join(", ")}` };
    const files = new Set<string>();
    const variables = new Set<string>();
    for (const { permission, value } of this.#permissions) {
      if (permission === "env" && value !== null) variables.add(value);
      else if ((permission === "read" || permission === "write") && value !== null) {
        files.add(value.startsWith("file:") ? fileURLToPath(value) : resolve(cwd, value));
      } else return { why: `it uses ${permission}` };
    }
    const changed = [...files].find((path) => this.#changed(path));
    if (changed !== undefined) return { why: `it changes ${changed}` };
    return { files: [...files], variables: [...variables] };
  }

  #read(): Permission[] {
    try {
      const text = readFileSync(this.#audit).subarray(this.#offset).toString();
      return text.split("\n").filter((line) => line !== "").map((line) => JSON.parse(line));
    } catch {
      return [{ permission: "what is not written down", value: null }];
    }
  }

  /** Whether a file, or for one that is not there its folder, has changed since the run began. */
  #changed(path: string): boolean {
    try {
      return statSync(path).mtimeMs >= this.#began;
    } catch {
      const folder = dirname(path);
      return folder !== path && this.#changed(folder);
    }
  }
}
