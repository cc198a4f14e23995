/** Maps items by an asynchronous function, some at a time; results are in the items' order. */
export async function mapPool<T, R>(
  items: readonly T[],
  size: number,
  work: (item: T) => Promise<R>,
): Promise<R[]> {
  const results: R[] = new Array(items.length);
  const queue = items.entries();
  async function worker(): Promise<void> {
    for (const [i, item] of queue) results[i] = await work(item);
  }
  await Promise.all(Array.from({ length: Math.min(size, items.length) }, worker));
  return results;
}
