/** What a proof expects, said line by line as it is found, and whether all of it was right. */
export class Verdict {
  readonly #wrong: string[] = [];

  /** Says whether something is right, with what was found. */
  expect(what: string, right: boolean, found = ""): void {
    console.log(`${right ? "ok   " : "wrong"} ${what}${found && `: ${found}`}`);
    if (!right) this.#wrong.push(what);
  }

  /** Ends the program: with exit code 1 if anything was wrong. */
  end(allRight: string): never {
    console.log(this.#wrong.length === 0 ? allRight : `${this.#wrong.length} wrong`);
    Deno.exit(this.#wrong.length === 0 ? 0 : 1);
  }
}
