import { assert, assertEquals, assertThrows } from "@std/assert";
import { parseHTML } from "linkedom";
import { figure } from "../../../lib/figures/figure.ts";
import { live } from "../../../lib/figures/live/live.ts";
import { LIVE_NAMES } from "../../../lib/figures/live/names.ts";
import { LIVE } from "../../../lib/figures/live/registry.ts";
import { LIVE_CASES } from "./cases.ts";
import { surprisalCurve } from "../../../lib/figures/surprisal_curve.ts";

const still = figure(surprisalCurve({ marks: [1 / 8] }), {
  alt: `Surprisal </script> & "quotes"`,
  caption: "One chance in eight is worth 3 bits.",
});
const q = [0.1, 0.5, 0.1, 0.1, 0.2];

Deno.test("live() keeps the static figure whole, before its script, and the other faces as they are", () => {
  const bundle = live("five-classes", { q, target: 0 }, still).toBundle();
  const { "text/html": html, ...faces } = bundle;
  const { "text/html": stillHtml, ...stillFaces } = still.toBundle();
  assertEquals(Object.keys(bundle), Object.keys(still.toBundle()));
  assertEquals(faces, stillFaces);
  assert(html.indexOf(stillHtml) < html.indexOf("<script>"));
  assert(html.includes(stillHtml));
});

Deno.test("live() gives the same bytes for the same figure", () => {
  const make = () => live("five-classes", { q, target: 0 }, still).toHtml();
  assertEquals(make(), make());
});

Deno.test("live() carries any text to the page as it is", () => {
  const name = `</script><img src=x onerror=alert(1)> ' " & \u2028 \u2029 é 🎲`;
  const html = live("five-classes", { q, target: 0, presets: { [name]: q } }, still).toHtml();
  const { document } = parseHTML(`<!doctype html><html><body>${html}</body></html>`);
  assertEquals(document.querySelectorAll("script").length, 1);
  assertEquals(document.querySelectorAll("img").length, 1);
  const held = document.querySelector("[data-live]")!.getAttribute("data-props")!;
  assertEquals(JSON.parse(held), { q, target: 0, presets: { [name]: q } });
});

Deno.test("every live figure has its script built", () => {
  assertEquals(Object.keys(LIVE), [...LIVE_NAMES]);
});

Deno.test("whatever can be dragged can be set without dragging", () => {
  for (const { name, model, props } of LIVE_CASES) {
    const state = model.start(props);
    const sliders = model.controls(props, state).filter(({ kind }) => kind === "slider");
    for (const handle of model.view(props, state, 616).handles ?? []) {
      const own = handle.along === "xy" // a point, with a slider for each of its numbers
        ? sliders.filter((slider) => slider.name.startsWith(handle.name))
        : sliders.filter((slider) => slider.name === handle.name);
      assert(own.length >= handle.along.length, `${name}: ${handle.name}`);
    }
  }
});

Deno.test("live() refuses what a page could not show", () => {
  assertThrows(
    () => live("six-classes" as "five-classes", { q, target: 0 }, still),
    RangeError,
    "Cannot show a live figure as its name must be one of coin, ",
  );
  assertThrows(
    () => live("five-classes", { q, target: 0 }, "a picture" as never),
    TypeError,
    "Cannot show five-classes as a static figure must stand in its place: found a picture",
  );
  assertThrows(
    () => live("five-classes", { q: [NaN, 1], target: 0 }, still),
    RangeError,
    "Cannot show five-classes as its properties must be finite numbers: 0 is NaN",
  );
  assertThrows(() => live("five-classes", { q: [0.5, 0.6], target: 0 }, still), RangeError);
  assertThrows(() => live("five-classes", { q, target: 5 }, still), RangeError);
});
