import { isPrinted, printCell } from "../print_cell.ts";
import { CellsDocument } from "./cells_document.ts";
import { completeCell, type Completion } from "./completion.ts";
import { inspectCell } from "./inspection.ts";
import { LanguageServer } from "./language_server.ts";
import { checkLastCell, type TypeReport } from "./type_check.ts";

/** How often a server that broke down is replaced. */
const MOST_STARTS = 3;

/**
 * What the Deno language server knows of the cells. It takes 0.4 GB, so it is started when it is
 * first asked; without it everything else works. One question is answered after the other, as they
 * share one document.
 */
export class LanguageServices {
  readonly #folder: string;
  readonly #document = new CellsDocument();
  #server: Promise<LanguageServer> | undefined;
  #starts = 0;
  #last: Promise<unknown> = Promise.resolve();

  /** Cells are read as if they stood in a file of this folder. */
  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Takes a cell that is run. */
  add(source: string, id?: string): void {
    this.#change(() => this.#take(source, id));
  }

  /** Variables are gone, and so are the cells that declared them. */
  clear(): void {
    this.#change(() => this.#document.clear());
  }

  /** Takes a cell that is run, and tells what the compiler says of it. */
  async check(source: string, id?: string): Promise<TypeReport | undefined> {
    return await this.#ask(async (server) =>
      this.#take(source, id) ? await checkLastCell(server, this.#document) : undefined
    );
  }

  /** What may be written at an offset. */
  async complete(code: string, offset: number): Promise<Completion | undefined> {
    return await this.#ask(async (server) => {
      await server.update(this.#document.text(code));
      const position = this.#document.position(code, offset);
      return await completeCell(server, { code, offset, position });
    });
  }

  /** What stands at an offset, in Markdown. */
  async inspect(code: string, offset: number): Promise<string | undefined> {
    return await this.#ask(async (server) => {
      await server.update(this.#document.text(code));
      return await inspectCell(server, this.#document.position(code, offset));
    });
  }

  /** Fetches what cells import and the server does not have yet. */
  async fetchImports(): Promise<void> {
    await this.#ask((server) => server.fetchImports());
  }

  /** Ends the server. */
  async close(): Promise<void> {
    this.#starts = MOST_STARTS;
    const server = await this.#server?.catch(() => undefined);
    await server?.close();
  }

  /** What does not parse never runs. */
  #take(source: string, id?: string): boolean {
    const runs = isPrinted(printCell(source));
    if (runs) this.#document.add(source, id);
    return runs;
  }

  /** Changes the document when the questions before are answered. */
  #change(change: () => void): void {
    this.#last = this.#last.then(change);
  }

  /** Puts a question when those before are answered; a server that fails is replaced. */
  #ask<T>(question: (server: LanguageServer) => Promise<T>): Promise<T | undefined> {
    const answer = this.#last.then(async () => {
      if (!this.#server && this.#starts++ >= MOST_STARTS) return undefined;
      try {
        return await question(await (this.#server ??= LanguageServer.start(this.#folder)));
      } catch {
        const broken = this.#server;
        this.#server = undefined;
        void broken?.then((server) => server.close(), () => {});
        return undefined;
      }
    });
    this.#last = answer;
    return answer;
  }
}
