/** Puts copies of one body into the outbox, in the transaction of whoever decided about them. */
import {
  type BodyId,
  type Bytes,
  domainOf,
  type EmailAddress,
  type InboxId,
  type ListId,
  type MemberId,
  type PostId,
  type Recipient,
} from "#base";
import { insertBody, insertOutbox, sealingKeyName, type Transactor } from "#store";
import type { ReadyBody, StoredBody } from "./compose/ready-body.ts";

export interface CopiedBody {
  readonly body: ReadyBody | StoredBody;
  /** null: no list's. */
  readonly listId: ListId | null;
  readonly postId: PostId | null;
  readonly inboxId: InboxId | null;
  readonly at: Date;
}

export interface Copy {
  /** null: whoever wrote, member or not; leaving the list does not take an answer back. */
  readonly memberId: MemberId | null;
  readonly address: EmailAddress;
  /** null: in clear. */
  readonly recipient: Recipient | null;
  /** Names the effect: the same one is never queued twice. */
  readonly effect: string;
  readonly returnPath: string;
  /** Header fields of its reader's own, with their line ends; absent: none. */
  readonly fields?: Bytes;
}

/** Where the body is stored. */
export async function queueCopies(
  tx: Transactor,
  { body, at, ...ids }: CopiedBody,
  copies: readonly Copy[],
): Promise<BodyId> {
  const bodyId = "id" in body ? body.id : await insertBody(tx, { ...body.content, ...ids, createdAt: at });
  const { listId, postId } = ids;
  const rows = copies.map(({ memberId, address, recipient, effect, returnPath, fields }) => ({
    bodyId,
    postId,
    listId,
    memberId,
    sealedTo: recipient === null ? null : sealingKeyName(recipient),
    effect,
    returnPath,
    rcptTo: address,
    domain: domainOf(address),
    memberFields: fields ?? new Uint8Array(),
    head: recipient === null ? new Uint8Array() : body.headFor(recipient),
    createdAt: at,
  }));
  await insertOutbox(tx, rows);
  return bodyId;
}
