import { softmaxCrossEntropy } from "../../losses/softmax_cross_entropy.ts";
import { softmaxCrossEntropyGradient } from "../../losses/softmax_cross_entropy_gradient.ts";
import { softmax } from "../../numerics/softmax.ts";
import { fixed, short } from "../format.ts";
import { run } from "./run.ts";
import { columnHandles } from "./columns.ts";
import type { LiveModel } from "./model.ts";
import { panels } from "./panels.ts";
import { list } from "./words.ts";

/** Properties of the live figure `softmax-sliders`. */
export interface SoftmaxSlidersProps {
  /** The logits at the start, shape `[K]`, each in [-5, 5]. */
  readonly z: readonly number[];
  /** Index of the true class, an integer in [0, K). */
  readonly target: number;
}

/** What `softmax-sliders` computes from logits. */
export interface SoftmaxSliders {
  readonly q: readonly number[];
  /** Gradient of the loss by the logits, `q - y`. */
  readonly gradient: readonly number[];
  /** Softmax cross-entropy in nats. */
  readonly loss: number;
}

/** Softmax, loss and gradient of one vector of logits. */
export function softmaxSliders(z: readonly number[], target: number): SoftmaxSliders {
  return {
    q: Array.from(softmax(z)),
    gradient: Array.from(softmaxCrossEntropyGradient(z, target)),
    loss: softmaxCrossEntropy(z, target),
  };
}

/** The end of every slider. */
const MOST = 5;

/** What the buttons do. */
const [MORE, LESS, STEP, START] = ["add 1 to all", "take 1 from all", "one gradient step", "start"];

function inside(z: readonly number[]): boolean {
  return z.every((z_k) => Math.abs(z_k) <= MOST);
}

function pressed({ z: start, target }: SoftmaxSlidersProps, z: readonly number[], button: string) {
  if (button === START) return start;
  const { gradient } = softmaxSliders(z, target);
  const next = z.map((z_k, k) =>
    button === MORE ? z_k + 1 : button === LESS ? z_k - 1 : z_k - gradient[k]!
  );
  return inside(next) ? next : z;
}

/** The model of `softmax-sliders`; its state is the logits. */
export const SOFTMAX_SLIDERS: LiveModel<SoftmaxSlidersProps, readonly number[]> = {
  start({ z, target }) {
    softmaxSliders(z, target);
    const off = z.findIndex((z_k) => Math.abs(z_k) > MOST);
    if (off < 0) return z;
    throw new RangeError(
      `Cannot start softmax-sliders as each logit must be in [-${MOST}, ${MOST}]: ` +
        `z[${off}] is ${z[off]}`,
    );
  },
  controls({ target }, z) {
    const sliders = z.map((value, k) => ({
      kind: "slider" as const,
      name: String(k),
      label: k === target ? `logit ${k}, true` : `logit ${k}`,
      min: -MOST,
      max: MOST,
      step: 0.05,
      value,
      text: fixed(value, 2),
    }));
    return [...sliders, {
      kind: "buttons",
      name: "press",
      label: "Logits:",
      options: [MORE, LESS, STEP, START],
    }];
  },
  change(props, z, name, value) {
    if (name === "press") return pressed(props, z, value as string);
    return z.with(Number(name), Math.min(Math.max(value as number, -MOST), MOST));
  },
  view({ target }, z, width) {
    const { q, gradient, loss } = softmaxSliders(z, target);
    const total = gradient.reduce((sum, slope) => sum + slope, 0);
    const { svg, height, layouts } = panels([
      { title: "logits z: drag", values: z, domain: [-MOST, MOST], target },
      { title: "q = softmax(z)", values: q, domain: [0, 1], target },
      { title: "gradient q − y", values: gradient, domain: [-1, 1], target },
    ], width);
    return {
      svg,
      height,
      handles: columnHandles(z.map((_, k) => String(k)), layouts[0]!, [-MOST, MOST]),
      label: `Logits ${list(z)}. Softmax ${list(q)}. Gradient by the logits ${list(gradient)}. ` +
        `Class ${target} is true.`,
      tiles: [
        { name: "loss", label: "loss (nats)", value: fixed(loss, 6) },
        { name: "q", label: "q of the true class", value: fixed(q[target]!, 6) },
        {
          name: "total",
          label: "sum of the gradient",
          value: fixed(total, 6),
          note: "always 0",
        },
      ],
      words: `Softmax gives the true class ${short(q[target]!, 3)}, so the loss is ` +
        `${fixed(loss, 4)} nats. Its logit is pushed up by ${short(-gradient[target]!, 3)}, and ` +
        `the others are pushed down by just as much in all.`,
    };
  },
};

/**
 * Puts the figure into an element: move the logits, and see softmax and the gradient `q - y` follow;
 * adding one number to all logits changes neither.
 *
 * @example The cell of a notebook
 * ```ts
 * import { figure, live, predictionBars } from "@surprisal/loss/figures";
 *
 * const q = [0.1, 0.5, 0.1, 0.1, 0.2];
 * live("softmax-sliders", { z: q.map(Math.log), target: 0 }, figure(
 *   predictionBars(q, { target: 0 }),
 *   {
 *     alt: "Softmax of five logits: 0.1 for the true class, then 0.5, 0.1, 0.1 and 0.2",
 *     caption: "Move one logit, and every entry of the gradient q - y moves.",
 *   },
 * ));
 * ```
 */
export function mount(host: HTMLElement, props: SoftmaxSlidersProps): void {
  run(host, SOFTMAX_SLIDERS, props);
}
