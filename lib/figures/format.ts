/** The typographic minus, as wide as a plus. */
function withMinus(text: string): string {
  return text.replaceAll("-", "−");
}

/** A number with at most `digits` significant digits, without trailing zeros: `2.303`, `−0.9`. */
export function short(x: number, digits = 4): string {
  if (!Number.isFinite(x)) return x === Infinity ? "∞" : x === -Infinity ? "−∞" : "NaN";
  const text = Math.abs(x) >= 1e6 || (x !== 0 && Math.abs(x) < 1e-4)
    ? Number(x.toPrecision(Math.min(digits, 2))).toExponential().replace("e+", "e")
    : String(Number(x.toPrecision(digits)));
  return withMinus(text === "-0" ? "0" : text);
}

/** A number with exactly `decimals` decimals: `2.000`, for columns of sums. */
export function fixed(x: number, decimals: number): string {
  const text = x.toFixed(decimals);
  return withMinus(Number(text) === 0 ? text.replace("-", "") : text);
}

/** A probability: `1/8` when it is one in a power of two, else at most four digits: `0.1`. */
export function probability(p: number): string {
  const parts = 1 / p;
  return p < 1 && Number.isInteger(Math.log2(parts)) ? `1/${short(parts)}` : short(p);
}

/** The unit of a value in words: `1 bit`, `2.303 nats`. */
export function withUnit(text: string, unit: "nats" | "bits"): string {
  return `${text} ${text === "1" ? unit.slice(0, -1) : unit}`;
}

/** Widths of characters in font sizes, taken from a wide typeface on purpose. */
function characterWidth(character: string): number {
  if (/[.,:;'’|il! ]/.test(character)) return 0.37;
  if (/[jtfrI()[\]]/.test(character)) return 0.46;
  if (/[0-9]/.test(character)) return 0.66;
  if (/[mwMW→∞≤≥=+‖]/.test(character)) return 1;
  return /[A-Z_−]/.test(character) ? 0.84 : 0.71;
}

/** Width in pixels that bold text needs at a font size, rather too much than too little. */
export function textWidth(text: string, fontSize: number): number {
  let width = 0;
  for (const character of text) width += characterWidth(character);
  return width * fontSize;
}

/**
 * A number with as many of `digits` significant digits as fit into `room` pixels; the 0 before the
 * point goes before a digit does: `−0.987`, `−.987`, `−.99`, `−1`.
 */
export function fitting(x: number, room: number, fontSize: number, digits = 4): string {
  for (let kept = digits; kept > 0; kept--) {
    const text = short(x, kept);
    const bare = text.replace(/^(−?)0\./, "$1.");
    const found = [text, bare].find((each) => textWidth(each, fontSize) <= room);
    if (found !== undefined) return found;
  }
  return fixed(x, 2).replace("0.", ".").replace(/^−?\.00$/, "≈0");
}

const SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";

/** A power of ten by its exponent, an integer: `10⁻⁸`, and plain `1` and `10`. */
export function powerOfTen(exponent: number): string {
  if (exponent === 0 || exponent === 1) return String(10 ** exponent);
  const digits = String(Math.abs(exponent)).replace(/\d/g, (digit) => SUPERSCRIPTS[Number(digit)]!);
  return `10${exponent < 0 ? "⁻" : ""}${digits}`;
}
