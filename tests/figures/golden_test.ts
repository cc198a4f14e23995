/**
 * Every figure against a reviewed drawing in golden/. To accept a change: run
 * `deno test -A tests/figures/golden_test.ts -- --update`, open the drawings, read `git diff`.
 * A new case needs an empty golden file and a line in golden.ts first.
 */
import { assert, assertEquals } from "@std/assert";
import { CASES, svgOf } from "./cases.ts";
import { svgFault, toGolden } from "./compare_svg.ts";
import { GOLDEN } from "./golden.ts";

const UPDATE = Deno.args.includes("--update");

/** Leaves the changed drawing beside the golden one, for the eye, where writing is allowed. */
async function write(name: string, svg: string): Promise<void> {
  const file = new URL(`./golden/${name}.svg`, import.meta.url);
  const { state } = await Deno.permissions.query({ name: "write", path: file });
  if (state === "granted") await Deno.writeTextFile(file, toGolden(svg));
}

for (const name of Object.keys(CASES)) {
  Deno.test(`${name}() draws what was reviewed`, async () => {
    const svg = svgOf(name);
    const fault = svgFault(GOLDEN[name] ?? "", svg);
    if (UPDATE) return await write(name, svg);
    if (fault !== undefined) await write(`${name}-changed`, svg);
    assertEquals(fault, undefined);
  });
}

Deno.test("every golden drawing has its case", () => {
  assertEquals(Object.keys(GOLDEN).sort(), Object.keys(CASES).sort());
});

Deno.test("svgFault() finds a moved coordinate, a changed word and a missing element", () => {
  const svg = `<svg><text x="10.5">loss 2.303</text><path d="M0,1L2,3"/></svg>`;
  assertEquals(svgFault(toGolden(svg), svg), undefined);
  assertEquals(svgFault(toGolden(svg), svg.replace("10.5", "10.51")), undefined);
  assert(svgFault(toGolden(svg), svg.replace("10.5", "10.6"))?.startsWith("line 3"));
  assert(svgFault(toGolden(svg), svg.replace("2.303", "2.304"))?.startsWith("line 3"));
  assert(svgFault(toGolden(svg), svg.replace(/<path.*\/>/, ""))?.startsWith("line 4"));
});
