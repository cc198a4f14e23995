/** What the compiler is to judge; calling it is another matter. */
export function judged(_calls: Record<string, () => unknown>): void {}
