/** Text as notebooks store it: whole, or as lines with their line ends. */
export type MultilineText = string | readonly string[];

/** The faces of an output by MIME type: text, base64, or a JSON value. */
export type MimeBundle = Record<string, unknown>;

/** Text that was printed. */
export interface StreamOutput {
  /** Kind of output. */
  readonly output_type: "stream";
  /** `stdout` or `stderr`. */
  readonly name: string;
  /** What was printed. */
  readonly text: MultilineText;
}

/** Something shown, by a call of `display` or as the report of checks. */
export interface DisplayOutput {
  /** Kind of output. */
  readonly output_type: "display_data";
  /** The faces of what is shown. */
  readonly data: MimeBundle;
  /** Sizes and the like. */
  readonly metadata: Record<string, unknown>;
}

/** The last value of a cell. */
export interface ResultOutput {
  /** Kind of output. */
  readonly output_type: "execute_result";
  /** The faces of the value. */
  readonly data: MimeBundle;
  /** Sizes and the like. */
  readonly metadata: Record<string, unknown>;
  /** The number in square brackets. */
  readonly execution_count: number | null;
}

/** What was thrown. */
export interface ErrorOutput {
  /** Kind of output. */
  readonly output_type: "error";
  /** Name of the error. */
  readonly ename: string;
  /** Its message. */
  readonly evalue: string;
  /** The stack as it is to be shown. */
  readonly traceback: readonly string[];
}

/** An output of a code cell, as nbformat 4 stores it. */
export type Output = StreamOutput | DisplayOutput | ResultOutput | ErrorOutput;

/** Text in one piece. */
export function joinText(text: MultilineText): string {
  return typeof text === "string" ? text : text.join("");
}

/** Text as lines with their ends, cut where Jupyter cuts them (Python's `splitlines`). */
export function splitText(text: MultilineText): string[] {
  const line =
    // deno-lint-ignore no-control-regex
    /[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]*(?:\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]|$)/g;
  return joinText(text).match(line)!.filter((part) => part !== "");
}
