// What the module offers.

export { divergence } from "./divergence";
export { divergence32 } from "./divergence32";
export { farDivergence } from "./far_divergence";
export { farDivergence32 } from "./far_divergence32";
export { gaps } from "./gaps";
export { labelled32, labelled64 } from "./labels";
export { labelledRows32 } from "./quick32";
export { rows32 } from "./rows32";
export { rows64 } from "./rows64";
export { logarithms32, logarithms64, scale32, scale64 } from "./softmax";
export { slopes32, slopes64 } from "./slopes";
export { coefficients32, coefficients64, dots32, dots64 } from "./targets";
export { sigmoidLosses, sigmoidSlopes } from "./sigmoid";
export { surprisal } from "./surprisal";
export { surprisal32 } from "./surprisal32";
