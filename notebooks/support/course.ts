/**
 * The notebooks as a course: what each needs, how long it takes, and which words it introduces.
 *
 * `deno run -A notebooks/support/course.ts` writes notebooks/README.md from the notebooks, words.json and errors.json.
 *
 * @module
 */
import errors from "./errors.json" with { type: "json" };
import { tableRow } from "./table_row.ts";
import words from "./words.json" with { type: "json" };

interface Cell {
  readonly cell_type: string;
  readonly metadata: { readonly jupyter?: { readonly source_hidden?: boolean } };
  readonly source: string | string[];
}

/** One notebook, counted. */
export interface Lesson {
  readonly file: string;
  readonly number: number;
  readonly title: string;
  /** Numbers of the notebooks that it says it needs. */
  readonly needs: readonly number[];
  /** The prose up to the exercises, without formulas, tables of numbers and links' addresses. */
  readonly prose: string;
  /** Words of that prose. */
  readonly words: number;
  /** Lines of the cells that are not folded, up to the exercises. */
  readonly lines: number;
  /** Lines of the longest cell. */
  readonly longest: number;
  readonly claims: number;
  readonly figures: number;
  readonly exercises: number;
}

const sourceOf = ({ source }: Cell): string => [source].flat().join("");

/** Where the reading ends and the tables and exercises begin. */
const END = "\n## What would make this false?";

/** The words of markdown: quotes stay, formulas, code and addresses go. */
function plain(markdown: string): string {
  return markdown.replace(/\$\$[\s\S]*?\$\$|\$[^$]+\$|`[^`]*`/g, " x ").replace(
    /\]\([^)]*\)/g,
    "]",
  );
}

function countOf(text: string, pattern: RegExp): number {
  return [...text.matchAll(pattern)].length;
}

/** Counts one notebook. */
function lessonOf(file: string, cells: readonly Cell[]): Lesson {
  const isCode = ({ cell_type }: Cell) => cell_type === "code";
  const end = cells.findIndex((cell) => sourceOf(cell).includes(END.trim()));
  const read = cells.slice(0, end + 1);
  const markdown = read.filter((cell) => !isCode(cell)).map(sourceOf).join("\n\n").split(END)[0]!;
  const code = read.filter(isCode);
  const lengths = cells.filter(isCode).map((cell) => sourceOf(cell).split("\n").length);
  const all = cells.map(sourceOf).join("\n");
  const needs = markdown.match(/^You need [\s\S]*?\n\n/m)![0];
  const prose = plain(markdown);
  return {
    file,
    number: Number(file.slice(0, 2)),
    title: markdown.match(/^# (.*)$/m)![1]!,
    needs: [...needs.matchAll(/\]\((\d\d)-/g)].map((match) => Number(match[1])),
    prose,
    words: countOf(prose, /[\p{L}\d][\p{L}\d'’.,-]*/gu),
    lines: code.filter((cell) => !cell.metadata.jupyter?.source_hidden)
      .reduce((sum, cell) => sum + sourceOf(cell).split("\n").length, 0),
    longest: Math.max(...lengths),
    claims: countOf(all, /^Deno\.test\("C/gm),
    figures: countOf(all, /^(?:figure|live)\(/gm),
    exercises: countOf(all, /check\("E/g),
  };
}

/** All notebooks of a folder, in order. */
export async function readCourse(folder: URL): Promise<Lesson[]> {
  const names = [...Deno.readDirSync(folder)].map(({ name }) => name);
  const files = names.filter((name) => /^\d\d-.*\.ipynb$/.test(name)).sort();
  return await Promise.all(files.map(async (file) => {
    const { cells } = JSON.parse(await Deno.readTextFile(new URL(file, folder)));
    return lessonOf(file, cells);
  }));
}

/** Minutes to read: 200 words and 25 lines of code a minute, half a minute a figure. */
export function minutesOf({ words, lines, figures }: Lesson): number {
  return Math.round(words / 200 + lines / 25 + figures / 2);
}

/** The notebooks that a reader has read before one, by what each says it needs. */
function knownBefore(lesson: Lesson, course: readonly Lesson[]): Set<number> {
  const known = new Set<number>();
  const visit = (number: number) => {
    if (known.has(number)) return;
    known.add(number);
    course.find((each) => each.number === number)!.needs.forEach(visit);
  };
  lesson.needs.forEach(visit);
  return known;
}

/** Words that a notebook uses although neither it nor what it needs has introduced them. */
export function unknownWords(course: readonly Lesson[]): string[] {
  return course.flatMap((lesson) => {
    const known = knownBefore(lesson, course).add(lesson.number);
    const own = lesson.prose.split("\n").filter((line) => !line.startsWith(">")).join("\n");
    return words.filter(({ introduced }) => !introduced.some((number) => known.has(number)))
      .filter(({ term, pattern }) => new RegExp(pattern ?? `${term}\\b`, "i").test(own))
      .map(({ term }) => `${lesson.file} uses “${term}”`);
  });
}

/** Words that are not set in bold where they should be introduced. */
export function missingIntroductions(course: readonly Lesson[]): string[] {
  const stem = (term: string) => term.toLowerCase().replace(/s$/, "");
  return words.flatMap(({ term, introduced }) =>
    introduced.filter((number) => {
      const bold = [...course[number - 1]!.prose.matchAll(/\*\*([^*]+)\*\*/g)]
        .map((match) => match[1]!.toLowerCase().replace(/\s+/g, " "));
      return !bold.some((text) => text.includes(stem(term)));
    }).map((number) => `notebook ${number} does not introduce “${term}”`)
  );
}

const link = ({ number, file }: Lesson) => `[${number}](${file})`;

/** The page: the notebooks, the errors they correct, and their words. */
export function coursePage(course: readonly Lesson[]): string {
  const lesson = (number: number) => link(course[number - 1]!);
  const rows = course.map((each) =>
    tableRow(
      `[${each.title}](${each.file})`,
      each.needs.map(lesson).join(", ") || "logarithms",
      minutesOf(each),
      each.words,
      each.lines,
      each.longest,
      each.claims,
      each.figures,
      each.exercises,
    )
  );
  const total = (key: "words" | "lines" | "claims" | "figures" | "exercises") =>
    course.reduce((sum, each) => sum + each[key], 0);
  const minutes = course.reduce((sum, each) => sum + minutesOf(each), 0);
  const found = errors.map(({ where, says, truth, number, exercise }) =>
    tableRow(where, says, truth, `${exercise} in ${lesson(number)}`)
  );
  const glossary = words.map(({ term, meaning, introduced }) =>
    tableRow(term, meaning, introduced.map(lesson).join(", "))
  );
  return `# The course

Twelve notebooks. [Statement by statement](STATEMENTS.md) says which claim holds what of the question they answer.
Made by \`support/course.ts\`.

Minutes are for reading without the exercises: 200 words and 25 lines of code a minute, half a minute a figure.
Lines are those of the cells that are not folded.

| notebook | needs | minutes | words | lines of code | longest cell | claims | figures | exercises |
| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
${rows.join("\n")}
| all | | ${minutes} | ${total("words")} | ${total("lines")} | | ${total("claims")} | ${
    total("figures")
  } | ${total("exercises")} |

## Exercises

Each says what it takes: (1) a look back, (2) a pencil, (3) a few lines of code, (4) an hour, (5) an evening. A stub stands in
the notebook, a hint comes when it is run, the check is in \`checks/\` and does not hold the answer, and \`solutions/\` has one
answer that is right and at least two that are plausible and wrong; a test runs them all.

## False lines

Sentences of well-known texts that an executable check finds to be false, and the exercise in which the reader finds them.

| where | says | but | found in |
| --- | --- | --- | --- |
${found.join("\n")}

## Words

Each word stands in bold where it is introduced. A test fails where a notebook uses a word that neither it nor what it needs
has introduced.

| word | in short | introduced in |
| --- | --- | --- |
${glossary.join("\n")}
`;
}

if (import.meta.main) {
  const folder = new URL("../", import.meta.url);
  await Deno.writeTextFile(new URL("README.md", folder), coursePage(await readCourse(folder)));
}
