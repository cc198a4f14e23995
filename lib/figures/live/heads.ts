import { sigmoidBinaryCrossEntropy } from "../../losses/sigmoid_binary_cross_entropy.ts";
import { softmaxCrossEntropy } from "../../losses/softmax_cross_entropy.ts";
import { sigmoid } from "../../numerics/sigmoid.ts";
import { softmax } from "../../numerics/softmax.ts";
import { fixed, short } from "../format.ts";
import { run } from "./run.ts";
import { columnHandles } from "./columns.ts";
import type { LiveModel } from "./model.ts";
import { panels } from "./panels.ts";
import { list } from "./words.ts";

/** Properties of the live figure `heads`. */
export interface HeadsProps {
  /** The logits at the start, shape `[K]`, each in [-8, 8]. */
  readonly z: readonly number[];
  /** Index of the true class, an integer in [0, K). */
  readonly target: number;
}

/** What three heads make of the same logits. */
export interface Heads {
  readonly softmax: readonly number[];
  readonly sigmoids: readonly number[];
  /** Softmax of the softmax, by mistake. */
  readonly twice: readonly number[];
  /** Loss of the softmax head, in nats. */
  readonly softmaxLoss: number;
  /** Summed binary losses of the K sigmoids, in nats. */
  readonly sigmoidsLoss: number;
  /** Loss of the double softmax, in nats. */
  readonly twiceLoss: number;
  /** What no double softmax of K classes gets below, in nats. */
  readonly floor: number;
}

/** Probabilities and losses of three heads on the same logits. */
export function heads(z: readonly number[], target: number): Heads {
  const q = Array.from(softmax(z));
  const y = z.map((_, k) => Number(k === target));
  return {
    softmax: q,
    sigmoids: Array.from(sigmoid(z)),
    twice: Array.from(softmax(q)),
    softmaxLoss: softmaxCrossEntropy(z, target),
    sigmoidsLoss: sigmoidBinaryCrossEntropy(z, y, { reduction: "sum" }),
    twiceLoss: softmaxCrossEntropy(q, target),
    floor: softmaxCrossEntropy(y, target),
  };
}

/** The end of every slider. */
const MOST = 8;

/** The model of `heads`; its state is the logits. */
export const HEADS: LiveModel<HeadsProps, readonly number[]> = {
  start({ z, target }) {
    heads(z, target);
    const off = z.findIndex((z_k) => Math.abs(z_k) > MOST);
    if (off < 0) return z;
    throw new RangeError(
      `Cannot start heads as each logit must be in [-${MOST}, ${MOST}]: z[${off}] is ${z[off]}`,
    );
  },
  controls({ target }, z) {
    return z.map((value, k) => ({
      kind: "slider",
      name: String(k),
      label: k === target ? `logit ${k}, true` : `logit ${k}`,
      min: -MOST,
      max: MOST,
      step: 0.1,
      value,
      text: fixed(value, 1),
    }));
  },
  change(_props, z, name, value) {
    return z.with(Number(name), Math.min(Math.max(value as number, -MOST), MOST));
  },
  view({ target }, z, width) {
    const now = heads(z, target);
    const sum = now.sigmoids.reduce((total, s) => total + s, 0);
    const { svg, height, layouts } = panels([
      { title: "logits z: drag", values: z, domain: [-MOST, MOST], target },
      { title: "softmax(z)", values: now.softmax, domain: [0, 1], target },
      { title: "sigmoid of each", values: now.sigmoids, domain: [0, 1], target },
      { title: "softmax twice", values: now.twice, domain: [0, 1], target },
    ], width);
    return {
      svg,
      height,
      handles: columnHandles(z.map((_, k) => String(k)), layouts[0]!, [-MOST, MOST]),
      label: `Logits ${list(z)}. Softmax ${list(now.softmax)}. Sigmoids ${list(now.sigmoids)}. ` +
        `Softmax of the softmax ${list(now.twice)}. Class ${target} is true.`,
      tiles: [
        { name: "softmax", label: "softmax loss (nats)", value: fixed(now.softmaxLoss, 4) },
        {
          name: "sigmoids",
          label: `${z.length} binary losses (nats)`,
          value: fixed(now.sigmoidsLoss, 4),
          note: `sigmoids add up to ${short(sum, 3)}`,
        },
        {
          name: "twice",
          label: "softmax twice (nats)",
          value: fixed(now.twiceLoss, 4),
          note: `never below ${fixed(now.floor, 4)}`,
        },
      ],
      words:
        `The same logits: softmax gives the true class ${short(now.softmax[target]!, 3)}, its ` +
        `own sigmoid ${short(now.sigmoids[target]!, 3)}, and softmax applied twice ` +
        `${short(now.twice[target]!, 3)}.`,
    };
  },
};

/**
 * Puts the figure into an element: move the logits, and see what three heads make of them: softmax,
 * a sigmoid for each class, and softmax applied twice by mistake.
 *
 * @example The cell of a notebook
 * ```ts
 * import { figure, live, predictionBars } from "@surprisal/loss/figures";
 * import { softmax } from "@surprisal/loss";
 *
 * const z = [2, 1, 0, -1];
 * live("heads", { z, target: 0 }, figure(predictionBars(softmax(z), { target: 0 }), {
 *   alt: "Softmax of the logits 2, 1, 0, -1: 0.644, 0.237, 0.087, 0.032",
 *   caption: "Sigmoids need not add up to 1; softmax applied twice cannot be sure.",
 * }));
 * ```
 */
export function mount(host: HTMLElement, props: HeadsProps): void {
  run(host, HEADS, props);
}
