/**
 * `LIST-owner`: mail for the owners. What came sealed is opened and sealed on to each of them; it never
 * leaves in clear. What came in clear goes on as it is. Moderators of a list without keys get it as well, as Mailman has it.
 */
import { domainOf, ok, type Recipient, type Result } from "#base";
import { beenThere, type Decision, doorAddress, isForeignField, usesKeys } from "#lists";
import { type FieldList, formatAddress, formatField } from "#mime";
import type { Opened } from "#protect";
import { finishInbox, listStaff, type StoredMember, type Transactor } from "#store";
import { resendAsItCame } from "../compose/clear/compose-clear.ts";
import type { InFlight } from "../in-flight.ts";
import { holdNotSendable, type NotSendable } from "../compose/not-sendable.ts";
import { decryptedMark, formatDate } from "../compose/opened/outside.ts";
import { pseudoHeaders } from "../compose/words/pseudo-headers.ts";
import { queueCopies } from "../queue-copies.ts";
import { clearReady, type ReadyBody } from "../compose/ready-body.ts";
import { takeKeysAlong } from "../keys-along/take-keys-along.ts";
import { rememberMessage, seenBefore } from "../inbox/seen-before.ts";
import { sealForOne } from "../compose/seal-for-one.ts";
import { readingKey } from "../moderation/held-decider.ts";
import type { LookingSite, PipelineSite } from "../site.ts";

export interface OwnerCopy {
  readonly owner: StoredMember;
  readonly recipient: Recipient | null;
  readonly body: ReadyBody;
}

export async function forwardToOwners(site: PipelineSite, mail: InFlight): Promise<Decision> {
  const copies = await ownerCopies(site, mail);
  if ("do" in copies) return copies;
  return site.db.transact(async (tx) => {
    const before = await seenBefore(tx, mail);
    if (before !== null) return before;
    await rememberMessage(tx, mail);
    await takeKeysAlong(tx, mail);
    const bodies = Map.groupBy(copies, ({ body }) => body);
    for (const [body, same] of bodies)
      await queueSame(tx, mail, { body, copies: same, at: site.clock.now() });
    await finishInbox(tx, mail.inboxId, { decision: "accept", code: "", now: site.clock.now() });
    tx.onCommit(() => site.wakeDelivery());
    return { do: "accept" };
  });
}

/** A copy for each owner who can get one; the decision if nobody can. */
export async function ownerCopies(
  site: LookingSite,
  mail: InFlight,
): Promise<readonly OwnerCopy[] | Decision> {
  const staff = await site.db.read((tx) => listStaff(tx, mail.list.id));
  const owners = usesKeys(mail.list.settings) ? staff.filter((person) => person.owner) : staff;
  const copies = await composeCopies(site, mail, owners);
  if ("do" in copies || copies.length > 0) return copies;
  return { do: "hold", code: "owners-without-key", args: {}, detail: `${owners.length} owners` };
}

async function composeCopies(
  site: LookingSite,
  mail: InFlight,
  owners: readonly StoredMember[],
): Promise<OwnerCopy[] | Decision> {
  const { opened } = mail;
  if (opened === null || opened.wasEncrypted === null) {
    const body = clearCopy(mail);
    if (!body.ok) return holdNotSendable(body.error);
    return owners.map((owner) => ({ owner, recipient: null, body: body.value }));
  }
  const copies: OwnerCopy[] = [];
  for (const owner of owners) {
    const recipient = await site.db.read((tx) =>
      readingKey(tx, mail.list, { member: owner.id, at: mail.arrivedAt }),
    );
    if (recipient !== null)
      copies.push({ owner, recipient, body: await sealedCopy(site, mail, { opened, recipient }) });
  }
  return copies;
}

/** As it came, but for header fields that only servers and lists set (S15). */
function clearCopy(mail: InFlight): Result<ReadyBody, NotSendable> {
  const copy = resendAsItCame(mail.message, {
    remove: ({ name }) => isForeignField(name),
    prepend: wayOf(mail).map(([name, value]) => formatField(name, value)),
  });
  if (!copy.ok) return copy;
  return ok(clearReady(copy.value.outer, copy.value.body));
}

async function sealedCopy(
  site: LookingSite,
  mail: InFlight,
  { opened, recipient }: { readonly opened: Opened; readonly recipient: Recipient },
): Promise<ReadyBody> {
  const { list } = mail;
  const shown = opened.headers.filter(isShown).map(({ name, value }) => [name, value] as const);
  const post = {
    outer: [
      ...ownerFields(mail),
      ["Subject", `[${list.displayName}]`] as const,
      ...wayOf(mail),
      ...decryptedMark(true),
    ],
    protected: [...ownerFields(mail), ...shown, ...decryptedMark(true)],
    block: `${block(mail, opened)}\r\n`,
    content: opened.content,
  };
  const secrets = await site.keyring.secrets(list.id);
  const { random, crypt } = site;
  return sealForOne(post, { list, recipient, secrets, at: site.clock.now(), random, crypt });
}

function block(mail: InFlight, opened: Opened): string {
  return pseudoHeaders({
    language: mail.list.settings.language,
    headers: opened.headers,
    author: mail.author,
    openedAs: opened.wasEncrypted,
    integrity: opened.integrity,
    signatureLost: false,
    judged: true,
    anonymous: false,
    above: [],
    clearMark: null,
  }).join("\r\n");
}

/** Outside, the list writes to its owners; who wrote stands inside. */
function ownerFields({ list, arrivedAt, inboxId }: InFlight): FieldList {
  const owners = doorAddress(list.address, "owner");
  return [
    ["From", formatAddress(list.displayName, list.address)],
    ["To", owners],
    ["Reply-To", owners],
    ["Date", formatDate(arrivedAt)],
    ["Message-ID", `<owner.${inboxId}.${arrivedAt.getTime()}@${domainOf(list.address)}>`],
  ];
}

/** So that an owner's address that leads back to the owners is noticed as a loop. */
function wayOf({ message, list }: InFlight): FieldList {
  const hides = list.settings.anonymous_list === "yes";
  return beenThere(doorAddress(list.address, "owner"), { header: message.header, hides });
}

function isShown({ name }: { readonly name: string }): boolean {
  return /^subject$/i.test(name);
}

interface SameCopies {
  readonly body: ReadyBody;
  readonly copies: readonly OwnerCopy[];
  readonly at: Date;
}

async function queueSame(
  tx: Transactor,
  { list, inboxId }: InFlight,
  { body, copies, at }: SameCopies,
): Promise<void> {
  const returnPath = doorAddress(list.address, "bounces");
  const rows = copies.map(({ owner, recipient }) => {
    const effect = `inbox:${inboxId}:owner:${owner.id}`;
    return { memberId: owner.id, address: owner.address, recipient, effect, returnPath };
  });
  await queueCopies(tx, { body, listId: list.id, postId: null, inboxId, at }, rows);
}
