import { z } from "zod";
import type { MultilineText, Output } from "./output.ts";

/** A cell of a notebook as it is stored; fields that we do not know are kept. */
export interface Cell {
  /** Code is executed, the others are read. */
  cell_type: "code" | "markdown" | "raw";
  /** The text of the cell. */
  source: MultilineText;
  /** Tags and what frontends leave there. */
  metadata: { tags?: string[]; [key: string]: unknown };
  /** The name of the cell, from nbformat 4.5 on. */
  id?: string;
  /** What a code cell showed. */
  outputs?: Output[];
  /** The number in square brackets of a code cell. */
  execution_count?: number | null;
}

/** A notebook as nbformat 4 stores it; fields that we do not know are kept. */
export interface Notebook {
  /** The cells in order. */
  cells: Cell[];
  /** Kernel and language, and what frontends leave there. */
  metadata: Record<string, unknown>;
  /** Always 4. */
  nbformat: number;
  /** 0 to 5. */
  nbformat_minor: number;
}

/** The kernel that a notebook is for. */
export const KERNELSPEC = { display_name: "Deno", language: "typescript", name: "deno" };

const text = z.union([z.string(), z.array(z.string())]);
const bundle = z.record(z.string(), z.unknown());
const count = z.int().nullable();

const output = z.discriminatedUnion("output_type", [
  z.looseObject({ output_type: z.literal("stream"), name: z.string(), text }),
  z.looseObject({ output_type: z.literal("display_data"), data: bundle, metadata: bundle }),
  z.looseObject({
    output_type: z.literal("execute_result"),
    data: bundle,
    metadata: bundle,
    execution_count: count,
  }),
  z.looseObject({
    output_type: z.literal("error"),
    ename: z.string(),
    evalue: z.string(),
    traceback: z.array(z.string()),
  }),
]);

const metadata = z.looseObject({ tags: z.array(z.string()).optional() });
const id = z.string().regex(/^[a-zA-Z0-9-_]{1,64}$/, "must be 1 to 64 letters, digits, - or _");
const common = { source: text, metadata, id: id.optional() };

const cell = z.discriminatedUnion("cell_type", [
  z.looseObject({
    ...common,
    cell_type: z.literal("code"),
    outputs: z.array(output),
    execution_count: count,
  }),
  z.looseObject({ ...common, cell_type: z.literal("markdown") }),
  z.looseObject({ ...common, cell_type: z.literal("raw") }),
]);

/** The parts of nbformat 4 that we rely on; everything else passes through. */
const anyIds = z.looseObject({
  nbformat: z.literal(4, "must be 4; jupyter nbconvert --to notebook makes one of an older"),
  nbformat_minor: z.int().min(0).max(5),
  metadata: bundle,
  cells: z.array(cell),
});

/** The same with the ids of 4.5. */
const schema = anyIds.superRefine(({ nbformat_minor, cells }, context) => {
  if (nbformat_minor < 5) return;
  const seen = new Set<string>();
  cells.forEach((cell, i) => {
    const message = cell.id === undefined
      ? "must be there from nbformat 4.5 on; nb clean gives one"
      : seen.has(cell.id)
      ? `must be unique: "${cell.id}" is there before; nb clean gives another`
      : undefined;
    if (message) context.addIssue({ code: "custom", path: ["cells", i, "id"], message });
    seen.add(cell.id ?? "");
  });
});

/**
 * Reads the text of an `.ipynb` file, nbformat 4.0 to 4.5. Fields that it does not know are kept.
 *
 * @example Sources of the code cells
 * ```ts
 * import { parseNotebook } from "@surprisal/loss/notebook";
 * import { assertEquals, assertThrows } from "@std/assert";
 *
 * const text = `{
 *   "nbformat": 4, "nbformat_minor": 5, "metadata": {},
 *   "cells": [{
 *     "cell_type": "code", "id": "a", "metadata": {}, "source": ["6 *\\n", "7"],
 *     "outputs": [], "execution_count": null
 *   }]
 * }`;
 * assertEquals(parseNotebook(text).cells[0]?.source, ["6 *\n", "7"]);
 * assertThrows(() => parseNotebook(text.replace("code", "poem")), TypeError, "cells[0].cell_type");
 * ```
 *
 * @param text The text of the file.
 * @param name What to call the notebook in errors, such as its path.
 * @returns The notebook, as it is in the file.
 * @throws {SyntaxError} If the text is not JSON.
 * @throws {TypeError} If it is not a notebook; the message says where and why.
 *
 * @see {@linkcode serializeNotebook} for the way back.
 * @see https://nbformat.readthedocs.io/en/latest/format_description.html
 */
export function parseNotebook(text: string, name = "notebook"): Notebook {
  return parseAs(schema, text, name);
}

/** As {@linkcode parseNotebook}, but ids may be missing or double, for who gives new ones. */
export function parseWithAnyIds(text: string, name: string): Notebook {
  return parseAs(anyIds, text, name);
}

/** How deep the parts of a notebook may lie: far beyond that nothing could write it again. */
const DEEPEST = 1000;

function isDeeper(json: unknown, levels: number): boolean {
  if (typeof json !== "object" || json === null) return false;
  return levels === 0 || Object.values(json).some((part) => isDeeper(part, levels - 1));
}

function parseAs(form: z.ZodType, text: string, name: string): Notebook {
  let json: unknown;
  try {
    json = JSON.parse(text.replace(/^\ufeff/, "")); // some editors put a mark before it
  } catch (cause) {
    const why = (cause as Error).message;
    throw new SyntaxError(`Cannot read ${name} as a notebook must be JSON: ${why}`, { cause });
  }
  if (isDeeper(json, DEEPEST)) {
    throw new TypeError(
      `Cannot read ${name} as it must be nested at most ${DEEPEST} deep: it is deeper`,
    );
  }
  const { error } = form.safeParse(json);
  if (error) {
    const [issue] = error.issues;
    const place = z.core.toDotPath(issue!.path) || "the file";
    throw new TypeError(
      `Cannot read ${name} as it must be a notebook of nbformat 4: ${place}: ${issue!.message}`,
    );
  }
  return json as Notebook; // not zod's copy, which would change the order of the keys
}

/**
 * The text of an `.ipynb` file in the form that Jupyter writes: one space of indent, a line end at
 * the end. What {@linkcode parseNotebook} read from such a file comes out as it was, byte for byte.
 *
 * @example The way back
 * ```ts
 * import { parseNotebook, serializeNotebook } from "@surprisal/loss/notebook";
 * import { assertEquals } from "@std/assert";
 *
 * const text = `{
 *  "cells": [],
 *  "metadata": {},
 *  "nbformat": 4,
 *  "nbformat_minor": 5
 * }
 * `;
 * assertEquals(serializeNotebook(parseNotebook(text)), text);
 * ```
 *
 * @param notebook The notebook; keys are written in the order in which they are there.
 * @returns The text of the file.
 */
export function serializeNotebook(notebook: Notebook): string {
  return JSON.stringify(notebook, null, 1) + "\n";
}

/** Whether a cell carries a tag. */
export function hasTag(cell: Cell, tag: string): boolean {
  return cell.metadata.tags?.includes(tag) ?? false;
}

/**
 * Refuses a notebook for another language.
 *
 * @throws {TypeError} If its metadata name one.
 */
export function refuseOtherLanguage({ metadata }: Notebook): void {
  const { kernelspec, language_info: info } = metadata as Record<
    string,
    { language?: string; name?: string } | undefined
  >;
  const other = kernelspec?.name?.match(/^(python|ir$|julia)/)?.[1];
  const language = kernelspec?.language ?? info?.name ?? other;
  if (language === undefined || /^(typescript|javascript)$/i.test(language)) return;
  throw new TypeError(`Cannot run notebook as its language must be TypeScript: ${language}`);
}
