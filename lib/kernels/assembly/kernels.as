// What the module offers: see rows32.as and rows64.as.

export { rows32, scale32 } from "./rows32";
export { rows64, scale64 } from "./rows64";
