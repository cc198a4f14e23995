import { assert, assertEquals, assertRejects } from "@std/assert";
import { findNotebooks } from "../../../lib/notebook/find_notebooks.ts";
import { writeSite } from "../../../lib/notebook/site/write_site.ts";
import { ignore } from "../companion.ts";
import { someFolder } from "./made_notebook.ts";

/** How many times a site is put in the place of another while somebody looks. */
const TIMES = 200;

/** Asks without pause whether a file is there, and tells how often it was and was not. */
const LOOKER = `
let going = true;
onmessage = () => going = false;
const counts = { there: 0, gone: 0 };
const channel = new MessageChannel();
channel.port1.onmessage = () => {
  for (let k = 0; k < 500; k++) {
    try {
      Deno.statSync(self.name);
      counts.there++;
    } catch {
      counts.gone++;
    }
  }
  if (going) channel.port2.postMessage(0);
  else {
    channel.port1.close();
    postMessage(counts);
  }
};
channel.port2.postMessage(0);
postMessage("looks");
`;

Deno.test({
  name: "writeSite() leaves no moment in which there is neither the old site nor the new one",
  ignore: ignore || Deno.build.os !== "linux", // elsewhere it takes two renames
  async fn() {
    const folder = await Deno.makeTempDir({ prefix: "site-" });
    const files = (k: number) => new Map([["site.json", "{}"], ["index.html", `version ${k}`]]);
    await writeSite(`${folder}/out`, files(0));
    const looker = new Worker(`data:text/javascript,${encodeURIComponent(LOOKER)}`, {
      type: "module",
      name: `${folder}/out/index.html`,
    });
    const heard = () => new Promise((resolve) => looker.onmessage = ({ data }) => resolve(data));
    assertEquals(await heard(), "looks");
    for (let k = 1; k <= TIMES; k++) await writeSite(`${folder}/out`, files(k));
    const counted = heard();
    looker.postMessage("enough");
    const { there, gone } = await counted as { there: number; gone: number };
    looker.terminate();
    assertEquals(gone, 0);
    assert(there > TIMES, `${there} looks`);
    assertEquals(await Deno.readTextFile(`${folder}/out/index.html`), `version ${TIMES}`);
    assertEquals([...Deno.readDirSync(folder)].map(({ name }) => name), ["out"]);
    await Deno.remove(folder, { recursive: true });
  },
});

Deno.test({
  name: "exportSite() replaces a site, and nothing else",
  ignore,
  async fn() {
    const { exportSite } = await import("../../../lib/notebook/site/export_site.ts");
    const folder = await someFolder();
    const options = {
      folder: `${folder}/out`,
      notebooks: await findNotebooks([`${folder}/in`]),
      say() {},
    };
    await exportSite(options);
    await Deno.writeTextFile(`${folder}/out/left.txt`, "from before");
    await exportSite(options);
    const names = [...Deno.readDirSync(`${folder}/out`)].map(({ name }) => name).sort();
    assertEquals(names, [
      "1-first.html",
      "404.html",
      "assets",
      "deep",
      "index.html",
      "notes.html",
      "site.json",
    ]);
    assertEquals([...Deno.readDirSync(folder)].map(({ name }) => name).sort(), ["in", "out"]);
    await assertRejects(
      () => exportSite({ ...options, folder: `${folder}/in` }),
      Error,
      "must be new, empty or a site: it holds",
    );
    await Deno.writeTextFile(`${folder}/file`, "");
    await assertRejects(
      () => exportSite({ ...options, folder: `${folder}/file` }),
      Error,
      "it is a file",
    );
    await Deno.remove(folder, { recursive: true });
  },
});
