import { type ModuleDeclaration, parse, type Pattern, type Statement } from "acorn";
import { transform } from "sucrase";

/** Names that an import brings into a notebook. */
export interface ScopeImport {
  /** The module as the notebook names it. */
  readonly from: string;
  /** Local names and what they are called there; `*` is the whole module. */
  readonly names: readonly (readonly [local: string, exported: string])[];
}

/** A statement of a notebook on which an exercise may rely. */
export interface ScopeStatement {
  /** What it declares; empty for one that only changes what others declared. */
  readonly names: readonly string[];
  /** Its JavaScript. */
  readonly code: string;
}

/** What the code cells before an exercise give it to work with. */
export interface CellScope {
  readonly imports: readonly ScopeImport[];
  readonly statements: readonly ScopeStatement[];
}

/** TypeScript without its types, line for line. */
export function stripTypes(source: string): string {
  return transform(source, {
    transforms: ["typescript"],
    disableESTransforms: true,
    keepUnusedImports: true,
  }).code;
}

function namesOf(pattern: Pattern | null): string[] {
  if (pattern === null) return [];
  switch (pattern.type) {
    case "Identifier":
      return [pattern.name];
    case "ObjectPattern":
      return pattern.properties.flatMap((part) =>
        namesOf(part.type === "RestElement" ? part.argument : part.value)
      );
    case "ArrayPattern":
      return pattern.elements.flatMap(namesOf);
    case "AssignmentPattern":
      return namesOf(pattern.left);
    case "RestElement":
      return namesOf(pattern.argument);
    default:
      return [];
  }
}

/** What a statement declares; undefined if it declares nothing and changes nothing that lasts. */
function declared(node: Statement | ModuleDeclaration): string[] | undefined {
  switch (node.type) {
    case "VariableDeclaration":
      return node.declarations.flatMap(({ id }) => namesOf(id));
    case "FunctionDeclaration":
    case "ClassDeclaration":
      return [node.id.name];
    case "ForStatement":
    case "ForOfStatement":
    case "ForInStatement":
    case "WhileStatement":
    case "IfStatement":
    case "BlockStatement":
      return [];
    case "ExpressionStatement":
      return ["AssignmentExpression", "UpdateExpression"].includes(node.expression.type)
        ? []
        : undefined;
    default:
      return undefined;
  }
}

/**
 * What a code cell brings into scope: imports, declarations, loops and assignments. Checks and what is
 * only shown are left out. A cell that cannot be parsed brings nothing.
 */
export function cellScope(source: string): CellScope {
  const imports: ScopeImport[] = [];
  const statements: ScopeStatement[] = [];
  let code: string;
  let body: readonly (Statement | ModuleDeclaration)[];
  try {
    code = stripTypes(source);
    body =
      parse(code, { ecmaVersion: "latest", sourceType: "module", allowAwaitOutsideFunction: true })
        .body;
  } catch {
    return { imports, statements };
  }
  for (const node of body) {
    if (node.type === "ImportDeclaration") {
      const names = node.specifiers.map((part) =>
        [
          part.local.name,
          part.type === "ImportNamespaceSpecifier"
            ? "*"
            : part.type === "ImportDefaultSpecifier"
            ? "default"
            : part.imported.type === "Identifier"
            ? part.imported.name
            : String(part.imported.value),
        ] as const
      );
      imports.push({ from: String(node.source.value), names });
      continue;
    }
    const names = declared(node);
    if (names !== undefined) statements.push({ names, code: code.slice(node.start, node.end) });
  }
  return { imports, statements };
}
