/**
 * The commands and every word that stands for them: Sympa's, and those of Mailman that mean nothing else there. Letters
 * count without their case.
 */
export const SPELLINGS = {
  HELP: ["help", "hel", "sos"],
  SUBSCRIBE: ["subscribe", "sub", "join"],
  SIGNOFF: ["signoff", "sig", "unsubscribe", "unsub", "uns", "leave", "remove"],
  CONFIRM: ["confirm", "con"],
  AUTH: ["auth"],
  SET: ["set"],
  ADDRESS: ["address", "addr"],
  WHICH: ["which", "whi", "status"],
  LISTS: ["lists", "list", "lis"],
  INFO: ["info", "inf"],
  REVIEW: ["review", "rev", "who"],
  STATS: ["stats", "sta"],
  LAST: ["last", "las"],
  INDEX: ["index", "ind"],
  GET: ["get"],
  INVITE: ["invite", "inv"],
  ADD: ["add"],
  DEL: ["del", "delete"],
  REMIND: ["remind", "rem"],
  MODINDEX: ["modindex", "modind", "mod"],
  DISTRIBUTE: ["distribute", "dis"],
  REJECT: ["reject", "rej"],
  DISCARD: ["discard"],
  VERIFY: ["verify", "ver"],
  ECHO: ["echo"],
  PASSWORD: ["password"],
  QUIT: ["quit", "qui", "end", "stop", "-"],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type CommandName = keyof typeof SPELLINGS;
export const COMMAND_NAMES = Object.keys(SPELLINGS) as readonly CommandName[];

const BY_SPELLING: ReadonlyMap<string, CommandName> = new Map(
  COMMAND_NAMES.flatMap((name) => SPELLINGS[name].map((word) => [word, name] as const)),
);

/** null: no command is spelt like that. */
export function commandOf(word: string): CommandName | null {
  return BY_SPELLING.get(word.toLowerCase()) ?? null;
}
