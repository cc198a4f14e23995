/** A live figure in a page, whoever made it. */
export interface Card {
  readonly element: HTMLElement;
  state(): unknown;
  go(state: unknown): boolean;
  draw(width?: number): void;
}
