/** One line of `doctor`: how bad it is, what is the matter, what to do. */
export interface Finding {
  /** `note`: nothing is wrong with it; somebody may want to know. */
  readonly level: "ok" | "note" | "warn" | "fail";
  /** The list, or the part of the site. */
  readonly about: string;
  readonly text: string;
  /** A command or a step; empty if there is nothing to do. */
  readonly todo: string;
}

export function fine(about: string, text: string): Finding {
  return { level: "ok", about, text, todo: "" };
}

export function note(about: string, text: string, todo: string): Finding {
  return { level: "note", about, text, todo };
}

export function warn(about: string, text: string, todo: string): Finding {
  return { level: "warn", about, text, todo };
}

export function fail(about: string, text: string, todo: string): Finding {
  return { level: "fail", about, text, todo };
}
