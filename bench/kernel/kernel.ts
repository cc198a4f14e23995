/**
 * What our kernel costs beside Deno's own, in turns: start, time a cell, ten thousand lines, memory, eight at once.
 *
 *     deno run -A bench/kernel/kernel.ts [--quick] [--write]
 *
 * Times are medians of pairs taken in turns, so that what else the machine does hits both. With `--write` the table
 * goes into bench/kernel/README.md.
 */
import { formatTable } from "../../lib/notebook/format_table.ts";
import { TestFrontend } from "../../tests/notebook/kernel/frontend.ts";

const QUICK = Deno.args.includes("--quick");
const STARTS = QUICK ? 3 : 15;
const CELLS = QUICK ? 40 : 300;
const AT_ONCE = 8;

/** One kernel and the other. */
type Pair<T> = readonly [ours: T, stock: T];

async function timed(action: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await action();
  return performance.now() - start;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;
}

function quantile(values: readonly number[], q: number): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length * q)]!;
}

/** Kernel, children and their children: resident memory in megabytes. */
async function memory(pid: number): Promise<number> {
  const { stdout } = await new Deno.Command("ps", { args: ["-eo", "pid=,ppid=,rss="] }).output();
  const rows = new TextDecoder().decode(stdout).trim().split("\n")
    .map((line) => line.trim().split(/\s+/).map(Number) as [number, number, number]);
  const family = new Set([pid]);
  for (let grown = true; grown;) {
    grown = false;
    for (const [child, parent] of rows) {
      if (family.has(parent) && !family.has(child)) grown = !!family.add(child);
    }
  }
  return rows.reduce((sum, [id, , rss]) => sum + (family.has(id) ? rss : 0), 0) / 1024;
}

/** From the start of the process to the idle of a first cell. */
async function start(stock: boolean): Promise<number> {
  const begin = performance.now();
  await using kernel = await TestFrontend.open({ stock });
  await kernel.execute("1");
  return performance.now() - begin;
}

async function startTimes(): Promise<Pair<number>> {
  const times: [number[], number[]] = [[], []];
  for (let i = 0; i < STARTS; i++) {
    times[0].push(await start(false));
    times[1].push(await start(true));
  }
  return [median(times[0]), median(times[1])];
}

/** Times of one cell, from its request to its idle. */
async function cellTimes(kernels: Pair<TestFrontend>, code: string): Promise<Pair<number[]>> {
  const times: [number[], number[]] = [[], []];
  for (let i = 0; i < CELLS; i++) {
    for (const k of [0, 1] as const) times[k].push(await timed(() => kernels[k].execute(code)));
  }
  return times;
}

/** Until all lines are there, whoever says that the cell is done. */
async function lineTimes(kernels: Pair<TestFrontend>): Promise<Pair<number>> {
  const times: [number[], number[]] = [[], []];
  for (let i = 0; i < (QUICK ? 1 : 5); i++) {
    for (const k of [0, 1] as const) {
      const first = kernels[k].published.length;
      times[k].push(
        await timed(async () => {
          await kernels[k].execute("for (let k = 0; k < 10000; k++) console.log(k);");
          await kernels[k].until(
            ({ content }) => String(content.text ?? "").endsWith("9999\n"),
            first,
          );
        }),
      );
    }
  }
  return [median(times[0]), median(times[1])];
}

/** Eight kernels start and run fifty cells each. */
async function atOnce(stock: boolean): Promise<number> {
  return await timed(() =>
    Promise.all(Array.from({ length: AT_ONCE }, async () => {
      await using kernel = await TestFrontend.open({ stock });
      for (let i = 0; i < 50; i++) await kernel.execute(`console.log(${i}); ${i}`);
    }))
  );
}

const ms = (value: number) => `${value.toFixed(1)} ms`;
const rows: string[][] = [];
const starts = await startTimes();
rows.push(["start to the end of a first cell", ...starts.map(ms), ""]);
{
  await using ours = await TestFrontend.open();
  await using stock = await TestFrontend.open({ stock: true });
  const kernels = [ours, stock] as const;
  await cellTimes(kernels, "0"); // both warm
  for (const code of ["1 + 1", 'console.log("a"); 1', "[1, 2, 3].map((x) => x ** 2)"]) {
    const [left, right] = await cellTimes(kernels, code);
    const more = median(left.map((time, i) => time - right[i]!));
    rows.push([`a cell: ${code}`, ms(median(left)), ms(median(right)), `+${ms(more)}`]);
    rows.push(["  19 of 20 within", ms(quantile(left, 0.95)), ms(quantile(right, 0.95)), ""]);
  }
  rows.push(["10,000 lines, all arrived", ...(await lineTimes(kernels)).map(ms), ""]);
  const held = await Promise.all(kernels.map(({ process }) => memory(process.pid)));
  rows.push(["memory with all its processes", ...held.map((mb) => `${mb.toFixed(0)} MB`), ""]);
}
const eight = [await atOnce(false), await atOnce(true)];
rows.push([`${AT_ONCE} at once, 50 cells each`, ...eight.map(ms), ""]);

const table = formatTable(["", "ours", "Deno's own", "difference"], rows);
console.log(table);
if (Deno.args.includes("--write")) {
  const path = new URL("./README.md", import.meta.url);
  const text = await Deno.readTextFile(path);
  const block = `<!-- times -->\n\n\`\`\`text\n${table}\n\`\`\`\n\n<!-- /times -->`;
  await Deno.writeTextFile(path, text.replace(/<!-- times -->.*<!-- \/times -->/s, block));
}
