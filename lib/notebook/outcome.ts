/** What came first: the value, the end of the time, or the death of who should have answered. */
export type Outcome<T, D> =
  | { readonly kind: "value"; readonly value: T }
  | { readonly kind: "timeout" }
  | { readonly kind: "death"; readonly death: D };

/** Waits for a value for some seconds, and not longer than its giver lives. */
export async function awaitOutcome<T, D>(
  value: Promise<T>,
  death: Promise<D>,
  seconds: number,
): Promise<Outcome<T, D>> {
  let timer: ReturnType<typeof setTimeout>;
  const timeout = new Promise<Outcome<T, D>>((resolve) => {
    timer = setTimeout(() => resolve({ kind: "timeout" }), seconds * 1000);
  });
  try {
    return await Promise.race([
      value.then((value): Outcome<T, D> => ({ kind: "value", value })),
      death.then((death): Outcome<T, D> => ({ kind: "death", death })),
      timeout,
    ]);
  } finally {
    clearTimeout(timer!);
  }
}
