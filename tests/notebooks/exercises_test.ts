import { assert, assertEquals, assertGreaterOrEqual } from "@std/assert";
import { type Exercises, fingerprintOf, judge, todo } from "../../notebooks/support/exercise.ts";

interface Notebook {
  readonly exercises: Exercises;
  readonly solutions: Record<string, unknown>;
  readonly wrong: Record<string, readonly unknown[]>;
}

const names = [...Deno.readDirSync("notebooks/checks")].map(({ name }) => name).sort();

async function load(name: string): Promise<Notebook> {
  const { exercises } = await import(`../../notebooks/checks/${name}`);
  const { solutions, wrong } = await import(`../../notebooks/solutions/${name}`);
  return { exercises, solutions, wrong };
}

for (const name of names) {
  Deno.test(`exercises of ${name} are open, refuse plausible wrong answers and accept the solution`, async () => {
    const { exercises, solutions, wrong } = await load(name);
    assertEquals(Object.keys(solutions).sort(), Object.keys(exercises).sort());
    for (const [id, exercise] of Object.entries(exercises)) {
      assertEquals(await judge(exercise, todo()), { is: "open" }, `${id}, the stub`);
      const solution = solutions[id];
      const found = typeof solution === "number"
        ? `, fingerprint ${await fingerprintOf(solution)}`
        : "";
      assertEquals(await judge(exercise, solution), { is: "right" }, `${id}, the solution${found}`);
      assertGreaterOrEqual(wrong[id]?.length ?? 0, 2, `${id} has two wrong answers at least`);
      for (const [k, answer] of wrong[id]!.entries()) {
        assertEquals((await judge(exercise, answer)).is, "wrong", `${id}, wrong answer ${k + 1}`);
      }
    }
  });

  Deno.test(`exercises of ${name} stand in their notebook, each once`, async () => {
    const { exercises } = await load(name);
    const number = name.match(/^nb(\d+)/)![1]!;
    const path = [...Deno.readDirSync("notebooks")].find((entry) =>
      entry.name.startsWith(`${number}-`)
    );
    assert(path, `no notebook ${number}`);
    const text = await Deno.readTextFile(`notebooks/${path.name}`);
    const used = [...text.matchAll(/check\(\\"(E\d+\.\d+)\\"/g)].map((match) => match[1]!);
    assertEquals(used.sort(), Object.keys(exercises).sort());
  });
}

Deno.test("the false line among others is not always at the same place", async () => {
  const text = [...Deno.readDirSync("notebooks")].map(({ name }) => name)
    .filter((name) => name.endsWith(".ipynb"))
    .map((name) => Deno.readTextFileSync(`notebooks/${name}`)).join("\n");
  const asked = [
    ...text.matchAll(/\*\*(E\d+\.\d+)\*\* \(1\)[^*]*?\b(?:lines is false|false line)\b/g),
  ]
    .map((match) => match[1]!);
  assertGreaterOrEqual(asked.length, 9);
  const solutions = (await Promise.all(names.map(load))).map((notebook) => notebook.solutions);
  const answers = asked.map((id) => solutions.find((each) => id in each)![id] as number);
  for (const line of [1, 2, 3, 4]) {
    const count = answers.filter((answer) => answer === line).length;
    assert(count > 0 && count <= asked.length / 2, `line ${line} is the false one ${count} times`);
  }
});
