/** A command: what stands behind its word, what it is for, and what it wants. */
import type { Person } from "#base";
import type { TextKey } from "#i18n";
import type { StoredList } from "#store";
import type { Wish } from "../asking/wish.ts";
import type { Desk, Known, Told } from "../desk.ts";
import type { ReadCommand } from "../reading/read-commands.ts";

/** Words that a command does not understand: its syntax is the answer. */
export const WRONG = "wrong";

/** What is answered at once, whoever asks; and what is wanted besides. */
export interface Said {
  readonly lines: readonly string[];
  readonly wishes?: readonly Wish[];
}

export function isSaid(read: readonly Wish[] | typeof WRONG | Said): read is Said {
  return typeof read === "object" && "lines" in read;
}

export interface Words {
  readonly desk: Desk;
  readonly list: StoredList;
  /** Those for which the same is wanted with one wish. */
  readonly others: readonly StoredList[];
  /** Behind the list's name. */
  readonly words: readonly string[];
  /** Whether the list's name stood there; at its own address it need not. */
  readonly isNamed: boolean;
  readonly person: Person;
  readonly quiet: boolean;
  /** An owner or moderator, if the address is theirs: what they may is asked elsewhere. */
  readonly isStaff: boolean;
  /** The address is on the list. */
  readonly isMember: boolean;
  readonly digestOfSet?: ReadCommand["digestOfSet"];
}

interface About {
  /** As people write it, in capitals; `[X]` may be absent. */
  readonly syntax: string;
  readonly summary: TextKey;
}

/** About one list: the first word names it, where the mail came to no list's own address. */
export interface ListVerb extends About {
  readonly about: "list";
  /** `*` stands for every list that the person is on; `staff`: that they look after. */
  readonly everyList?: true | "staff";
  /** Whether such words mean one thing for all lists without keys that `*` stands for. Absent: never. */
  asOne?(words: readonly string[]): boolean;
  /** Each list may do something else about it; those that would ask the person ask with one question. */
  asksAsOne?: true;
  read(words: Words): readonly Wish[] | typeof WRONG | Said;
}

/** About no list, or about all. */
export interface PlainVerb extends About {
  readonly about: "nothing";
  run(desk: Desk, words: readonly string[]): Promise<Told>;
}

/** Says what is known of who asks, on one list. */
export interface SayingVerb extends About {
  readonly about: "asker";
  say(desk: Desk, list: StoredList, asker: Known): readonly string[];
}

export type Verb = ListVerb | PlainVerb | SayingVerb;
