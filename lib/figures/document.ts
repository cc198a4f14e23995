import { parseHTML } from "linkedom";

/**
 * The document in which every figure is drawn. Deno and Node have none, so one is made, once: a
 * figure never touches a page, and a page that shows it gets finished text.
 */
export const document: Document = parseHTML("<!doctype html><html><body></body></html>").document;
