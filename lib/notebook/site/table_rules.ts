import type { MarkdownIt, Token } from "markdown-it";
import { html, trusted } from "./html.ts";
import type { Slots } from "./slots.ts";

/** What the tables of a text need while it is written. */
export type TableEnv = {
  readonly slots: Slots;
  /** Names of the columns of the table that is being written, if it can be stacked, and the column that is next. */
  stack?: { readonly columns: readonly string[]; next: number } | undefined;
};

function my(env: unknown): TableEnv {
  return env as TableEnv;
}

/** The text of a cell nearly as it is read: without the addresses of its links and the signs of its type. */
function readText(token: Token | undefined): string {
  return (token?.content ?? "").replace(/\]\([^)]*\)/g, "]").replace(/[`*]/g, "");
}

/** The cells of the table that begins at the first token: their texts, row by row. */
function cellsOf(tokens: readonly Token[]): string[][] {
  const table = tokens.slice(0, tokens.findIndex(({ type }) => type === "table_close"));
  const rows: string[][] = [];
  table.forEach(({ type }, i) => {
    if (type === "tr_open") rows.push([]);
    if (type === "td_open" || type === "th_open") rows.at(-1)!.push(readText(table[i + 1]));
  });
  return rows;
}

/** Whether a table has texts in many columns: squeezed into a narrow screen they would be towers of words. */
function isBroad(rows: readonly string[][]): boolean {
  return rows[0]!.length > 4 && rows.flat().some((text) => text.length > 60);
}

/** Whether a table says sentences rather than numbers: on a narrow screen its rows can be read as cards. */
function isProse(rows: readonly string[][]): boolean {
  const [head, ...body] = rows;
  const longColumns = head!.filter((_, column) => {
    const letters = body.reduce((sum, row) => sum + (row[column] ?? "").length, 0);
    return letters > 25 * body.length;
  });
  return head!.length > 3 && longColumns.length > 1;
}

function plainCell(token: Token): string {
  const align = String(token.attrGet("style") ?? "").match(/text-align:(\w+)/)?.[1];
  return align === undefined ? `<${token.tag}>` : `<${token.tag} align="${align}">`;
}

/**
 * Tables in boxes that scroll. One that can be stacked says its roles, which it would lose when it is no longer set as a
 * table, and each cell the name of its column.
 */
export function tableRules(rules: MarkdownIt["renderer"]["rules"]): void {
  rules.th_open = (tokens, i, _options, env) => {
    const { stack, slots } = my(env);
    return stack === undefined
      ? plainCell(tokens[i]!)
      : slots.hold(trusted('<th role="columnheader">'));
  };
  rules.td_open = (tokens, i, _options, env) => {
    const { stack, slots } = my(env);
    if (stack === undefined) return plainCell(tokens[i]!);
    const column = stack.columns[stack.next++] ?? "";
    return slots.hold(html`<td role="cell" data-column="${column}">`);
  };
  for (const end of ["td_close", "th_close", "tr_close"] as const) {
    rules[end] = (tokens, i, _options, env) => {
      const tag = `</${tokens[i]!.tag}>`;
      return my(env).stack === undefined ? tag : my(env).slots.hold(trusted(tag));
    };
  }
  rules.tr_open = (_tokens, _i, _options, env) => {
    const { stack, slots } = my(env);
    if (stack === undefined) return "<tr>";
    stack.next = 0;
    return slots.hold(trusted('<tr role="row">'));
  };
  rules.table_open = (tokens, i, _options, env) => {
    const rows = cellsOf(tokens.slice(i));
    const prose = isProse(rows);
    if (prose) my(env).stack = { columns: rows[0]!, next: 0 };
    const kind = prose ? "wide stacked" : isBroad(rows) ? "wide broad" : "wide";
    const box = html`<div class="${kind}" tabindex="0" role="group" aria-label="Table">`;
    return my(env).slots.hold(box) +
      (prose ? my(env).slots.hold(trusted('<table role="table">')) : "<table>");
  };
  rules.table_close = (_tokens, _i, _options, env) => {
    const { stack, slots } = my(env);
    my(env).stack = undefined;
    const end = stack === undefined ? "</table>" : slots.hold(trusted("</table>"));
    return `${end}${slots.hold(trusted("</div>"))}\n`;
  };
}
