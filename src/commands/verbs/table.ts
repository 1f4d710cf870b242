/** The table of commands: the reference page and the text of HELP are made of it. */
import { phrase } from "../texts/phrase.ts";
import type { CommandName } from "../reading/spellings.ts";
import type { Wanted } from "../asking/wish.ts";
import type { Desk } from "../desk.ts";
import { ADDRESS, ADDRESSES } from "./address.ts";
import { ARCHIVE, GET, INDEX, LAST } from "./archive.ts";
import { ADD, DEL, INVITE, MEMBERSHIP, SIGNOFF, SUBSCRIBE } from "./membership.ts";
import { DISCARD, DISTRIBUTE, MODERATION, MODINDEX, REJECT } from "./moderation.ts";
import { OWN, SET, VERIFY } from "./own.ts";
import { POSTING } from "./posting.ts";
import { ECHO, LISTS, PASSWORD, WHICH } from "./plain.ts";
import { INFO, READING, REMIND, REVIEW, STATS } from "./reading.ts";
import type { PlainVerb, Verb } from "./verb.ts";

const HELP: PlainVerb = {
  about: "nothing",
  syntax: "HELP",
  summary: "command-help-help",
  run: (desk) => Promise.resolve({ lines: helpLines(desk) }),
};

/** CONFIRM and AUTH bring a key back, and QUIT ends the reading: they want nothing of their own. */
export type VerbName = Exclude<CommandName, "CONFIRM" | "AUTH" | "QUIT">;

export const VERBS: Readonly<Record<VerbName, Verb>> = {
  HELP,
  LISTS,
  INFO,
  WHICH,
  SUBSCRIBE,
  SIGNOFF,
  SET,
  ADDRESS,
  REVIEW,
  STATS,
  LAST,
  GET,
  INDEX,
  VERIFY,
  ECHO,
  PASSWORD,
  ADD,
  DEL,
  INVITE,
  REMIND,
  MODINDEX,
  DISTRIBUTE,
  REJECT,
  DISCARD,
};

/** Besides those of `VERBS`. */
export const KEY_COMMANDS = [
  { syntax: "CONFIRM CODE", summary: "command-help-confirm" },
  { syntax: "AUTH CODE COMMAND", summary: "command-help-auth" },
  { syntax: "QUIT", summary: "command-help-quit" },
] as const;

const WANTED: readonly Wanted[] = [
  ...MEMBERSHIP,
  ...MODERATION,
  ...READING,
  ...OWN,
  ...ADDRESSES,
  ...ARCHIVE,
  ...POSTING,
];

/** What may run when a key comes back, and how its outcome is told; null: nothing of that name. */
export function wantedNamed(operation: string): Wanted | null {
  return WANTED.find((one) => one.operation.name === operation) ?? null;
}

/** Mailman's words for the same. */
const ALSO: Readonly<Record<string, string>> = { SUBSCRIBE: "JOIN", SIGNOFF: "LEAVE", REVIEW: "WHO" };

export function helpLines(desk: Pick<Desk, "language">): readonly string[] {
  const commands = [...Object.values(VERBS), ...KEY_COMMANDS];
  return commands.flatMap(({ syntax, summary }) => [
    `${syntax}${alsoCalled(syntax)}`,
    `    ${phrase(desk, summary)}`,
  ]);
}

function alsoCalled(syntax: string): string {
  const also = ALSO[syntax.split(" ")[0] ?? ""];
  return also === undefined ? "" : `  (${also})`;
}
