/** `LIST-sendkey`: the list's key and certificate to whoever asks, small and once per hour (S7). */
import { addressKey, type Bytes, type EmailAddress } from "#base";
import type { Decision } from "#lists";
import { finishInbox, listCertificates, type ListKey, takeRequestAnswer } from "#store";
import { answerable } from "../notices/answerable.ts";
import type { InFlight } from "../in-flight.ts";
import { activeListKeys, attachment, keyPart } from "../notices/list-key-parts.ts";
import { outerMessageId } from "../outer-message-id.ts";
import { sendkeyNotice } from "../notices/notices.ts";
import { prepareNotice, queueNotice } from "../notices/send-notice.ts";
import type { PipelineSite } from "../site.ts";

export async function sendKey(site: PipelineSite, mail: InFlight): Promise<Decision> {
  const { to } = answerable(mail);
  if (to === null) return { do: "silent", detail: "nobody to answer" };
  const keys = await activeListKeys(site, mail.list);
  const authority = await listAuthority(site, mail.list.address, keys);
  const notice = await prepareNotice(site, mail.list, {
    to,
    notice: sendkeyNotice(mail.list, keys, authority),
    attachments: [...(await Promise.all(keys.map(keyPart))), ...(await authorityParts(authority))],
    kind: "auto-replied",
    inReplyTo: outerMessageId(mail.message) || null,
    effect: `inbox:${mail.inboxId}:key`,
  });
  const now = site.clock.now();
  await site.db.transact(async (tx) => {
    const door = `${mail.list.address} sendkey`;
    if (await takeRequestAnswer(tx, { door, to: addressKey(to), now })) {
      await queueNotice(tx, mail.list, { ...notice, inboxId: mail.inboxId, at: now });
    }
    await finishInbox(tx, mail.inboxId, { decision: "accept", code: "", now });
    tx.onCommit(() => site.wakeDelivery());
  });
  return { do: "accept" };
}

/** What a program that trusts only authorities is to trust, DER; null: the list has no authority of its own. */
async function listAuthority(
  { db }: PipelineSite,
  address: EmailAddress,
  keys: readonly ListKey[],
): Promise<Bytes | null> {
  const own = keys.find(({ scheme }) => scheme === "smime");
  if (own === undefined) return null;
  const chain = await db.read((tx) => listCertificates(tx, own));
  return (await import("#smime")).listAuthorityOf(chain, address);
}

/** A file of its own: import dialogs take one certificate of a file. */
async function authorityParts(authority: Bytes | null): Promise<readonly Bytes[]> {
  if (authority === null) return [];
  const { armourCertificate } = await import("#smime");
  return [attachment("application/x-x509-ca-cert", "list-authority.crt", armourCertificate(authority))];
}
