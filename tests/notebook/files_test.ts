import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { rewriteText } from "../../lib/notebook/notebook_file.ts";
import { call, companion, ignore } from "./companion.ts";
import { notebookOf, withFolder } from "./notebook_of.ts";

// Files as machines hold them: links, other encodings, read-only places, two who write at once.

const NOTEBOOK = JSON.stringify(notebookOf("1 + 1"));

/** Files that must be refused, by what is said of them. */
const REFUSED: readonly [words: string, content: string | Uint8Array<ArrayBuffer>][] = [
  ["it must be UTF-8: line 3 is not", Uint8Array.from(["\n\n\u00e9"].flatMap(latin1))],
  ["it must be UTF-8: line 1 is not", Uint8Array.from([0xff, 0xfe, ...latin1("{")])],
  [
    "it must be nested at most 1000 deep",
    NOTEBOOK.replace(/\}$/, `,"x":${"[".repeat(20_000)}${"]".repeat(20_000)}}`),
  ],
];

function latin1(text: string): number[] {
  return Array.from(text, (letter) => letter.charCodeAt(0));
}

/** A folder with one notebook. */
function inFolder(body: (path: string, folder: string) => Promise<void>): Promise<void> {
  return withFolder({ "a.ipynb": NOTEBOOK }, (folder) => body(`${folder}/a.ipynb`, folder));
}

function namesIn(folder: string): string[] {
  return [...Deno.readDirSync(folder)].map(({ name }) => name).sort();
}

Deno.test({
  name: "nb leaves a notebook that it can not read as it is, and says why",
  ignore,
  async fn() {
    for (const [words, content] of REFUSED) {
      await inFolder(async (path) => {
        const before = typeof content === "string" ? new TextEncoder().encode(content) : content;
        await Deno.writeFile(path, before);
        for (const args of [["clean"], ["check"], ["run", "--write"], ["export", "--to", "ts"]]) {
          const { code, stdout, stderr } = await companion([...args, path]);
          assertStringIncludes(stdout, words);
          assertEquals([code, stderr], [1, ""]);
        }
        assertEquals(await Deno.readFile(path), before);
      });
    }
  },
});

Deno.test({
  name: "nb run --write writes through a link, which stays one",
  ignore: ignore || Deno.build.os === "windows",
  fn: () =>
    inFolder(async (path, folder) => {
      const link = `${folder}/link.ipynb`;
      await Deno.symlink("a.ipynb", link);
      const { code } = await companion(["run", "--write", "--no-cache", link]);
      assertEquals(code, 0);
      assert((await Deno.lstat(link)).isSymlink);
      assertStringIncludes(await Deno.readTextFile(path), '"execution_count": 1');
    }),
});

Deno.test({
  name: "nb run --write does not write over what was saved while it ran",
  ignore,
  fn: () =>
    inFolder(async (path) => {
      const [started, go] = ["started", "go"].map((name) => path.replace("a.ipynb", name));
      const waits = `
        Deno.writeTextFileSync("started", "");
        while (!await Deno.stat("go").catch(() => null)) await new Promise((r) => setTimeout(r, 20));
      `;
      await Deno.writeTextFile(path, JSON.stringify(notebookOf(waits)));
      const running = await call(["run", "--write", "--no-cache", path]);
      while (!await Deno.stat(started!).catch(() => null)) {
        await new Promise((r) => setTimeout(r, 20));
      }
      await Deno.writeTextFile(path, NOTEBOOK); // saved in an editor
      await Deno.writeTextFile(go!, "");
      const { code, stdout } = await running.ended;
      await Deno.remove(running.temp, { recursive: true });
      assertStringIncludes(stdout, "it must be as it was read: it was saved since");
      assertMatch(stdout, /a\.ipynb +1\/1 .* failed/);
      assertEquals(code, 1);
      assertEquals(await Deno.readTextFile(path), NOTEBOOK);
    }),
});

Deno.test({
  name: "rewriteText() is content with a file that holds the text by now",
  ignore,
  fn: () =>
    inFolder(async (path) => {
      await rewriteText(path, NOTEBOOK, "what another has written over");
      assertEquals(await Deno.readTextFile(path), NOTEBOOK);
    }),
});

Deno.test({
  name: "nb run needs no room beside the notebook, and what does says so, with 2",
  ignore: ignore || Deno.build.os === "windows",
  fn: () =>
    inFolder(async (path, folder) => {
      await Deno.chmod(folder, 0o555);
      // The superuser may write everywhere: there the refusals can not be seen.
      const free = await Deno.makeTempFile({ dir: folder }).catch(() => undefined);
      if (free !== undefined) await Deno.remove(free);
      assertEquals((await companion(["run", path])).code, 0);
      for (
        const args of free ? [] : [["check", "--no-cache"], ["test", "--junit", `${folder}/x`]]
      ) {
        const { code, stderr } = await companion([...args, path]);
        assertMatch(stderr, /^Cannot write as ".*" must take a file: Permission denied/);
        assertEquals(code, 2);
      }
      assertEquals(namesIn(folder), ["a.ipynb"]);
      await Deno.chmod(folder, 0o755);
    }),
});

Deno.test({
  name: "nb does not write over a read-only file",
  ignore: ignore || Deno.build.os === "windows",
  fn: () =>
    inFolder(async (path) => {
      await Deno.chmod(path, 0o444);
      const { code, stdout } = await companion(["clean", path]);
      assertStringIncludes(stdout, "a.ipynb as its place must take it: it is read-only");
      assertEquals(code, 1);
      assertEquals(await Deno.readTextFile(path), NOTEBOOK);
    }),
});

Deno.test({
  name: "nb makes the folders of its reports",
  ignore,
  fn: () =>
    inFolder(async (path, folder) => {
      const { code } = await companion(["run", "--junit", `${folder}/out/deep/junit.xml`, path]);
      assertEquals(code, 0);
      assertMatch(await Deno.readTextFile(`${folder}/out/deep/junit.xml`), /^<\?xml/);
    }),
});

Deno.test({
  name: "nb tells of a name that is no UTF-8, and of the notebooks beside it",
  ignore: ignore || Deno.build.os !== "linux",
  fn: () =>
    inFolder(async (path, folder) => {
      const { success } = await new Deno.Command("sh", {
        args: ["-c", `cp "$1" "$(printf '%s/bad\\377.ipynb' "$2")"`, "sh", path, folder],
      }).output();
      assert(success);
      const { code, stdout, stderr } = await companion(["check", "--no-cache", folder]);
      assertMatch(stdout, /bad\ufffd\.ipynb: unreadable: No such file/);
      assertMatch(stdout, /Findings in 2 notebooks: 1/);
      assertEquals([code, stderr], [1, ""]);
    }),
});

Deno.test({
  name: "nb does not wait for a notebook that is no file",
  ignore: ignore || Deno.build.os === "windows",
  fn: () =>
    inFolder(async (_path, folder) => {
      const pipe = `${folder}/pipe.ipynb`;
      await new Deno.Command("mkfifo", { args: [pipe] }).output();
      const { code, stdout } = await companion(["run", pipe]);
      assertStringIncludes(stdout, "it must be a file: it is none");
      assertEquals(code, 1);
    }),
});
