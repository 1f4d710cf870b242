/** A message on its way through the table: what is known of it so far. Steps return a new one. */
import type { AnchorReader } from "#keys";
import type {
  AuthMethod,
  AuthorityFiles,
  Bytes,
  EmailAddress,
  InboxId,
  ListId,
  ListSecret,
  MemberId,
  Random,
  Scheme,
  SignerLookup,
} from "#base";
import type { Decision, List, PostingFacts } from "#lists";
import type { DmarcLookUp, MessageCheck } from "#domains";
import type { KeysAlong } from "./keys-along/keys-along.ts";
import type { OutgoingFacts } from "./outgoing-facts.ts";
import type { ServedDoor } from "./served-door.ts";
import type { Entity } from "#mime";
import type { Binding, Glimpse, JudgedAuthor, Opened } from "#protect";
import type { Database, WantedStatus } from "#store";
import type { Answered, LinkReader, ListScenario, ScenarioSite } from "#operations";
import type { CryptWork } from "#threads";

export interface InFlight {
  readonly inboxId: InboxId;
  /** Recipients of one SMTP transaction share it (S1, S4). */
  readonly transactionId: string;
  readonly list: List;
  readonly door: ServedDoor;
  readonly envelopeFrom: string;
  readonly rcptTo: string;
  readonly arrivedAt: Date;
  /** When keys, chains and revocations are judged: at arrival, and of what a person accepted again then. */
  readonly judgedAt: Date;
  readonly approved: boolean;
  /** Its sender sent a one-time key back that had been mailed to them. */
  readonly confirmed: boolean;
  /** A person accepted what the list's filter for content would let go nowhere. */
  readonly unfiltered: boolean;
  /** Through a listener whose Authentication-Results may count (S15). */
  readonly trusted: boolean;
  /** The From, if a trusted mail server vouches for it (S7). */
  readonly vouchedFrom: EmailAddress | null;
  /** As it came; of a large message only the header, once it is opened. */
  readonly raw: Bytes;
  readonly message: Entity;
  readonly opened: Opened | null;
  /** What could be told of a message that was not opened though it should be. */
  readonly unopened: Glimpse | null;
  /** False: anybody could have changed it on the way, and there is no plain text to pass on (S13). */
  readonly trustworthyText: boolean;
  readonly author: JudgedAuthor;
  /** Of the keys that signatures named. */
  readonly bindings: readonly Binding[];
  /** The member whom rules about senders ask for: the signer, or the owner of the From address. */
  readonly member: MemberId | null;
  /** An owner looks at that member's posts first. */
  readonly moderated: boolean;
  readonly signedAs: Scheme | null;
  readonly signedAt: Date | null;
  /** HMAC of the very octets at this door: an MTA that missed our 250 sends them again. */
  readonly contentMark: Bytes;
  /** HMAC of the outer Message-ID: two messages are compared by it, and nobody reads it back. "" for none. */
  readonly messageMark: string;
  /** What S1 remembers: HMAC of each session key that opened something. */
  readonly sessionMarks: readonly Bytes[];
  /** What S4 remembers: marks of signatures that counted. */
  readonly signatureMarks: readonly Bytes[];
  /**
   * `revocation = hard`: what issuers must be asked about before the signature counts; empty where nobody can be asked.
   * null: nothing.
   */
  readonly unansweredFor: readonly WantedStatus[] | null;
  /** The sender's keys that came along with a signature; null: none. */
  readonly keysAlong: KeysAlong | null;
  /** In clear, and an answer to a post that came sealed. */
  readonly answersSealed: boolean;
  /** The scenario of `send`; null: the list has none. */
  readonly scenario: SendScenario | null;
  /** What it answered. */
  readonly scenarioAnswer: ScenarioAnswer | null;
  /** How it goes out in clear. */
  readonly outgoing: OutgoingFacts;
  /** What the rules of who may write and what posts may look like are asked with. */
  readonly posting: PostingFacts;
  /** The address a post is shown under instead of its From, or null. */
  readonly shownAs: EmailAddress | null;
}

export interface SendScenario extends ListScenario {
  /** It makes a difference in it that somebody signed. */
  readonly asksForSignatures: boolean;
}

export interface ScenarioAnswer {
  readonly method: AuthMethod;
  /** What each rule saw. */
  readonly explain: Answered["explain"];
  readonly decision: Decision;
}

export type StepResult =
  | { readonly next: "continue"; readonly mail: InFlight }
  /** The steps behind it are not asked; `mail` carries what must be remembered all the same. */
  | { readonly next: "decide"; readonly decision: Decision; readonly mail: InFlight };

/** What one step made of a message. */
export interface Stage {
  readonly before: InFlight;
  readonly after: InFlight;
  /** null: the message goes on. */
  readonly decision: Decision | null;
}

export function go(mail: InFlight): StepResult {
  return { next: "continue", mail };
}

export function decide(mail: InFlight, decision: Decision): StepResult {
  return { next: "decide", decision, mail };
}

/** What steps may ask the outside for. They never write. */
export interface StepContext {
  readonly db: Pick<Database, "read">;
  readonly random: Random;
  /** Key of the images of Message-IDs (S8). */
  readonly imageKey: Bytes;
  readonly authservIds: readonly string[];
  readonly scenarios: ScenarioSite;
  readonly dmarcPolicy: DmarcLookUp;
  /** The link by which a member leaves; absent: the site has no web address. */
  readonly leaveLink?: ((reader: LinkReader) => string) | undefined;
  /** Absent: nothing is checked. */
  readonly checkMessage?: MessageCheck | undefined;
  /** Our name in Authentication-Results; absent: we write none. */
  readonly authservId?: string | undefined;
  readonly keyring: Keyring;
  readonly crypt: Pick<CryptWork, "open">;
}

/** The list's keys and what is bound on it, read when a step asks. */
export interface Keyring {
  secrets(list: ListId): Promise<ListSecrets>;
  /** Looks up bound keys by what signatures say of their makers. */
  signers(list: ListId): BoundSigners;
  memberByAddress(list: ListId, address: EmailAddress): Promise<MemberId | null>;
  /** Whose address it is, whether or not they read the list. */
  holder(list: ListId, address: EmailAddress): Promise<MemberId | null>;
  readonly anchors: AnchorReader;
  readonly authorityFiles: AuthorityFiles;
  /** HMAC under the server's own secret (S1). */
  markOf(purpose: string, bytes: Bytes): Bytes;
}

/** The list's own keys: all that can open, and the active one of each family that signs. */
export interface ListSecrets {
  readonly all: readonly ListSecret[];
  readonly openpgp: ListSecret | null;
  readonly smime: ListSecret | null;
  readonly openpgpPublic: Bytes | null;
  /** Somebody else had a key of the list's, and it opens nothing. Absent: none. */
  readonly compromised?: boolean;
}

/** A look-up that remembers whose keys it gave out. */
export interface BoundSigners {
  readonly lookup: SignerLookup;
  /** The bindings of all keys that were given out so far. */
  readonly found: readonly Binding[];
}
