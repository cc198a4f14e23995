import { assert, assertEquals } from "@std/assert";
import { AWKWARD, CASES } from "./cases.ts";
import { textBoxes } from "./text_boxes.ts";

function signsOf(svg: SVGSVGElement): string[] {
  return textBoxes(svg).map(({ text }) => text).filter((text) => text === "=" || text === "≠");
}

Deno.test("gradientRows() marks the logits alone as different", () => {
  assertEquals(signsOf(CASES.gradientRows!()), ["=", "=", "=", "≠"]);
});

Deno.test("gradientRows() takes gradients that differ by rounding as the same", () => {
  assertEquals(signsOf(AWKWARD.measuredGradients!()), ["="]);
});

Deno.test("gradientRows() states the scale of each row", () => {
  const words = CASES.gradientRows!().textContent!;
  for (const scale of ["−10 to 0", "−9 to 1", "−8 to 2", "−0.9 to 0.6"]) {
    assert(words.includes(`scale: ${scale}`), scale);
  }
});
