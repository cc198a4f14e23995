import { assertEquals } from "@std/assert";
import { repairBundle } from "../../../lib/notebook/kernel/repair_bundle.ts";

Deno.test("repairBundle() gives a drawing its namespace and words", () => {
  assertEquals(repairBundle({ "image/svg+xml": '<svg width="2" height="3"></svg>' }), {
    "image/svg+xml": '<svg xmlns="http://www.w3.org/2000/svg" width="2" height="3"></svg>',
    "text/plain": "[figure, 2 x 3]",
  });
  const told = '<svg xmlns="http://www.w3.org/2000/svg" aria-label="a curve"></svg>';
  assertEquals(repairBundle({ "image/svg+xml": told }), {
    "image/svg+xml": told,
    "text/plain": "a curve",
  });
  const titled = repairBundle({ "image/svg+xml": "<svg><title>t</title></svg>" });
  assertEquals(titled["text/plain"], "t");
});

Deno.test("repairBundle() takes escape codes out of words", () => {
  assertEquals(repairBundle({ "text/plain": "\x1b[33m1\x1b[39m" }), { "text/plain": "1" });
});

Deno.test("repairBundle() gives words to what has none", () => {
  assertEquals(repairBundle({ "text/markdown": "# a" })["text/plain"], "# a");
  assertEquals(repairBundle({ "text/latex": "$x$" })["text/plain"], "$x$");
  const page = "<style>a{}</style><b>bold</b>\n<script>1 < 2</script>words";
  assertEquals(repairBundle({ "text/html": page })["text/plain"], "bold words");
  assertEquals(repairBundle({ "image/png": "AA==" }), { "image/png": "AA==" });
  assertEquals(repairBundle(undefined), {});
});
