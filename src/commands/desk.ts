/** Where the commands of one mail are asked for: which address it came to, who wrote it, and what they get. */
import type { Bytes, EmailAddress, InboxId, Language, Person, WhyCode } from "#base";
import type { TextKey, Voice } from "#i18n";
import type { BroughtKeys, Context, SignedWith } from "#operations";
import type { StoredList, StoredRequest, Transactor } from "#store";

/** Who asks, as far as the keys bound on a list tell; or why nobody does. */
export type Asker = Known | { readonly ok: false; readonly why: TextKey };

export interface Known {
  readonly ok: true;
  readonly person: Person;
  /** The mail carries a signature, and why it does not count. */
  readonly uncounted?: WhyCode;
}

export interface Desk {
  readonly context: Omit<Context, "actor">;
  readonly language: Voice;
  /** How it answers who has just chosen a language; "": its own. */
  voiceIn(chosen: Language | ""): Voice;
  /** Behind the @ of the address it came to. */
  readonly domain: string;
  /** The list whose address it came to; null: the site's. */
  readonly own: StoredList | null;
  /** Who asks for what is no list's. */
  readonly anyone: Asker;
  /** Who asks, on one list. */
  who(list: StoredList): Promise<Asker>;
  /** HMAC of the octets that ask. */
  readonly asked: Bytes;
  /** The mail. */
  readonly inboxId: InboxId;
  /** Certificates of somebody who is not on the list yet, from the signature of their mail; null: none. */
  brought(list: StoredList): Brought | null;
  /** What goes with a command that was carried out, in its transaction: who joined brings their key along. */
  carriedOut(tx: Transactor, list: StoredList): Promise<void>;
}

export interface Brought {
  readonly keys: BroughtKeys;
  /** As it is kept with what waits; null: it is too large for that. */
  readonly signed: SignedWith | null;
}

/** What comes of one command. */
export interface Told {
  /** None: nobody is told. */
  readonly lines: readonly string[];
  readonly mails?: readonly KeyMail[];
  /** A mail of its own says so to whom it is about. */
  readonly isWritten?: boolean;
  /** Who asked proved to be that: the answer has no limit but that of mail. */
  readonly proven?: boolean;
}

/** A one-time key that goes out. */
export interface KeyMail {
  readonly list: StoredList;
  readonly to: EmailAddress;
  /** confirm: they are asked whether it was they. decide: an owner decides about another's request. */
  readonly kind: "confirm" | "decide";
  readonly request: StoredRequest;
  readonly key: string;
}

/** What was told of one command, and of which list; null: of none. */
export interface CommandResult extends Told {
  /** The command as it was understood; nothing of the mail's own words but names and addresses that were checked. */
  readonly title: string;
  readonly list: StoredList | null;
  /** Whom it is told; absent: who asked. */
  readonly to?: EmailAddress;
}
