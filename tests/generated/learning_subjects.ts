import fc from "fast-check";
import * as loss from "@surprisal/loss";
import { type Subject, subject } from "./subject.ts";
import * as v from "./values.ts";

const { unit, probability } = v;

/** The functions of lib/learning. */
export const LEARNING: readonly Subject[] = [
  subject(
    "reliabilityCurve",
    fc.tuple(v.pairs, v.some({ bins: fc.integer({ min: 1, max: 20 }) })).map(([[, q, y], o]) => [
      q,
      y.map((x) => x > 0.5),
      o,
    ]),
    loss.reliabilityCurve,
  ),
  subject(
    "calibrationError",
    v.pairs.map(([, q, y]) => [loss.reliabilityCurve(q, y.map((x) => x > 0.5))]),
    loss.calibrationError,
  ),
  subject(
    "fitTemperature",
    v.logitsTask.filter((t) => t.batched && t.byLabel).map(({ input, target }) => [input, target]),
    loss.fitTemperature,
    /one temperature .* must be the best|must leave every label possible/,
  ),
  subject(
    "SoftmaxRegression",
    fc.tuple(
      fc.constant(2),
      fc.constant(3),
      fc.array(fc.tuple(probability, probability).map((x) => [...x]), {
        minLength: 2,
        maxLength: 2,
      }),
      fc.array(fc.nat(2), { minLength: 2, maxLength: 2 }),
      fc.record(
        { rate: fc.constantFrom(0.1, 1), batchSize: fc.constantFrom(1, 2), unit },
        { requiredKeys: ["rate"] },
      ),
    ),
    (
      features: number,
      classes: number,
      x: number[][],
      labels: number[],
      options: loss.TrainEpochOptions,
    ) => {
      const model = new loss.SoftmaxRegression(features, classes);
      const seen = model.trainEpoch(x, labels, options);
      return [seen, model.logits(x), model.gradient(x, labels), model.weights, model.bias];
    },
  ),
];
