/** The frame that all notebooks share, so that a reader finds the same things in the same places. */
import { assert, assertEquals, assertGreaterOrEqual, assertLessOrEqual } from "@std/assert";

type Text = string | string[];

interface Output {
  readonly text?: Text;
  readonly data?: Readonly<Record<string, Text>>;
}

interface Cell {
  readonly cell_type: "code" | "markdown";
  readonly id: string;
  readonly metadata: { readonly jupyter?: { readonly source_hidden?: boolean } };
  readonly source: Text;
  readonly outputs?: readonly Output[];
}

/** What a laptop's screen holds: beside it there is the answer to see. */
const MOST_LINES = 25;

/** And how wide a line may be there, beside the list of files; a longer one is broken in the middle of a word. */
const MOST_COLUMNS = 118;

const folder = new URL("../../notebooks/", import.meta.url);
const names = [...Deno.readDirSync(folder)].map(({ name }) => name)
  .filter((name) => name.endsWith(".ipynb")).sort();

const sourceOf = ({ source }: Cell): string => [source].flat().join("");

/** The lines that a cell shows, its code if that is not folded and what it printed; a figure is no line. */
function shownLines(cell: Cell): string[] {
  const folded = cell.metadata.jupyter?.source_hidden === true;
  const printed = (cell.outputs ?? []).flatMap(({ text, data }) =>
    data?.["text/html"] ? [] : [text ?? data?.["text/plain"] ?? ""].flat().join("").split("\n")
  );
  return [...(folded ? [] : sourceOf(cell).split("\n")), ...printed];
}
const isCode = ({ cell_type }: Cell) => cell_type === "code";
const numbers = (count: number) => Array.from({ length: count }, (_, i) => i + 1);

async function cellsOf(name: string): Promise<Cell[]> {
  return JSON.parse(await Deno.readTextFile(new URL(name, folder))).cells;
}

/** The code cells between a cell and the next words. */
function codeAfter(cells: Cell[], at: number): string {
  const rest = cells.slice(at + 1);
  const end = rest.findIndex((cell) => !isCode(cell));
  return rest.slice(0, end < 0 ? rest.length : end).map(sourceOf).join("\n");
}

/** Second numbers of `C5.2` or `E5.2` where a pattern finds them. */
function found(text: string, pattern: RegExp): number[] {
  return [...text.matchAll(pattern)].map((match) => Number(match[1]));
}

for (const name of names) {
  const n = Number(name.slice(0, 2));

  Deno.test(`${name} asks, lets the reader guess first, and ends with questions and sources`, async () => {
    const cells = await cellsOf(name);
    const words = cells.filter((cell) => !isCode(cell)).map(sourceOf);
    assert(words[0]!.startsWith(`# ${n} · `), "title");
    assert(words[0]!.includes("**The question.**"), "question");
    assert(/^You need /m.test(words[0]!), "what must be known before");
    assert(words[0]!.includes("### Before you run anything, write down your guess"), "guess");
    assertGreaterOrEqual(found(words[0]!, /^(\d)\. /gm).length, 3, "questions to guess at");
    const text = words.join("\n\n");
    for (
      const heading of [
        "Your guesses",
        "What would make this false?",
        "Exercises",
        "Questions this notebook answers",
        "Sources",
      ]
    ) {
      assertEquals(text.split(`\n## ${heading}\n`).length, 2, heading);
    }
    const guesses = text.split("\n## Your guesses\n")[1]!.split("\n## ")[0]!.match(/^\d\. /gm);
    assertEquals(guesses?.length, found(words[0]!, /^(\d)\. /gm).length, "answers to the guesses");
    const questions = text.split("\n## Questions this notebook answers\n")[1]!;
    assert(questions.includes("](http"), "a link to who asked");
  });

  Deno.test(`${name} has each claim's test in the code after it, in order`, async () => {
    const cells = await cellsOf(name);
    const claims: number[] = [];
    cells.forEach((cell, at) => {
      if (isCode(cell)) return;
      const stated = found(sourceOf(cell), new RegExp(`^\\*\\*C${n}\\.(\\d+)\\*\\*`, "gm"));
      const tested = found(
        codeAfter(cells, at),
        new RegExp(`^Deno\\.test\\("C${n}\\.(\\d+) `, "gm"),
      );
      assertEquals(tested, stated, `after cell ${cell.id}`);
      claims.push(...stated);
    });
    assertEquals(claims, numbers(claims.length));
    const rows = found(
      cells.map(sourceOf).join("\n"),
      new RegExp(`^\\| C${n}\\.(\\d+) +\\| \``, "gm"),
    );
    assertEquals([...new Set(rows)], claims, "rows of “What would make this false?”");
  });

  Deno.test(`${name} has figures, one of them to move, and exercises`, async () => {
    const cells = await cellsOf(name);
    const code = cells.filter(isCode).map(sourceOf).join("\n");
    assertGreaterOrEqual(code.split("figure(").length - 1, 3);
    assertGreaterOrEqual(code.split(/^live\(/m).length - 1, 1);
    const exercises: number[] = [];
    cells.forEach((cell, at) => {
      if (isCode(cell)) return;
      const graded = found(
        sourceOf(cell),
        new RegExp(`^\\*\\*E${n}\\.(\\d+)\\*\\* \\([1-5]\\) `, "gm"),
      );
      const asked = found(sourceOf(cell), new RegExp(`^\\*\\*E${n}\\.(\\d+)\\*\\*`, "gm"));
      const checked = found(codeAfter(cells, at), new RegExp(`check\\("E${n}\\.(\\d+)"`, "g"));
      assertEquals(checked, asked, `after cell ${cell.id}`);
      assertEquals(graded, asked, `how hard, from (1) to (5), in cell ${cell.id}`);
      for (const k of asked) {
        const shown = JSON.stringify(cells.slice(at + 1, at + 3).map(({ outputs }) => outputs));
        assert(shown.includes(`E${n}.${k} has no answer yet. Hint: `), `output of E${n}.${k}`);
      }
      exercises.push(...asked);
    });
    assertGreaterOrEqual(exercises.length, 4);
    assertEquals(exercises, numbers(exercises.length));
  });

  Deno.test(`${name} has no cell longer or wider than a screen, and folds what is not to be read`, async () => {
    for (const cell of (await cellsOf(name)).filter(isCode)) {
      const source = sourceOf(cell);
      assertLessOrEqual(source.split("\n").length, MOST_LINES, `lines of cell ${cell.id}`);
      const folded = cell.metadata.jupyter?.source_hidden === true;
      const imports = !/^(?!import |\} from |\s+[\w ]+,$)/m.test(source);
      if (imports) assert(folded, `${cell.id} imports, and is not folded`);
      for (const line of shownLines(cell)) {
        assertLessOrEqual(line.length, MOST_COLUMNS, `columns in ${cell.id}: ${line}`);
      }
      if (folded) assert(!/Deno\.test\(|check\("E/.test(source), `${cell.id} hides a test`);
    }
  });
}
