import { assert, assertEquals } from "@std/assert";
import {
  coursePage,
  type Lesson,
  missingIntroductions,
  readCourse,
  unknownWords,
} from "../../notebooks/support/course.ts";
import errors from "../../notebooks/support/errors.json" with { type: "json" };

const folder = new URL("../../notebooks/", import.meta.url);
const course = await readCourse(folder);

Deno.test("the page of the course is what the notebooks say", async () => {
  assertEquals(await Deno.readTextFile(new URL("README.md", folder)), coursePage(course));
});

Deno.test("every row of the tables of the course and of its statements has as many cells as the head", async () => {
  for (const name of ["README.md", "STATEMENTS.md"]) {
    const text = await Deno.readTextFile(new URL(name, folder));
    for (const [table] of text.matchAll(/(?:^\|.*\n)+/gm)) {
      const counts = table.trim().split("\n").map((row) => row.split(/(?<!\\)\|/).length);
      assertEquals(new Set(counts).size, 1, `${name}: ${table.slice(0, 60)}`);
    }
  }
});

Deno.test("no notebook uses a word that neither it nor what it needs has introduced", () => {
  assertEquals(missingIntroductions(course), []);
  assertEquals(unknownWords(course), []);
});

Deno.test("unknownWords() finds a word that comes too early", () => {
  const early = (file: string, prose: string): Lesson[] =>
    course.map((lesson) => lesson.file === file ? { ...lesson, prose } : lesson);
  const found = unknownWords(early("01-surprise-bits-and-nats.ipynb", "Take the Jacobian."));
  assertEquals(found, ["01-surprise-bits-and-nats.ipynb uses “Jacobian”"]);
});

Deno.test("a notebook needs only notebooks before it", () => {
  for (const { number, needs } of course) assert(needs.every((other) => other < number));
});

Deno.test("every error of a well-known text is an exercise", async () => {
  for (const { number, exercise } of errors) {
    const { exercises } = await import(
      `../../notebooks/checks/nb${String(number).padStart(2, "0")}.ts`
    );
    assert(exercise in exercises, exercise);
  }
});
