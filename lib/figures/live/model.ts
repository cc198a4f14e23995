/** A slider: a number between two others. */
export interface Slider {
  readonly kind: "slider";
  /** What {@linkcode LiveModel.change} is called with. */
  readonly name: string;
  /** What the slider sets, in words. */
  readonly label: string;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  readonly value: number;
  /** The value as the reader sees and hears it, with its unit. */
  readonly text: string;
}

/** Buttons that each do one thing at once. */
export interface Buttons {
  readonly kind: "buttons";
  readonly name: string;
  readonly label: string;
  readonly options: readonly string[];
}

/** One of a few: a group of radio buttons. */
export interface Choice {
  readonly kind: "choice";
  readonly name: string;
  readonly label: string;
  readonly options: readonly string[];
  readonly value: string;
}

/** A line of text to type. */
export interface TextField {
  readonly kind: "text";
  readonly name: string;
  readonly label: string;
  readonly value: string;
  readonly maxLength: number;
}

/** What the reader may set. */
export type Control = Slider | Buttons | Choice | TextField;

/** A number to read off. */
export interface Tile {
  readonly name: string;
  readonly label: string;
  readonly value: string;
  /** What the number means just now. */
  readonly note?: string;
  /** Whether it takes a line of its own: for numbers to be compared digit by digit. */
  readonly wide?: boolean;
}

/** What the reader sets: a number, one of a few words or a text, several numbers at once. */
export type Setting = number | string | readonly number[];

/** A part of the drawing that a pointer may drag: it does what controls do for the keyboard. */
export interface Handle {
  /** What {@linkcode LiveModel.change} is called with. */
  readonly name: string;
  /** Where it can be grasped, in pixels. */
  readonly box: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
  /** Along which axis it is dragged, or both. */
  readonly along: "x" | "y" | "xy";
  /** What a place in the drawing, in pixels, sets. */
  readonly at: (x: number, y: number) => Setting;
}

/** What the reader sees in one state. */
export interface View {
  /** Inside of the SVG, in pixels of the width asked for. */
  readonly svg: string;
  readonly height: number;
  /** What the drawing shows, for those who cannot see it. */
  readonly label: string;
  readonly tiles: readonly Tile[];
  /** What the numbers say, in a sentence that is also read aloud. */
  readonly words: string;
  readonly handles?: readonly Handle[];
}

/**
 * A live figure as pure functions: from properties to a state, from a state to what may be set and
 * what is seen, from a setting to the next state. Nothing here touches a page.
 */
export interface LiveModel<Props, State> {
  start(props: Props): State;
  controls(props: Props, state: State): readonly Control[];
  change(props: Props, state: State, name: string, value: Setting): State;
  view(props: Props, state: State, width: number): View;
}
