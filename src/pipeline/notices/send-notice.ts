/** Composes a notice for one person, sealed where they have a key, and queues it once. */
import { createHash } from "node:crypto";
import { addressKey, domainOf, type EmailAddress, type InboxId, type MemberId, type Recipient } from "#base";
import { type List, usesKeys } from "#lists";
import { type HeldTokenOwner, insertHeldToken, memberByAddress, type Reader, type Transactor } from "#store";
import { composeNotice, type NoticeMessage } from "./compose-notice.ts";
import type { ListSecrets } from "../in-flight.ts";
import { queueCopies } from "../queue-copies.ts";
import type { ReadyBody } from "../compose/ready-body.ts";
import { serviceKey } from "./service-key.ts";
import type { PipelineSite } from "../site.ts";

export interface NoticeRequest extends Omit<NoticeMessage, "at" | "messageId" | "list"> {
  /** Names the effect, of an inbox row or of a day: the same notice is never queued twice. */
  readonly effect: string;
  /** Lets whom it goes to decide about a held message, by the token in its Reply-To. */
  readonly decides?: { readonly token: string } & HeldTokenOwner;
  /** It goes to this key or not at all; absent: to whichever they have, or in clear. */
  readonly sealTo?: Recipient;
  /** That key is bound to nobody yet: whether it is theirs is what the mail asks. */
  readonly isUnbound?: true;
}

export interface PreparedNotice {
  readonly request: NoticeRequest;
  readonly member: MemberId | null;
  readonly recipient: Recipient | null;
  readonly body: ReadyBody;
}

const NO_SECRETS: ListSecrets = { all: [], openpgp: null, smime: null, openpgpPublic: null };

/** Outside of any transaction: sealing takes time. */
export async function prepareNotice(
  site: PipelineSite,
  list: List,
  request: NoticeRequest,
): Promise<PreparedNotice> {
  const at = site.clock.now();
  const person = await site.db.read((tx) => personOf(tx, list, { address: request.to, at }));
  const recipient = request.sealTo ?? person.recipient;
  const secrets = usesKeys(list.settings) ? await site.keyring.secrets(list.id) : NO_SECRETS;
  const message: NoticeMessage = { ...request, list, at, messageId: noticeId(list, request) };
  const body = await composeNotice(message, { recipient, secrets, random: site.random, crypt: site.crypt });
  return { request, member: person.member, recipient, body };
}

export async function queueNotice(
  tx: Transactor,
  list: List,
  prepared: PreparedNotice & { readonly inboxId: InboxId | null; readonly at: Date },
): Promise<void> {
  const { request, member, recipient, body, inboxId, at } = prepared;
  const { to: address, effect } = request;
  // What is sealed is asked for again when it leaves: a key that was revoked by then gets nothing.
  const memberId = recipient === null || request.isUnbound === true ? null : member;
  const copy = { memberId, address, recipient, effect, returnPath: "" };
  if (request.decides !== undefined) await insertHeldToken(tx, request.decides.token, request.decides);
  await queueCopies(tx, { body, listId: list.id, postId: null, inboxId, at }, [copy]);
}

interface Person {
  readonly address: EmailAddress;
  readonly at: Date;
}

/** The member behind an address, and the key that mail of the list itself is sealed to. */
export async function personOf(
  tx: Reader,
  list: List,
  { address, at }: Person,
): Promise<{ member: MemberId | null; recipient: Recipient | null }> {
  const member = await memberByAddress(tx, list.id, address);
  if (member === null) return { member: null, recipient: null };
  return { member: member.id, recipient: await serviceKey(tx, list, { member: member.id, at }) };
}

function noticeId(list: List, request: NoticeRequest): string {
  const digest = createHash("sha256")
    .update(`${list.id}\0${request.effect}\0${addressKey(request.to)}`)
    .digest("base64url");
  return `<notice.${digest.slice(0, 28)}@${domainOf(list.address)}>`;
}
