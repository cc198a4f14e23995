/** The prediction of the source question, the true class first. */
export const QUESTION = [0.1, 0.5, 0.1, 0.1, 0.2];

/** The prediction of the comment under it: the same loss, another split of the rest. */
export const COMMENT = [0.1, 0.6, 0.1, 0.1, 0.1];

/** Softmax, written out: figures take plain data, and so do their tests. */
function softmax(z: readonly number[]): number[] {
  const top = Math.max(...z);
  const weights = z.map((x) => Math.exp(x - top));
  const total = weights.reduce((a, b) => a + b, 0);
  return weights.map((weight) => weight / total);
}

/** One step down the gradient of the loss of class 0 by the logits. */
function step(z: readonly number[], size: number): number[] {
  const q = softmax(z);
  return z.map((x, i) => x - size * (q[i]! - (i === 0 ? 1 : 0)));
}

/** Loss of class 0 over time under small steps from a prediction. */
export function descent(q: readonly number[], until: number) {
  const t: number[] = [];
  const loss: number[] = [];
  let z = q.map(Math.log);
  for (let i = 0; i <= 100; i++) {
    t.push(i * until / 100);
    loss.push(-Math.log(softmax(z)[0]!));
    for (let k = 0; k < 10; k++) z = step(z, until / 1000);
  }
  return { t, loss };
}

/** The four gradients of the same loss at a prediction, the true class first. */
export function gradients(q: readonly number[]): Record<string, number[]> {
  const t = (i: number) => i === 0 ? 1 : 0;
  const free = q.map((_, i) => i === 0 ? -1 / q[0]! : 0);
  const mean = free.reduce((a, b) => a + b, 0) / q.length;
  return {
    "free probabilities q": free,
    "probabilities, renormalised": free.map((x) => x + 1),
    "along the simplex (natural gradient)": free.map((x) => x - mean),
    "logits z": q.map((x, i) => x - t(i)),
  };
}

/** A thousand splits of 0.9 over four wrong classes, from a fixed recurrence. */
export function splits(count: number): number[][] {
  let state = 12345;
  const random = () => (state = (state * 1664525 + 1013904223) >>> 0) / 2 ** 32;
  return Array.from({ length: count }, () => {
    const parts = Array.from({ length: 4 }, () => -Math.log(1 - random()));
    const total = parts.reduce((a, b) => a + b, 0);
    return [0.1, ...parts.map((part) => 0.9 * part / total)];
  });
}

/** Brier score before and loss after one step of size 1. */
export function stepped(q: readonly number[], label?: string) {
  const brier = q.reduce((sum, x, i) => sum + (x - (i === 0 ? 1 : 0)) ** 2, 0);
  const loss = -Math.log(softmax(step(q.map(Math.log), 1))[0]!);
  return label === undefined ? { brier, loss } : { brier, loss, label };
}

/** Errors of three numerical derivatives of the loss of class 0 by logit 4, at the question. */
export function derivatives() {
  const z = QUESTION.map(Math.log);
  const truth = QUESTION[4]!;
  const loss = (x: number) =>
    Math.log(QUESTION.reduce((s, q, i) => s + (i === 4 ? Math.exp(x) : q), 0)) - z[0]!;
  const steps = (last: number, pace: number) =>
    Array.from({ length: Math.floor(last / pace) }, (_, i) => 10 ** (-pace * (i + 1)));
  const series = (method: string, h: number[], slope: (h: number) => number) => ({
    method,
    h,
    error: h.map((step) => Math.abs(slope(step) - truth)),
  });
  const complex = (h: number) => {
    const weights = QUESTION.map((
      q,
      i,
    ) => [q * Math.cos(i === 4 ? h : 0), i === 4 ? q * Math.sin(h) : 0]);
    const sum = (part: 0 | 1) => weights.reduce((total, weight) => total + weight[part]!, 0);
    return Math.atan2(sum(1), sum(0)) / h;
  };
  const x = z[4]!;
  return [
    series("forward difference", steps(16, 0.5), (h) => (loss(x + h) - loss(x)) / h),
    series("central difference", steps(16, 0.5), (h) => (loss(x + h) - loss(x - h)) / (2 * h)),
    series("complex step", [...steps(20, 1), 1e-50, 1e-100, 1e-150, 1e-200], complex),
  ];
}
