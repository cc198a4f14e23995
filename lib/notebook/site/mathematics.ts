import temml from "temml";
import { escapeHtml, Html, trusted } from "./html.ts";

/** What the pages need besides their own style sheet: styles that a page's policy does not let stand in an attribute. */
export class StyleClasses {
  readonly #rules = new Map<string, string>();

  /** The class that stands for the declarations. */
  of(declarations: string): string {
    const known = this.#rules.get(declarations);
    if (known !== undefined) return known;
    const name = `s-${declarations.replace(/[^\w.]+/g, "-").replaceAll(".", "_")}`;
    this.#rules.set(declarations, name);
    return name;
  }

  /** All rules, in the order of their names. */
  css(): string {
    return [...this.#rules].map(([declarations, name]) => `.${name}{${declarations}}`).sort()
      .join("\n");
  }
}

/** An element's tag: its name, its attributes. */
const TAG = /<([a-z]+)((?: [\w-]+="[^"]*")*)(\/?)>/g;

/** Declarations of a `style` attribute that mean something (Temml also writes `style="false"`). */
const DECLARATIONS = /^(?:[\w-]+:[^;"]+;?)+$/;

/** Moves `style` attributes into classes. */
function withoutStyles(mathml: string, styles: StyleClasses): string {
  return mathml.replace(TAG, (tag, name: string, attributes: string, end: string) => {
    const style = attributes.match(/ style="([^"]*)"/)?.[1];
    if (style === undefined) return tag;
    const rest = attributes.replace(/ style="[^"]*"/, "");
    if (!DECLARATIONS.test(style)) return `<${name}${rest}${end}>`;
    const own = styles.of(style);
    return / class="/.test(rest)
      ? `<${name}${rest.replace(/ class="/, ` class="${own} `)}${end}>`
      : `<${name}${rest} class="${own}"${end}>`;
  });
}

/** The space after a function's name, such as \log_e, where no argument follows. */
const IDLE_SPACE = /<mo>\u2061<\/mo><mspace width="0\.1667em"><\/mspace>(?=(?:<\/mrow>)*<\/math>)/g;

/** Characters of TeX from which on a formula in a line may have to break. */
const LONG = 29;

/**
 * TeX as MathML, which browsers set themselves: no script and no font is loaded.
 *
 * @param tex The source between the dollars.
 * @param options `display` for a line of its own; `styles` takes what MathML would style inline.
 * @returns The element, or the source marked as faulty if it is no TeX.
 */
export function mathematics(
  tex: string,
  { display, styles }: { display: boolean; styles: StyleClasses },
): Html {
  const long = !display && tex.length >= LONG;
  try {
    const mathml = temml.renderToString(tex, {
      displayMode: display,
      throwOnError: true,
      trust: false,
      maxExpand: 1000,
      annotate: false,
      // a long formula in a line breaks after its relations; its pieces are spoken as if they were multiplied
      wrap: long ? "tex" : "none",
    });
    const set = withoutStyles(mathml.replace(IDLE_SPACE, ""), styles);
    return trusted(
      display
        ? `<span class="display" tabindex="0" role="group" aria-label="Formula">${set}</span>`
        : long
        ? set.replace("<math>", '<math class="long">')
        : set,
    );
  } catch {
    return trusted(`<code class="fault" title="This is no TeX">${escapeHtml(tex)}</code>`);
  }
}

/** A formula that does not break, with what leans on it: brackets, stops, a hyphen. */
const LEANING = /([([“"]?)<math>(?:(?!<\/math>)[^])*<\/math>([-.,;:!?)\]”"]*)/g;

/** Keeps formulas and the punctuation that leans on them in one line: browsers may break before and after a formula. */
export function withPunctuation(markup: string): string {
  return markup.replace(
    LEANING,
    (whole, before, after) => before + after === "" ? whole : `<span class="whole">${whole}</span>`,
  );
}
