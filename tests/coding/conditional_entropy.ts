/**
 * What the symbols of a text cost in bits, from the one at `order` on, when each context of `order`
 * symbols has the distribution of what followed it: by counting strings in maps.
 */
export function conditionalEntropyOf(text: ArrayLike<number>, order: number): number {
  const contexts = new Map<string, Map<number, number>>();
  const symbols = Array.from(text);
  for (let i = order; i < symbols.length; i++) {
    const context = symbols.slice(i - order, i).join();
    const followers = contexts.get(context) ?? new Map<number, number>();
    contexts.set(context, followers.set(symbols[i]!, (followers.get(symbols[i]!) ?? 0) + 1));
  }
  let bits = 0;
  for (const followers of contexts.values()) {
    const counts = [...followers.values()];
    const total = counts.reduce((sum, count) => sum + count, 0);
    for (const count of counts) bits -= count * Math.log2(count / total);
  }
  return bits;
}
