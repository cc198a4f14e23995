import type { JupyterMessage } from "./jupyter_message.ts";
import type { DisplayOutput, ErrorOutput, MimeBundle, Output, ResultOutput } from "./output.ts";

/** A stream under construction: its pieces are joined at the end. */
interface OpenStream {
  readonly name: string;
  readonly pieces: string[];
}

type Entry = OpenStream | DisplayOutput | ResultOutput | ErrorOutput;

/** Where outputs shown under a display id are; an update reaches those of earlier cells too. */
export type Displays = Map<string, { data: MimeBundle; metadata: Record<string, unknown> }[]>;

/** Collects the iopub messages of one cell into its outputs. */
export class OutputCollector {
  readonly #displays: Displays;
  #entries: Entry[] = [];
  #clearNext = false;

  /** `displays` is shared by the cells of a session. */
  constructor(displays: Displays) {
    this.#displays = displays;
  }

  /** Takes a message; those that are no outputs leave no trace. */
  take({ header, content }: JupyterMessage): void {
    switch (header.msg_type) {
      case "stream":
        return this.#stream(String(content.name), String(content.text));
      case "display_data":
      case "execute_result":
        return this.#show(header.msg_type, content);
      case "error":
        return this.#add(toErrorOutput(content));
      case "update_display_data":
        return this.#update(content);
      case "clear_output":
        this.#clearNext = content.wait === true;
        if (!this.#clearNext) this.#entries = [];
    }
  }

  /** The outputs so far, in the form in which nbformat orders their keys. */
  outputs(): Output[] {
    return this.#entries.map((entry) =>
      "pieces" in entry
        ? { name: entry.name, output_type: "stream", text: entry.pieces.join("") }
        : entry
    );
  }

  #add(entry: Entry): void {
    if (this.#clearNext) this.#entries = [];
    this.#clearNext = false;
    this.#entries.push(entry);
  }

  #stream(name: string, text: string): void {
    const last = this.#clearNext ? undefined : this.#entries.at(-1);
    if (last && "pieces" in last && last.name === name) last.pieces.push(text);
    else this.#add({ name, pieces: [text] });
  }

  #show(type: "display_data" | "execute_result", content: JupyterMessage["content"]): void {
    const shown = {
      data: { ...toBundle(content.data) },
      metadata: { ...toBundle(content.metadata) },
    };
    this.#add(
      type === "display_data"
        ? { ...shown, output_type: type }
        : { ...shown, execution_count: content.execution_count as number, output_type: type },
    );
    this.#remember(content, this.#entries.at(-1) as DisplayOutput);
  }

  #remember(content: JupyterMessage["content"], entry: DisplayOutput | ResultOutput): void {
    const id = displayId(content);
    if (id === undefined) return;
    this.#displays.set(id, [...this.#displays.get(id) ?? [], entry]);
  }

  #update(content: JupyterMessage["content"]): void {
    for (const shown of this.#displays.get(displayId(content) ?? "") ?? []) {
      replace(shown.data, toBundle(content.data));
      replace(shown.metadata, toBundle(content.metadata));
    }
  }
}

function replace(target: MimeBundle, source: MimeBundle): void {
  for (const key of Object.keys(target)) delete target[key];
  Object.assign(target, source);
}

function toBundle(value: unknown): MimeBundle {
  return (value ?? {}) as MimeBundle;
}

function displayId(content: JupyterMessage["content"]): string | undefined {
  return (content.transient as { display_id?: string } | undefined)?.display_id;
}

function toErrorOutput(content: JupyterMessage["content"]): ErrorOutput {
  return {
    ename: String(content.ename),
    evalue: String(content.evalue),
    output_type: "error",
    traceback: (content.traceback as string[] | undefined) ?? [],
  };
}
