import { describe, Site } from "../types/site.ts";

/** Reads the option `temperature`: a positive finite number, 1 if absent. */
export function temperatureOf(task: string, temperature = 1): number {
  if (typeof temperature === "number" && temperature > 0 && temperature < Infinity) {
    return temperature;
  }
  const site = new Site(task, "temperature");
  const must = "temperature must be a positive finite number";
  return typeof temperature === "number"
    ? site.refuseValue(must, describe(temperature))
    : site.refuseType(must, describe(temperature));
}
