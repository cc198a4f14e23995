import type { RenderFunction } from "@observablehq/plot";
import { document } from "./document.ts";
import { PAPER } from "./theme.ts";

const SVG = "http://www.w3.org/2000/svg";

function element(name: string, attributes: Record<string, string | number>): SVGElement {
  const made = document.createElementNS(SVG, name) as SVGElement;
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  return made;
}

/**
 * A mark that draws nothing and defines a fill of slanted stripes, to be used as `url(#id)`: the
 * second channel beside colour, for areas. Stripes are 3 pixels wide, 6 apart.
 */
export function hatch(id: string, colour: string): RenderFunction {
  return () => {
    const pattern = element("pattern", {
      id,
      width: 6,
      height: 6,
      patternUnits: "userSpaceOnUse",
      patternTransform: "rotate(45)",
    });
    pattern.append(element("rect", { width: 6, height: 6, fill: PAPER }));
    pattern.append(element("rect", { width: 3, height: 6, fill: colour }));
    const defs = element("defs", {});
    defs.append(pattern);
    return defs;
  };
}
