import * as loss from "@surprisal/loss";
import type { Openings } from "./opening.ts";

const half = [0.5, 0.5];
const z = [[0, 1], [2, 3]];
const two = [0, 1];

/** The functions of lib/learning, and each of their arguments in each of its forms. */
export const LEARNING: Openings = {
  SoftmaxRegression: [
    ["features", "number", (x) => new loss.SoftmaxRegression(x, 2)],
    ["classes", "number", (x) => new loss.SoftmaxRegression(2, x)],
    ["x", "table", (x) => new loss.SoftmaxRegression(2, 2).logits(x)],
    ["x", "table", (x) => new loss.SoftmaxRegression(2, 2).gradient(x, two)],
    ["labels", "labels", (x) => new loss.SoftmaxRegression(2, 2).gradient(z, x)],
    ["x", "table", (x) => new loss.SoftmaxRegression(2, 2).trainEpoch(x, two, { rate: 1 })],
    ["labels", "labels", (x) => new loss.SoftmaxRegression(2, 2).trainEpoch(z, x, { rate: 1 })],
    ["options", "options", (x) => new loss.SoftmaxRegression(2, 2).gradient(z, two, x)],
    ["options", "options", (x) => new loss.SoftmaxRegression(2, 2).trainEpoch(z, two, x)],
  ],
  calibrationError: [["curve", "options", loss.calibrationError]],
  fitTemperature: [
    ["z", "table", (x) => loss.fitTemperature(x, two)],
    ["labels", "labels", (x) => loss.fitTemperature(z, x)],
  ],
  reliabilityCurve: [
    ["confidence", "chances", (x) => loss.reliabilityCurve(x, [0, 1])],
    ["correct", "flags", (x) => loss.reliabilityCurve(half, x)],
    ["options", "options", (x) => loss.reliabilityCurve(half, [0, 1], x)],
    ["bins", "number", (x) => loss.reliabilityCurve(half, [0, 1], { bins: x })],
  ],
};
