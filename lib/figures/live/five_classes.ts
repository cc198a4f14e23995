import { crossEntropy } from "../../information/cross_entropy.ts";
import { brierScore } from "../../losses/brier_score.ts";
import { softmaxCrossEntropy } from "../../losses/softmax_cross_entropy.ts";
import { softmaxCrossEntropyGradient } from "../../losses/softmax_cross_entropy_gradient.ts";
import { fixed, short } from "../format.ts";
import { run } from "./run.ts";
import {
  drawFiveClasses,
  type FiveClasses,
  handlesOfFiveClasses,
  heightOfFiveClasses,
} from "./five_classes_view.ts";
import type { LiveModel } from "./model.ts";
import { share } from "./share.ts";

/** Properties of the live figure `five-classes`. */
export interface FiveClassesProps {
  /** The prediction at the start, shape `[K]`; the probability of the true class stays as it is. */
  readonly q: readonly number[];
  /** Index of the true class, an integer in [0, K). */
  readonly target: number;
  /** Splits to jump to, by the name on their button; each with the same true class probability. */
  readonly presets?: Readonly<Record<string, readonly number[]>>;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** The one-hot truth. */
function truth(target: number, K: number): number[] {
  return Array.from({ length: K }, (_, k) => Number(k === target));
}

/** Gradient of -ln q_t by probabilities that move freely, off the simplex too. */
function byFree(q: readonly number[], target: number): number[] {
  return q.map((q_k, k) => k === target ? -1 / q_k : 0);
}

/**
 * Loss, Brier score, the loss one step later and four gradients of one prediction.
 *
 * @param q Probabilities, shape `[K]`.
 * @param target Index of the true class.
 */
export function fiveClasses(q: readonly number[], target: number): FiveClasses {
  const z = q.map(Math.log);
  const free = byFree(q, target);
  const byLogits = Array.from(softmaxCrossEntropyGradient(z, target));
  const stepped = z.map((z_k, k) => z_k === -Infinity ? z_k : z_k - byLogits[k]!);
  return {
    loss: crossEntropy(truth(target, q.length), q),
    brier: brierScore(q, target),
    next: softmaxCrossEntropy(stepped, target),
    gradients: [
      { by: "by free q", values: free },
      { by: "by renormalised q", values: free.map((slope) => 1 / sum(q) + slope) },
      { by: "along the simplex", values: free.map((slope) => slope - sum(free) / q.length) },
      { by: "by logits z", values: byLogits },
    ],
  };
}

/** Refuses a preset that would move what must stand still. */
function checkPreset(
  name: string,
  preset: readonly number[],
  q: readonly number[],
  target: number,
): void {
  fiveClasses(preset, target);
  if (preset.length === q.length && preset[target] === q[target]) return;
  throw new RangeError(
    `Cannot start five-classes as each preset must have ${q.length} classes and give the true one ` +
      `${q[target]}: ${name} has ${preset.length} and gives ${preset[target]}`,
  );
}

/** The model of `five-classes`; its state is the prediction. */
export const FIVE_CLASSES: LiveModel<FiveClassesProps, readonly number[]> = {
  start({ q, target, presets = {} }) {
    fiveClasses(q, target);
    for (const [name, preset] of Object.entries(presets)) checkPreset(name, preset, q, target);
    return q;
  },
  controls({ target, presets }, q) {
    const free = 1 - q[target]!;
    const sliders = q.flatMap((value, k) =>
      k === target ? [] : [{
        kind: "slider" as const,
        name: String(k),
        label: `class ${k}`,
        min: 0,
        max: free,
        step: free / 90,
        value,
        text: fixed(value, 3),
      }]
    );
    if (presets === undefined) return sliders;
    const options = Object.keys(presets);
    return [...sliders, { kind: "buttons", name: "preset", label: "Go to", options }];
  },
  change({ target, presets }, q, name, value) {
    if (name === "preset") return presets![value as string]!;
    const wrong = q.filter((_, k) => k !== target);
    const at = Number(name) - Number(Number(name) > target);
    return share(wrong, at, value as number, 1 - q[target]!).toSpliced(target, 0, q[target]!);
  },
  view({ q: start, target }, q, width) {
    const now = fiveClasses(q, target);
    const before = fiveClasses(start, target);
    const change = now.brier - before.brier;
    const brier = fixed(now.brier, 4);
    return {
      svg: drawFiveClasses({ q, start, target, now, before, width }),
      height: heightOfFiveClasses(width),
      handles: handlesOfFiveClasses(q, target, width),
      label:
        `Prediction ${q.map((value) => short(value, 3)).join(", ")}; class ${target} is true. ` +
        now.gradients.map(({ by, values }) =>
          `Gradient ${by}: ${values.map((value) => short(value, 3)).join(", ")}`
        ).join(". "),
      tiles: [
        { name: "loss", label: "loss (nats)", value: fixed(now.loss, 6), note: "does not move" },
        {
          name: "brier",
          label: "Brier score",
          value: brier,
          note: Math.abs(change) < 5e-5 ? "as at the start" : change > 0 ? "▲ higher" : "▼ lower",
        },
        {
          name: "next",
          label: "loss after one step (nats)",
          value: fixed(now.next, 6),
          note: Math.abs(change) < 5e-5
            ? "as at the start"
            : `at the start ${fixed(before.next, 3)}`,
        },
      ],
      words: `However the ${short(1 - q[target]!, 3)} is split, the loss stays ${
        fixed(now.loss, 6)
      } nats. The Brier score is ${brier}, and one gradient step takes the loss to ${
        fixed(now.next, 3)
      } nats.`,
    };
  },
};

/**
 * Puts the figure into an element: drag how the wrong probability splits over the wrong classes, and
 * see that the loss does not move while the Brier score and the gradient by the logits do.
 *
 * @example The cell of a notebook
 * ```ts
 * import { figure, live, predictionBars } from "@surprisal/loss/figures";
 *
 * const [A, B] = [[0.1, 0.5, 0.1, 0.1, 0.2], [0.1, 0.6, 0.1, 0.1, 0.1]];
 * live("five-classes", { q: A, target: 0, presets: { A, B } }, figure(
 *   predictionBars(A, { target: 0 }),
 *   {
 *     alt: "Five predicted probabilities: 0.1 for the true class, then 0.5, 0.1, 0.1 and 0.2",
 *     caption: "However the 0.9 is split, the loss and three of its gradients do not move.",
 *   },
 * ));
 * ```
 */
export function mount(host: HTMLElement, props: FiveClassesProps): void {
  run(host, FIVE_CLASSES, props);
}
