/** Reads the action of a rule: `reject` with its parameters, the three marks of spam_status, anything else as written. */

export interface Action {
  /** With its modifiers: `do_it,notify`, `reject,quiet`, `request_auth([email])`. Blanks at its end stay. */
  readonly action: string;
  /** Names the text that says why. */
  readonly reason?: string;
  /** Names the template that is sent instead. */
  readonly tt2?: string;
}

const REJECT = /^reject(?:\(([^]+)\))?([ \t\n\v\f\r]?,[ \t\n\v\f\r]?quiet)?/;

export function readAction(written: string): Action {
  const mark = /^(?:ham|spam|unsure)/.exec(written);
  if (mark !== null) return { action: mark[0] };
  const reject = REJECT.exec(written);
  if (reject === null) return { action: written };
  const action = reject[2] === undefined ? "reject" : "reject,quiet";
  return { action, ...rejectParameters(reject[1] ?? "") };
}

/** QUIRK: a blank before `tt2=` makes a template of that very name, and whatever stands behind it is not read. */
function rejectParameters(text: string): Pick<Action, "reason" | "tt2"> {
  const found: { reason?: string; tt2?: string } = {};
  for (const parameter of text.split(",")) {
    const named = /^(reason|tt2)='?(\w+)/.exec(parameter);
    if (named !== null) found[named[1] as "reason" | "tt2"] = named[2] ?? "";
    else {
      const bare = /^'?([^'=]+)/.exec(parameter);
      if (bare !== null) return { ...found, tt2: bare[1] ?? "" };
    }
  }
  return found;
}

/** What an action may begin with; anything else refuses as `unknown-action`. */
const ACTIONS = [
  "do_it",
  "reject",
  "request_auth",
  "owner",
  "editorkey",
  "editor",
  "listmaster",
  "ham",
  "spam",
  "unsure",
] as const;

/** An action as a handler takes it. */
export interface ActionParts {
  readonly do: (typeof ACTIONS)[number];
  /** Whoever asked is told nothing. */
  readonly quiet: boolean;
  /** Owners are told. */
  readonly notify: boolean;
  /** `request_auth([email])`: whom it is about confirms, and not who asked. */
  readonly byTarget: boolean;
}

export function isKnownAction(action: string): boolean {
  return ACTIONS.some((known) => action.startsWith(known));
}

/** Null for what is no action. QUIRK: Sympa looks for the words anywhere in it. */
export function actionParts(action: string): ActionParts | null {
  const found = ACTIONS.find((known) => action.startsWith(known));
  if (found === undefined) return null;
  const has = (word: RegExp): boolean => word.test(action);
  return { do: found, quiet: has(/\bquiet\b/), notify: has(/\bnotify\b/), byTarget: has(/\(\[email\]\)/) };
}
