/** A message at the start of its way through the table: what its envelope and its header say. */
import { AppError, type Bytes, type EmailAddress, parseEmailAddress, toHex, utf8 } from "#base";
import { type List, type Refusal, UNREMARKABLE } from "#lists";
import { type Entity, mailboxesOf, parseMessage } from "#mime";
import type { InboxRow } from "#store";
import type { InFlight, Keyring } from "./in-flight.ts";
import { AS_WRITTEN } from "./outgoing-facts.ts";
import { outerMessageId } from "./facts/outer-message-id.ts";
import type { ServedDoor } from "./served-door.ts";

/** What is known of a message beside its octets. */
export type Arrival = Pick<
  InboxRow,
  "id" | "transactionId" | "envelopeFrom" | "rcptTo" | "receivedAt" | "approved" | "trusted"
> & {
  /** Absent: it was not. */
  readonly confirmed?: boolean;
  /** Absent: it was not. */
  readonly unfiltered?: boolean;
  /** Absent: at arrival. */
  readonly judgedAt?: Date;
};

export interface Arrived {
  readonly list: List;
  readonly door: ServedDoor;
  readonly raw: Bytes;
}

export interface Start {
  readonly mail: InFlight;
  /** Beyond the limits of S10: no step looks at it. */
  readonly refused: Refusal | null;
}

export function startFlight(keyring: Pick<Keyring, "markOf">, arrival: Arrival, arrived: Arrived): Start {
  const parsed = parseMessage(arrived.raw);
  if (parsed.ok)
    return { mail: inFlight(keyring, arrival, { ...arrived, message: parsed.value }), refused: null };
  const mail = inFlight(keyring, arrival, { ...arrived, message: emptyMessage() });
  return { mail, refused: { do: "discard", code: "malformed", args: {}, detail: "beyond the limits" } };
}

/** Kept closed for the owners, shown to nobody: not even its header. */
function emptyMessage(): Entity {
  const empty = parseMessage(Buffer.from("\r\n"));
  if (empty.ok) return empty.value;
  throw new AppError({ code: "internal", publicText: "An empty message cannot be parsed." });
}

function inFlight(
  keyring: Pick<Keyring, "markOf">,
  arrival: Arrival,
  facts: Arrived & { readonly message: Entity },
): InFlight {
  return {
    ...facts,
    inboxId: arrival.id,
    transactionId: arrival.transactionId,
    envelopeFrom: arrival.envelopeFrom,
    rcptTo: arrival.rcptTo,
    arrivedAt: arrival.receivedAt,
    judgedAt: arrival.judgedAt ?? arrival.receivedAt,
    approved: arrival.approved,
    confirmed: arrival.confirmed ?? false,
    unfiltered: arrival.unfiltered ?? false,
    trusted: arrival.trusted,
    vouchedFrom: null,
    opened: null,
    unopened: null,
    trustworthyText: true,
    author: { authentic: false, address: soleFrom(facts.message), why: "no-signature", member: null },
    bindings: [],
    member: null,
    moderated: false,
    signedAs: null,
    signedAt: null,
    contentMark: keyring.markOf(`content at ${facts.list.id} ${facts.door}`, facts.raw),
    messageMark: messageMark(keyring, facts.message),
    sessionMarks: [],
    signatureMarks: [],
    keysAlong: null,
    unansweredFor: null,
    answersSealed: false,
    scenario: null,
    scenarioAnswer: null,
    outgoing: AS_WRITTEN,
    posting: UNREMARKABLE,
    shownAs: null,
  };
}

function messageMark(keyring: Pick<Keyring, "markOf">, message: Entity): string {
  const id = outerMessageId(message);
  return id === "" ? "" : toHex(keyring.markOf("message id", utf8(id)));
}

/** The address in From, if there is exactly one. */
export function soleFrom(message: Entity): EmailAddress | null {
  const mailboxes = mailboxesOf(message.header, "from");
  const [only] = mailboxes;
  if (mailboxes.length !== 1 || only === undefined || message.header.all("from").length !== 1) return null;
  const address = parseEmailAddress(only.address);
  return address.ok ? address.value : null;
}
