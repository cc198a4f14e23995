import { logSumExp } from "@surprisal/loss";

/** The largest term out of the sum, log1p of the rest; both parts have one sign, so nothing cancels. */
function loss(z: number[], t: number): number {
  const max = Math.max(...z);
  const leader = z.indexOf(max);
  const rest = z.reduce((sum, z_i, i) => i === leader ? sum : sum + Math.exp(z_i - max), 0);
  return max - z[t]! + Math.log1p(rest);
}

function usual(z: number[], t: number): number {
  const max = Math.max(...z);
  return max + Math.log(z.reduce((sum, z_i) => sum + Math.exp(z_i - max), 0)) - z[t]!;
}

function onePass(stream: Iterable<number>): number {
  let [max, sum] = [-Infinity, 0];
  for (const z of stream) {
    if (z === -Infinity) continue;
    if (z > max) [max, sum] = [z, sum * Math.exp(max - z) + 1];
    else sum += Math.exp(z - max);
  }
  return max + Math.log(sum);
}

function withoutRescaling(stream: Iterable<number>): number {
  let [max, sum] = [-Infinity, 0];
  for (const z of stream) {
    max = Math.max(max, z);
    sum += Math.exp(z - max);
  }
  return max + Math.log(sum);
}

export const solutions = {
  "E12.1": 37, // e^-36 is more than half of 2^-52, e^-37 is less
  "E12.2": loss,
  "E12.3": onePass,
  "E12.4": [NaN, 1], // a network that is broken altogether costs nothing
};

export const wrong = {
  "E12.1": [36, 38, 746],
  "E12.2": [
    (z: number[], t: number) =>
      -Math.log(Math.exp(z[t]!) / z.reduce((sum, z_i) => sum + Math.exp(z_i), 0)), // as it was
    usual, // no overflow, but few digits
    (z: number[], t: number) =>
      Math.log1p(z.reduce((sum, z_i, i) => i === t ? sum : sum + Math.exp(z_i - z[t]!), 0)), // overflows for losers
  ],
  "E12.3": [
    withoutRescaling,
    (stream: Iterable<number>) => Math.log([...stream].reduce((sum, z) => sum + Math.exp(z), 0)),
    (stream: Iterable<number>) => logSumExp([...stream].slice(0, 1)), // reads the first only
  ],
  "E12.4": [[1, 1], [0, 1], [0.5, 0], [2, 2]],
};
