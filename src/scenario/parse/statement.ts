/** What the lines of a scenario say before anything is looked up: rules, includes, titles, and what cannot be read. */

/** `line` and `column` count from 1. */
export interface Place {
  /** `send.private`, `include.common`, … */
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** A rule, or a line that Sympa takes for an include; then `methods` is empty and `action` null. */
export interface Rule {
  readonly place: Place;
  /** For an include: the line from the word `include` on. */
  readonly condition: string;
  /** As written: what is not in lower case never matches. `dkim` is `smtp`. */
  readonly methods: readonly string[];
  readonly action: string | null;
}

/** Why something cannot be used, in words. */
export interface Fault {
  readonly place: Place;
  readonly text: string;
}

export interface ParsedScenario {
  readonly file: string;
  /** By language tag; `gettext` and `default` beside them. */
  readonly titles: ReadonlyMap<string, string>;
  /** None at all if one line could not be read. */
  readonly rules: readonly Rule[];
  /** The first line that is none of the language. */
  readonly fault: Fault | null;
}
