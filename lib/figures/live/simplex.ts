import { crossEntropy } from "../../information/cross_entropy.ts";
import { entropy } from "../../information/entropy.ts";
import { klDivergence } from "../../information/kl_divergence.ts";
import { fixed } from "../format.ts";
import { run } from "./run.ts";
import type { LiveModel } from "./model.ts";
import { share } from "./share.ts";
import { drawSimplex, handlesOfSimplex, heightOfSimplex } from "./simplex_view.ts";
import { amount, list } from "./words.ts";

/** Properties of the live figure `simplex`. */
export interface SimplexProps {
  /** The truth at the start: three probabilities. */
  readonly p: readonly number[];
  /** The prediction at the start: three probabilities. */
  readonly q: readonly number[];
  /** Predictions to jump to, by the name on their button. Default: none but the truth. */
  readonly presets?: Readonly<Record<string, readonly number[]>>;
  /** Heights of the lines above H(p) in nats, each > 0, ascending. Default: 0.01 to 0.8. */
  readonly levels?: readonly number[];
  /** Names of the three corners. Default: `class 0` to `class 2`. */
  readonly labels?: readonly [string, string, string];
}

/** The state of `simplex`: the truth and the prediction. */
export interface SimplexState {
  readonly p: readonly number[];
  readonly q: readonly number[];
}

/** What `simplex` computes; all in nats but the distance. */
export interface Simplex {
  readonly entropy: number;
  readonly crossEntropy: number;
  readonly divergence: number;
  /** The straight way from p to q on paper: the root of the summed squares. */
  readonly paper: number;
}

/** Entropy, cross-entropy, divergence and the distance on paper of truth and prediction. */
export function simplex(p: readonly number[], q: readonly number[]): Simplex {
  return {
    entropy: entropy(p),
    crossEntropy: crossEntropy(p, q),
    divergence: klDivergence(p, q),
    paper: Math.hypot(...p.map((p_i, i) => p_i - q[i]!)),
  };
}

/** Heights of the lines where none are asked for, in nats. */
const LEVELS = [0.01, 0.05, 0.1, 0.2, 0.4, 0.8];

/** Names of the corners where none are given. */
const LABELS = ["class 0", "class 1", "class 2"] as const;

/** The button that takes q to the truth. */
const TO_TRUTH = "the truth p";

/** Refuses what is no distribution over three classes. */
function check(name: string, q: readonly number[]): void {
  entropy(q);
  if (q.length === 3) return;
  throw new TypeError(
    `Cannot start simplex as ${name} must have three probabilities: found ${q.length}`,
  );
}

/** What the numbers say. */
function verdict({ entropy, crossEntropy, divergence }: Simplex): string {
  const H = `${fixed(entropy, 4)} nats`;
  if (divergence === 0) {
    return `q is p. The cross-entropy is the entropy, ${H}: the least there is for this p.`;
  }
  if (divergence === Infinity) {
    return "q gives 0 to a class that comes: cross-entropy and divergence are infinite.";
  }
  return `Believing q costs ${fixed(crossEntropy, 4)} nats: the entropy of p, ${H}, and ` +
    `${fixed(divergence, 4)} on top. Every q on the thick line costs the same.`;
}

/** The model of `simplex`. */
export const SIMPLEX: LiveModel<SimplexProps, SimplexState> = {
  start({ p, q, presets = {} }) {
    for (const [name, each] of Object.entries({ p, q, ...presets })) check(name, each);
    return { p, q };
  },
  controls({ labels = LABELS, presets = {} }, state) {
    const sliders = labels.flatMap((label, i) =>
      (["p", "q"] as const).map((name) => ({
        kind: "slider" as const,
        name: `${name}${i}`,
        label: `${name} of ${label}`,
        min: 0,
        max: 1,
        step: 0.01,
        value: state[name][i]!,
        text: fixed(state[name][i]!, 3),
      }))
    );
    const options = [...Object.keys(presets), TO_TRUTH];
    return [...sliders, { kind: "buttons", name: "preset", label: "Move q to", options }];
  },
  change({ presets = {} }, state, name, value) {
    if (name === "preset") return { ...state, q: presets[value as string] ?? state.p };
    const point = name[0] as "p" | "q";
    const moved = typeof value === "object"
      ? value
      : share(state[point], Number(name[1]), Number(value), 1);
    return { ...state, [point]: moved };
  },
  view({ labels = LABELS, levels = LEVELS }, { p, q }, width) {
    const now = simplex(p, q);
    const scene = { p, q, labels, divergence: now.divergence, levels, width };
    return {
      svg: drawSimplex(scene),
      height: heightOfSimplex(width),
      handles: handlesOfSimplex(scene),
      label:
        `Triangle of the predictions over three classes, with lines of equal divergence around ` +
        `the truth p = ${list(p)}; the prediction q = ${list(q)} has ` +
        `${amount(now.divergence, 3)} nats.`,
      tiles: [
        { name: "entropy", label: "H(p) (nats)", value: fixed(now.entropy, 4) },
        { name: "cross", label: "H(p, q) (nats)", value: amount(now.crossEntropy, 4) },
        {
          name: "divergence",
          label: "D(p‖q) (nats)",
          value: amount(now.divergence, 4),
          note: "H(p, q) − H(p)",
        },
        { name: "paper", label: "p to q on paper", value: fixed(now.paper, 4) },
      ],
      words: verdict(now),
    };
  },
};

/**
 * Puts the figure into an element: drag truth and prediction in the triangle of all distributions
 * over three classes, and see entropy, cross-entropy and divergence, and which predictions cost the
 * same.
 *
 * @example The cell of a notebook
 * ```ts
 * import { figure, live, simplexContours } from "@surprisal/loss/figures";
 * import { klDivergence } from "@surprisal/loss";
 *
 * const [p, q] = [[0.6, 0.3, 0.1], [0.4, 0.35, 0.25]];
 * const lines = simplexContours((q) => klDivergence(p, q), {
 *   levels: [0.05, 0.2, 0.8],
 *   along: [p, [0, 1, 0]],
 *   points: [{ q: p, label: "p" }, { q, label: "q" }],
 * });
 * live("simplex", { p, q }, figure(lines, {
 *   alt: "Triangle with lines of equal divergence from p = 0.6, 0.3, 0.1; q has 0.105 nats",
 *   caption: "Lines of equal divergence are no circles: they crowd where a class is denied.",
 * }));
 * ```
 */
export function mount(host: HTMLElement, props: SimplexProps): void {
  run(host, SIMPLEX, props);
}
