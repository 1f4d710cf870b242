/** Rows that tests of stored things begin with. */
import {
  asId,
  type EmailAddress,
  type Fingerprint,
  type InboxId,
  type KeyDescription,
  type ListId,
  type MemberId,
  type Recipient,
  utf8,
} from "#base";
import {
  bindMemberKey,
  insertBody,
  insertInbox,
  insertList,
  insertMember,
  type NewBody,
  type NewInbox,
  type NewMemberKey,
  type NewOutbox,
  type StoredList,
  type StoredMember,
  type Transactor,
} from "#store";

/** The time at which these stories begin. */
export const START = new Date("2026-11-21T12:00:00Z");

export function minutesLater(minutes: number): Date {
  return new Date(START.getTime() + minutes * 60_000);
}

export async function aList(tx: Transactor, address = "team@example.org"): Promise<StoredList> {
  const list = await insertList(tx, {
    address: address as EmailAddress,
    displayName: "Team",
    settings: {},
    at: START,
  });
  if (!list.ok) throw new Error(list.error);
  return list.value;
}

export async function aMember(tx: Transactor, listId: ListId, address: string): Promise<StoredMember> {
  const member = await insertMember(tx, { listId, address: address as EmailAddress, at: START });
  if (!member.ok) throw new Error(member.error);
  return member.value;
}

/** A fingerprint that is made of one digit. */
export function fingerprint(digit: string): Fingerprint {
  return digit.repeat(40) as Fingerprint;
}

export function aRecipient(id: Fingerprint): Recipient {
  return {
    scheme: "openpgp",
    fingerprint: id,
    algorithm: "x25519",
    publicKey: utf8(`public ${id}`),
    locator: utf8("12345678"),
    kdf: utf8(""),
    usableFrom: START,
    usableUntil: null,
    aead: null,
  };
}

export function aDescription(id: Fingerprint): KeyDescription {
  return {
    scheme: "openpgp",
    fingerprint: id,
    version: 4,
    algorithm: "x25519",
    createdAt: START,
    expiresAt: null,
    revoked: false,
    secret: false,
    names: ["Alice"],
    addresses: ["alice@example.org" as EmailAddress],
    signingKeyIds: [],
    cannotSign: null,
    cannotEncrypt: null,
  };
}

export async function aKey(
  tx: Transactor,
  member: StoredMember,
  id: Fingerprint,
  change: Partial<NewMemberKey> = {},
): Promise<void> {
  const bound = await bindMemberKey(tx, {
    memberId: member.id,
    listId: member.listId,
    publicKey: utf8(`key ${id}`),
    description: aDescription(id),
    source: "owner",
    pinned: false,
    confirmedAddresses: [],
    recipient: aRecipient(id),
    boundAt: START,
    ...change,
  });
  if (!bound.ok) throw new Error(bound.error);
}

export async function mailFor(
  tx: Transactor,
  list: StoredList,
  change: Partial<NewInbox> = {},
): Promise<InboxId> {
  return insertInbox(tx, {
    transactionId: "t1",
    receivedAt: START,
    envelopeFrom: "alice@example.org",
    rcptTo: list.address,
    listId: list.id,
    door: "post",
    peer: "unix",
    trusted: false,
    message: utf8("From: alice@example.org\r\n\r\nHello\r\n"),
    ...change,
  });
}

export async function aBody(tx: Transactor, change: Partial<NewBody> = {}) {
  return insertBody(tx, {
    postId: null,
    listId: null,
    inboxId: null,
    kind: "sealed",
    outer: utf8("To: team@example.org\r\n"),
    before: utf8("before\r\n"),
    shared: utf8("shared"),
    after: utf8("after\r\n"),
    encoding: "as-is",
    createdAt: START,
    ...change,
  });
}

export function aDelivery(change: Partial<NewOutbox> & Pick<NewOutbox, "bodyId" | "effect">): NewOutbox {
  return {
    postId: null,
    listId: null,
    memberId: null,
    sealedTo: null,
    returnPath: "team-bounces@example.org",
    rcptTo: "bob@example.net",
    domain: "example.net",
    memberFields: utf8("List-Unsubscribe: <x>\r\n"),
    head: utf8("head"),
    createdAt: START,
    ...change,
  };
}

/** A member id that no member has. */
export const NOBODY = asId<MemberId>(999_999);
