import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { JsonRpc } from "./json_rpc.ts";

/** A place in a document, line and column from 0. */
export interface Position {
  /** The line. */
  readonly line: number;
  /** The column, in units of UTF-16. */
  readonly character: number;
}

/** What the server finds wrong in the document. */
export interface ServerDiagnostic {
  /** Where. */
  readonly range: { readonly start: Position; readonly end: Position };
  /** 1 is an error. */
  readonly severity: number;
  /** Number of the compiler's complaint, or a name. */
  readonly code: number | string;
  /** Who says so: "deno-ts" is the compiler. */
  readonly source: string;
  /** What is wrong. */
  readonly message: string;
}

/** What the server proposes. */
export interface CompletionItem {
  /** What is shown. */
  readonly label: string;
  /** Kind by number. */
  readonly kind?: number;
  /** By what it is sorted. */
  readonly sortText?: string;
  /** What is put in, if not the label. */
  readonly insertText?: string;
  /** What is put in, and where. */
  readonly textEdit?: {
    readonly newText: string;
    readonly range?: { readonly start: Position };
    readonly insert?: { readonly start: Position };
  };
  /** Its type in full, once resolved. */
  readonly detail?: string;
  /** What the server needs to know again. */
  readonly data?: { readonly tsJs?: { readonly source?: string } };
}

/** Text as the server gives it, in one of its forms. */
export type Markup = string | { readonly value: string };

/** A call as the server knows it. */
export interface SignatureHelp {
  /** The ways to call. */
  readonly signatures: readonly { readonly label: string; readonly documentation?: Markup }[];
  /** Which of them fits best. */
  readonly activeSignature?: number;
}

/** How long an answer may take, in milliseconds: somebody waits for it. */
const PATIENCE = 15_000;

/** How long a check may take; the first loads all types, 3 s on an idle machine. */
const CHECK_PATIENCE = 60_000;

/** The Deno language server, with one document: the cells, as if they were a file in their folder. */
export class LanguageServer {
  readonly #process: Deno.ChildProcess;
  readonly #rpc: JsonRpc;
  readonly #uri: string;
  #text: string | undefined;
  #version = 0;

  private constructor(process: Deno.ChildProcess, rpc: JsonRpc, uri: string) {
    this.#process = process;
    this.#rpc = rpc;
    this.#uri = uri;
  }

  /** Starts a server in a folder, where it finds deno.json and what cells import. */
  static async start(folder: string): Promise<LanguageServer> {
    const process = new Deno.Command(Deno.execPath(), {
      args: ["lsp"],
      cwd: folder,
      env: { NO_COLOR: "1" },
      stdin: "piped", // it ends with this pipe, that is with our process, however we die
      stdout: "piped",
      stderr: "null",
    }).spawn();
    const rpc = new JsonRpc({ readable: process.stdout, writable: process.stdin }, settings);
    const uri = pathToFileURL(join(folder, "notebook cells.ts")).href;
    const server = new LanguageServer(process, rpc, uri);
    await server.#ask("initialize", {
      processId: Deno.pid,
      rootUri: pathToFileURL(folder).href,
      workspaceFolders: [{ uri: pathToFileURL(folder).href, name: "notebook" }],
      capabilities: {
        workspace: { configuration: true },
        textDocument: {
          hover: { contentFormat: ["markdown"] },
          diagnostic: {},
          signatureHelp: { signatureInformation: { documentationFormat: ["markdown"] } },
        },
      },
      initializationOptions: SETTINGS,
    });
    await rpc.notify("initialized", {});
    return server;
  }

  /** Makes this the text of the document. */
  async update(text: string): Promise<void> {
    if (text === this.#text) return;
    const version = ++this.#version;
    if (this.#text === undefined) {
      const textDocument = { uri: this.#uri, languageId: "typescript", version, text };
      await this.#rpc.notify("textDocument/didOpen", { textDocument });
    } else {
      const textDocument = { uri: this.#uri, version };
      await this.#rpc.notify("textDocument/didChange", {
        textDocument,
        contentChanges: [{ text }],
      });
    }
    this.#text = text;
  }

  /** What is wrong in the document. */
  async diagnose(): Promise<readonly ServerDiagnostic[]> {
    const report = await this.#ask("textDocument/diagnostic", {}, CHECK_PATIENCE) as {
      items?: readonly ServerDiagnostic[];
    };
    return report?.items ?? [];
  }

  /** What stands at a place, in Markdown. */
  async hover(position: Position): Promise<Markup | undefined> {
    const hover = await this.#ask("textDocument/hover", { position }) as {
      contents?: Markup | readonly Markup[];
    } | null;
    const contents = hover?.contents;
    if (!Array.isArray(contents)) return contents as Markup | undefined;
    return contents.map(plain).join("\n\n");
  }

  /** The call that a place is in. */
  async signature(position: Position): Promise<SignatureHelp | undefined> {
    const help = await this.#ask("textDocument/signatureHelp", { position });
    return help as SignatureHelp | undefined;
  }

  /** What may be written at a place. */
  async complete(position: Position): Promise<readonly CompletionItem[]> {
    const context = { triggerKind: 1 };
    const list = await this.#ask("textDocument/completion", { position, context }) as
      | readonly CompletionItem[]
      | { items: readonly CompletionItem[] }
      | null;
    return (list && "items" in list ? list.items : list) ?? [];
  }

  /** The proposal with its type. */
  async resolve(item: CompletionItem): Promise<CompletionItem> {
    return await this.#ask("completionItem/resolve", item) as CompletionItem;
  }

  /** Fetches what the document imports and the machine does not have yet. */
  async fetchImports(): Promise<void> {
    const command = { command: "deno.cache", arguments: [[], this.#uri] };
    await this.#ask("workspace/executeCommand", command);
  }

  /** Ends the server. */
  async close(): Promise<void> {
    await this.#rpc.close();
    try {
      this.#process.kill("SIGKILL");
    } catch { /* it has ended */ }
    await this.#process.status;
  }

  /** Makes a request about the document; one that takes too long is given up. */
  async #ask(method: string, params: object, patience = PATIENCE): Promise<unknown> {
    const about = method.startsWith("textDocument/") ? { textDocument: { uri: this.#uri } } : {};
    let timer: ReturnType<typeof setTimeout>;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error(`Cannot wait for ${method} any longer`)), patience);
    });
    try {
      return await Promise.race([this.#rpc.request(method, { ...about, ...params }), late]);
    } finally {
      clearTimeout(timer!);
    }
  }
}

/** Markup as text. */
export function plain(markup: Markup): string {
  return typeof markup === "string" ? markup : markup.value;
}

/** What we want of the server: types and words, no lint, no walk through the folder. */
const SETTINGS = {
  enable: true,
  lint: false,
  documentPreloadLimit: 0,
  cacheOnSave: false,
  codeLens: { implementations: false, references: false, test: false },
  suggest: { autoImports: false, imports: { autoDiscover: false, hosts: {} } },
};

/** The server asks for settings section by section; everything else it gets no answer to. */
function settings(method: string, params: unknown): unknown {
  if (method !== "workspace/configuration") return null;
  const { items } = params as { items: { section?: string }[] };
  const scripts = { suggest: { autoImports: false, completeFunctionCalls: false } };
  return items.map(({ section }) => section === "deno" ? SETTINGS : scripts);
}
