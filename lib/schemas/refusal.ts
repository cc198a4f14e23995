/**
 * Runs a reader of the library. Gives the sentence with which it refuses what it was handed, or
 * undefined if it does not; any other error is a fault of ours and is thrown on.
 */
export function refusalOf(task: string, read: () => unknown): string | undefined {
  try {
    read();
  } catch (error) {
    const refuses = error instanceof TypeError || error instanceof RangeError;
    if (refuses && error.message.startsWith(`Cannot ${task} as `)) return error.message;
    throw error;
  }
}

/**
 * Where a refusal says that the offence stands, below the argument `name`: `[3, 1]` for
 * `Cannot … as …: z[3][1] is NaN`. A refusal that names the argument alone stands at `[]`.
 */
export function positionIn(refusal: string, task: string, name: string): (string | number)[] {
  const [must = "", found = ""] = refusal.slice(`Cannot ${task} as `.length).split(/: (.*)/s);
  for (const part of [found, must]) {
    const place = part.replace(/^(?:the sum|the sum of those|every entry) of /, "");
    if (place.startsWith(name)) return stepsOf(place.slice(name.length));
  }
  return [];
}

/** The indices and keys that a text begins with: `[3].data is` has 3 and data. */
function stepsOf(text: string): (string | number)[] {
  const steps = text.match(/^(?:\[\d+\]|\.\w+)*/)![0].matchAll(/\[(\d+)\]|\.(\w+)/g);
  return Array.from(steps, ([, index, key]) => key ?? Number(index));
}
