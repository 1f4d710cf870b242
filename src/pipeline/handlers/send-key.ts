/** `LIST-sendkey`: the list's key and certificate to whoever asks, small and once per hour (S7). */
import { addressKey, type Bytes } from "#base";
import type { Decision } from "#lists";
import { finishInbox, type ListKey, takeRequestAnswer } from "#store";
import { askedForm } from "../notices/list-keys/asked-form.ts";
import { answerable } from "../notices/answerable.ts";
import type { InFlight } from "../in-flight.ts";
import {
  activeListKeys,
  authorityParts,
  keyPart,
  keyPartsIn,
  listAuthority,
} from "../notices/list-keys/list-key-parts.ts";
import { outerMessageId } from "../outer-message-id.ts";
import { inTheirLanguage } from "../notices/in-their-language.ts";
import { sendkeyNotice } from "../notices/notices.ts";
import { prepareNotice, queueNotice } from "../notices/send-notice.ts";
import type { PipelineSite } from "../site.ts";

interface Keys {
  readonly keys: readonly ListKey[];
  readonly authority: Bytes | null;
}

async function partsFor(
  site: PipelineSite,
  { message }: InFlight,
  { keys, authority }: Keys,
): Promise<readonly Bytes[]> {
  const form = askedForm(message);
  const asked = form === null ? [] : await keyPartsIn(site, keys, form);
  if (asked.length > 0) return asked;
  return [...(await Promise.all(keys.map(keyPart))), ...(await authorityParts(authority))];
}

export async function sendKey(site: PipelineSite, mail: InFlight): Promise<Decision> {
  const { to } = answerable(mail);
  if (to === null) return { do: "silent", detail: "nobody to answer" };
  const keys = await activeListKeys(site, mail.list);
  const authority = await listAuthority(site, mail.list.address, keys);
  const list = await site.db.read((tx) => inTheirLanguage(tx, mail.list, to));
  const notice = await prepareNotice(site, list, {
    to,
    notice: sendkeyNotice(list, keys, authority),
    attachments: await partsFor(site, mail, { keys, authority }),
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
