import type { CellScope } from "../cell_scope.ts";

/** The text of a worker that runs an answer. */
export interface Program {
  readonly text: string;
  /** How many lines stand before the answer's first. */
  readonly before: number;
}

/** Words of a source that may be names in scope. */
function words(source: string): Set<string> {
  return new Set([...source.matchAll(/(?<![.\w$])[A-Za-z_$][\w$]*/g)].map(([word]) => word));
}

/** Statements that an answer relies on, with those that these rely on, in the notebook's order. */
function neededStatements({ statements }: CellScope, needed: Set<string>): string[] {
  const taken = new Set<number>();
  for (let grew = true; grew;) {
    grew = false;
    statements.forEach(({ names, code }, k) => {
      if (taken.has(k)) return;
      const inside = words(code);
      const wanted = names.length > 0
        ? names.some((name) => needed.has(name))
        : statements.some((other, j) =>
          taken.has(j) && other.names.some((name) => inside.has(name))
        );
      if (!wanted) return;
      taken.add(k);
      for (const word of inside) needed.add(word);
      grew = true;
    });
  }
  return statements.filter((_, k) => taken.has(k)).map(({ code }) => code);
}

/** An import at the start of a line: what stands before it, its default, all as one name, some names, the module. */
const IMPORT = new RegExp(
  String.raw`^([ \t]*)import\s+(?:([\w$]+)\s*,?\s*)?(?:\*\s*as\s+([\w$]+)|\{([^}]*)\})?\s*` +
    String.raw`from\s*(["'])([^"']+)\5(?:\s*with\s*\{[^}]*\})?;?`,
  "gm",
);

/** An import of an answer becomes a look into the modules that the page has. */
function withoutImports(source: string): string {
  return source.replace(
    IMPORT,
    (whole, space, normal, all, names, _quote, from) => {
      const module = `siteModule(${JSON.stringify(from)})`;
      const parts = [
        ...(normal ? [`{ default: ${normal} }`] : []),
        ...(all ? [all] : []),
        ...(names === undefined ? [] : [
          `{${
            names.replace(/\btype\s+[\w$]+(?:\s+as\s+[\w$]+)?\s*,?/g, "").replace(/\bas\b/g, ":")
          }}`,
        ]),
      ];
      const lines = "\n".repeat(whole.split("\n").length - 1);
      return `${space}const ${
        parts.map((part) => `${part.replaceAll("\n", " ")} = ${module}`).join(", ")
      };${lines}`;
    },
  );
}

/**
 * Puts together what a worker runs: the modules, what the answer needs of the notebook's cells, the
 * answer. Nothing is evaluated from text: the whole is one script.
 *
 * @param answer JavaScript, its types stripped.
 */
export function programOf(
  answer: string,
  { modules, scope, address }: { modules: string; scope: CellScope; address: string },
): Program {
  const needed = words(answer);
  const statements = neededStatements(scope, needed);
  const imports = scope.imports.flatMap(({ from, names }) =>
    names.filter(([local]) => needed.has(local)).map(([local, exported]) =>
      `const ${local} = siteName(${JSON.stringify(from)}, ${JSON.stringify(exported)});`
    )
  );
  const head = `${modules}
(async () => {
"use strict";
const siteModule = (name) => {
const modules = siteModules[${JSON.stringify(address)}];
if (Object.hasOwn(modules, name)) return modules[name];
throw new Error("Cannot import " + name + " as it must be one of " + Object.keys(modules).join(", "));
};
const siteName = (from, name) => {
if (!Object.hasOwn(siteModules[${
    JSON.stringify(address)
  }], from)) return () => { throw new Error(from + " is not at hand in the page"); };
return name === "*" ? siteModule(from) : siteModule(from)[name];
};
${imports.join("\n")}
${statements.join("\n;\n")}
;postMessage({ kind: "begin" });
await (async () => {
`;
  const text = `${head}${withoutImports(answer)}
})();
})().then(() => postMessage({ kind: "end" }), (error) => {
const text = error instanceof Error ? error.name + ": " + error.message : String(error);
postMessage({ kind: "fault", text, stack: String(error?.stack ?? "") });
});
`;
  return { text, before: head.split("\n").length - 1 };
}
