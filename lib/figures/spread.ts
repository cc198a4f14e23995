/** One label on its way: `at` is where it wants to be, `members` which labels share its block. */
interface Block {
  at: number;
  members: number[];
}

/** Where the first member of a block stands when its members are `gap` apart around its middle. */
function start(block: Block, gap: number): number {
  return block.at - (block.members.length - 1) * gap / 2;
}

/** Joins two blocks that touch; the middle is the mean of what all members want. */
function join(a: Block, b: Block): Block {
  const [n, m] = [a.members.length, b.members.length];
  return { at: (a.at * n + b.at * m) / (n + m), members: [...a.members, ...b.members] };
}

/**
 * Moves positions along a line, in the unit they are given in, so that neighbours are at least `gap`
 * apart and the sum of squared shifts is least; the order of `wanted` is that of the result.
 */
export function spread(wanted: readonly number[], gap: number): number[] {
  const order = wanted.map((_, i) => i).sort((a, b) => wanted[a]! - wanted[b]! || a - b);
  const blocks: Block[] = [];
  for (const i of order) {
    let block: Block = { at: wanted[i]!, members: [i] };
    while (blocks.length > 0) {
      const last = blocks.at(-1)!;
      if (start(block, gap) - start(last, gap) >= last.members.length * gap) break;
      block = join(blocks.pop()!, block);
    }
    blocks.push(block);
  }
  const placed = new Array<number>(wanted.length);
  for (const block of blocks) {
    block.members.forEach((i, k) => placed[i] = start(block, gap) + k * gap);
  }
  return placed;
}
