/** `LIST-sendkey`: the list's key and certificate to whoever asks, small and once per hour (S7). */
import { addressKey, type AddressKey } from "#base";
import { type Decision, type List, usesKeys } from "#lists";
import { finishInbox, takeCommandAnswer, takeRequestAnswer, type Transactor } from "#store";
import { askedForm } from "../notices/list-keys/asked-form.ts";
import { answerable } from "../notices/answerable.ts";
import type { InFlight } from "../in-flight.ts";
import { presentKeys } from "../notices/list-keys/key-news.ts";
import { outerMessageId } from "../facts/outer-message-id.ts";
import { inTheirLanguage } from "../notices/in-their-language.ts";
import { prepareNotice, queueNotice } from "../notices/send-notice.ts";
import type { PipelineSite } from "../site.ts";

export async function sendKey(site: PipelineSite, mail: InFlight): Promise<Decision> {
  const { to } = answerable(mail);
  if (to === null) return { do: "silent", detail: "nobody to answer" };
  const list = await site.db.read((tx) => inTheirLanguage(tx, mail.list, to));
  const told = await presentKeys(site, list, askedForm(mail.message));
  const notice = await prepareNotice(site, list, {
    to,
    ...told,
    kind: "auto-replied",
    inReplyTo: outerMessageId(mail.message) || null,
    effect: `inbox:${mail.inboxId}:key`,
  });
  const now = site.clock.now();
  await site.db.transact(async (tx) => {
    if (await mayAnswer(tx, mail.list, { to: addressKey(to), now })) {
      await queueNotice(tx, mail.list, { ...notice, inboxId: mail.inboxId, at: now });
    }
    await finishInbox(tx, mail.inboxId, { decision: "accept", code: "", now });
    tx.onCommit(() => site.wakeDelivery());
  });
  return { do: "accept" };
}

/** That a list has no keys is said once for all such lists, and counts as an answer to a command. */
async function mayAnswer(
  tx: Transactor,
  { address, settings }: List,
  to: { readonly to: AddressKey; readonly now: Date },
): Promise<boolean> {
  return usesKeys(settings)
    ? takeRequestAnswer(tx, { ...to, door: `${address} sendkey` })
    : takeCommandAnswer(tx, { ...to, door: "sendkey", says: "no keys" });
}
