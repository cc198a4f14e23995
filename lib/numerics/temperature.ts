import { Site } from "../types/site.ts";

/** Reads the option `temperature`: a positive finite number, 1 if absent. */
export function temperatureOf(task: string, temperature = 1): number {
  if (typeof temperature === "number" && temperature > 0 && temperature < Infinity) {
    return temperature;
  }
  const must = "temperature must be a positive finite number";
  return new Site(task, "temperature").refuse(must, temperature);
}
