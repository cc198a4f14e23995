import { WIDTH } from "../theme.ts";
import { script as fiveClasses } from "./bundled/five_classes.ts";
import { FIVE_CLASSES, type FiveClassesProps } from "./five_classes.ts";
import type { LiveModel } from "./model.ts";
import type { LiveName } from "./names.ts";

/** Properties of every live figure, by its name. */
export interface LiveProps {
  /** One true class, its probability fixed: how the rest splits over the wrong ones. */
  "five-classes": FiveClassesProps;
}

/** A live figure as the library keeps it. */
export interface LiveEntry<Props> {
  /** Draws the start once, so that wrong properties are refused before they are put into a page. */
  readonly tryOut: (props: Props) => void;
  /** The script that runs the figure in a page. */
  readonly script: string;
}

function entry<Props, State>(model: LiveModel<Props, State>, script: string): LiveEntry<Props> {
  return { tryOut: (props) => void model.view(props, model.start(props), WIDTH), script };
}

/** Every live figure, by its name. */
export const LIVE: { readonly [Name in LiveName]: LiveEntry<LiveProps[Name]> } = {
  "five-classes": entry(FIVE_CLASSES, fiveClasses),
};
