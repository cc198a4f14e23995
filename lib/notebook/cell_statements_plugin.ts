/**
 * A plugin of `deno lint` that complains of nothing: it tells where the statements of a module are
 * that the rules for notebooks look at, as JSON in one message for the whole file. So the rules see
 * the tree of Deno's own parser, and no other parser has to be loaded.
 *
 * @module
 */

/** What the plugin tells of a module; places are offsets in its text. */
export interface CellStatements {
  /** The statements on the top level: start, end, and the kind of node. */
  readonly top: readonly (readonly [start: number, end: number, type: string])[];
  /** Statements whose value nobody takes, and which may be a promise: those of the expression. */
  readonly loose: readonly LooseExpression[];
  /** What one of the rules names. */
  readonly named: readonly (readonly [rule: string, start: number])[];
}

/** An expression that is a statement. */
export interface LooseExpression {
  /** Where the expression begins. */
  readonly start: number;
  /** Where it ends. */
  readonly end: number;
  /** Where its statement ends, after the semicolon. */
  readonly after: number;
  /** Kind of the expression. */
  readonly type: string;
  /** Whether it may be a promise that nobody awaits. */
  readonly mayFloat: boolean;
}

/** A node of the tree, of which the rules read only some fields. */
interface Node {
  readonly type: string;
  readonly range: [number, number];
  readonly parent?: Node;
  readonly [field: string]: unknown;
}

const BLOCKS = new Set(["Program", "BlockStatement", "StaticBlock", "SwitchCase"]);
const FLOATING = new Set([
  "CallExpression",
  "ChainExpression",
  "ConditionalExpression",
  "LogicalExpression",
]);

/** The names that lead to a node: `Deno.stdout.write` as `["Deno", "stdout", "write"]`. */
function pathOf(node: Node | undefined): string[] {
  if (node?.type === "Identifier") return [String(node.name)];
  if (node?.type === "CallExpression") return pathOf(node.callee as Node);
  if (node?.type === "ChainExpression") return pathOf(node.expression as Node);
  if (node?.type !== "MemberExpression") return ["?"];
  return [...pathOf(node.object as Node), String((node.property as Node).name)];
}

/** Whether a promise may be left alone here: rejections are handled, or none can be. */
function isHandled(call: Node): boolean {
  if (call.type !== "CallExpression") return false;
  const path = pathOf(call);
  const last = path.at(-1);
  return (call.callee as Node).type === "Super" || path[0] === "console" ||
    (path[0] === "Deno" && path[1] === "test") || last === "catch" ||
    (last === "then" && (call.arguments as Node[]).length > 1);
}

function looseOf(statement: Node): LooseExpression {
  const expression = statement.expression as Node;
  const { type, range: [start, end] } = expression;
  const mayFloat = FLOATING.has(type) && !isHandled(expression);
  return { start, end, after: statement.range[1], type, mayFloat };
}

/** The value of a property of an object literal; null if there is none and none may hide. */
function property(object: Node | undefined, names: readonly string[]): Node | null | undefined {
  if (object === undefined) return null;
  if (object.type !== "ObjectExpression") return undefined;
  const properties = object.properties as Node[];
  const found = properties.find(({ key }) => {
    const { name, value } = (key ?? {}) as { name?: string; value?: string };
    return names.includes(name ?? value ?? "");
  });
  if (found) return found.value as Node;
  return properties.some(({ type }) => type === "SpreadElement") ? undefined : null;
}

/** Whether a call draws a picture and leaves out the words for it. */
function isWordless(call: Node, plots: ReadonlySet<string>, figures: ReadonlySet<string>): boolean {
  const path = pathOf(call);
  const args = call.arguments as Node[];
  if (plots.has(path[0]!) && path.at(-1) === "plot") {
    const shown = call.parent?.type === "ExpressionStatement" || isDisplay(call.parent);
    return shown && property(args[0], ["ariaLabel", "ariaDescription"]) === null;
  }
  if (path.length > 1 || !figures.has(path[0]!)) return false;
  const alt = property(args[1], ["alt"]);
  return alt === null || (alt?.type === "Literal" && String(alt.value).trim() === "");
}

function isDisplay(node: Node | undefined): boolean {
  return node?.type === "CallExpression" && pathOf(node).join(".") === "Deno.jupyter.display";
}

/** Markup in a template that holds a picture without words. */
function isWordlessMarkup(tag: Node): boolean {
  const name = pathOf(tag.tag as Node).at(-1);
  if (name !== "html" && name !== "svg" && name !== "md") return false;
  const quasis = (tag.quasi as Node).quasis as { raw?: string; value?: { raw: string } }[];
  const text = quasis.map((part) => part.raw ?? part.value?.raw ?? "").join("${}");
  const images = text.match(/<img\b[^>]*>/g) ?? [];
  return images.some((image) => !/\salt\s*=|\$\{\}/.test(image)) || /!\[\]\(/.test(text);
}

/** Collects what is told of one file. */
function collector(report: (statements: CellStatements) => void) {
  const top: [number, number, string][] = [];
  const loose: LooseExpression[] = [];
  const named: [string, number][] = [];
  const plots = new Set<string>();
  const figures = new Set<string>();
  const note = (rule: string, node: Node) => named.push([rule, node.range[0]]);
  return {
    ImportDeclaration(node: Node): void {
      const source = String((node.source as Node).value);
      for (const { type, local, imported } of node.specifiers as Record<string, Node>[]) {
        const name = String(local!.name);
        if (source.includes("@observablehq/plot") && `${type}`.includes("Namespace")) {
          plots.add(name);
        }
        if (source.endsWith("/figures") && imported?.name === "figure") figures.add(name);
      }
    },
    ExpressionStatement(node: Node): void {
      if (BLOCKS.has(node.parent?.type ?? "Program")) loose.push(looseOf(node));
    },
    MemberExpression(node: Node): void {
      const [root, stream, write] = pathOf(node);
      const raw = (root === "Deno" || root === "process") && /^std(out|err)$/.test(stream ?? "") &&
        /^write(Sync)?$/.test(write ?? "");
      if (raw && (node.object as Node).type === "MemberExpression") note("raw-write", node);
    },
    MetaProperty: (node: Node) => void note("import-meta", node),
    CallExpression(node: Node): void {
      if (isWordless(node, plots, figures)) note("figure-without-alt", node);
    },
    TaggedTemplateExpression(node: Node): void {
      if (isWordlessMarkup(node)) note("figure-without-alt", node);
    },
    "Program:exit"(node: Node): void {
      for (const { range: [start, end], type } of node.body as Node[]) top.push([start, end, type]);
      report({ top, loose, named });
    },
  };
}

/** The plugin; `deno lint` asks for a default export. */
export default {
  name: "surprisal",
  rules: {
    statements: {
      create(context: { report(data: { range: [number, number]; message: string }): void }) {
        return collector((told) =>
          context.report({ range: [0, 1], message: JSON.stringify(told) })
        );
      },
    },
  },
};
