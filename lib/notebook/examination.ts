/** What was found about one thing that must be right. */
export interface Examination {
  /** What was looked at. */
  readonly what: string;
  /** Whether it is as it must be; "hint" when only part of the work suffers. */
  readonly state: "ok" | "hint" | "wrong";
  /** What is there. */
  readonly found: string;
  /** How to mend it. */
  readonly mend?: string;
}
