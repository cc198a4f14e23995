import { type Input, Random } from "./hunt_inputs.ts";
import { type Target, TARGETS } from "./hunt_targets.ts";

const HELP =
  `Searches inputs on which the default tier errs most, by random draws and hill climbing.

Usage: deno run bench/accuracy/hunt.ts [--help] [--seed N] [--tries N] [--write] [function ...]

  --seed N   start of the random numbers, default 1
  --tries N  inputs tried for each function, default 200000
  --write    add the worst inputs to tests/golden/worst_inputs.json (needs --allow-read and
             --allow-write); make_golden.py then puts them into the goldens
`;

const WORST = new URL("../../tests/golden/worst_inputs.json", import.meta.url);
const DRAWS = 100;
const PATIENCE = 1500;

interface Catch {
  readonly error: number;
  readonly input: Input;
}

/** The worst of a number of tries: draws, then changes that do not make it better. */
function hunt(target: Target, r: Random, tries: number): Catch {
  let worst: Catch = { error: -1, input: [] };
  while (tries > 0) {
    let best: Catch = { error: -1, input: [] };
    for (let i = 0; i < DRAWS; i++) best = worse(target, best, target.draw(r));
    for (let stale = 0; stale < PATIENCE; stale++) {
      const next = worse(target, best, target.change(r, best.input));
      if (next.error > best.error) stale = 0;
      best = next;
      tries--;
    }
    if (best.error > worst.error) worst = best;
  }
  return worst;
}

function worse(target: Target, best: Catch, input: Input): Catch {
  const error = target.error(input);
  return error >= best.error ? { error, input } : best;
}

/** An input as make_golden.py reads it. */
function golden(group: Target["group"], [a, b]: Input): object {
  const first = [...a!];
  switch (group) {
    case "logits": {
      const t = first.indexOf(Math.max(...first));
      return { z: first, t, y: b ? [...b] : first.map((_, j) => j === t ? 1 : 0) };
    }
    case "binary":
      return { x: first[0], y: b![0] };
    case "scalar":
      return { x: first[0] };
    case "probability":
      return { p: first[0], y: 0.5 };
    case "distribution":
      return { p: first };
    case "pair":
      return { p: first, q: [...b!] };
  }
}

/** The number after an option. */
function numberAfter(option: string, otherwise: number): number {
  const at = Deno.args.indexOf(option);
  return at < 0 ? otherwise : Number(Deno.args[at + 1]);
}

async function main(): Promise<void> {
  const names = Deno.args.filter((name) => name in TARGETS);
  const found: Record<string, object[]> = {};
  for (const name of names.length > 0 ? names : Object.keys(TARGETS)) {
    const target = TARGETS[name]!;
    const { error, input } = hunt(
      target,
      new Random(numberAfter("--seed", 1)),
      numberAfter("--tries", 2e5),
    );
    console.log(`${name}: ${error.toFixed(3)} ulp at ${JSON.stringify(input.map((x) => [...x]))}`);
    (found[target.group] ??= []).push(golden(target.group, input));
  }
  if (Deno.args.includes("--write")) await keep(found);
}

/** Adds inputs to those found before, as every arithmetic has its own worst. */
async function keep(found: Record<string, object[]>): Promise<void> {
  const kept: Record<string, object[]> = JSON.parse(await Deno.readTextFile(WORST));
  for (const [group, inputs] of Object.entries(found)) {
    const known = new Set(kept[group]!.map((input) => JSON.stringify(input)));
    kept[group]!.push(...inputs.filter((input) => !known.has(JSON.stringify(input))));
  }
  await Deno.writeTextFile(WORST, format(kept));
}

/** One input a line. */
function format(found: Record<string, object[]>): string {
  const groups = Object.entries(found).map(([group, inputs]) =>
    `"${group}":[\n${inputs.map((input) => JSON.stringify(input)).join(",\n")}\n]`
  );
  return `{${groups.join(",\n")}}\n`;
}

if (Deno.args.includes("--help")) console.log(HELP);
else if (import.meta.main) await main();
