/**
 * A post that its sender has to confirm (`request_auth`): a one-time key goes to the address that it was written under, and
 * nowhere else. Whoever sends it back reads that address's mail.
 */
import { sameAddress } from "#base";
import { heldConfirm, holdRequest } from "#operations";
import { heldIdOf, listById } from "#store";
import { keyRequest } from "../commands/send-answers.ts";
import type { InFlight } from "../in-flight.ts";
import { outerMessageId } from "../facts/outer-message-id.ts";
import type { PipelineSite } from "../site.ts";
import { inTheirLanguage } from "./in-their-language.ts";
import type { NoticeRequest } from "./send-notice.ts";

/**
 * In place of the notice that it waits. Run again, the key of before counts no more.
 *
 * @returns null: what was to go elsewhere than to the From is not written, or the list is gone
 */
export async function askConfirmation(
  { db, clock, random }: Pick<PipelineSite, "db" | "clock" | "random">,
  mail: InFlight,
  answer: NoticeRequest,
): Promise<NoticeRequest | null> {
  const { address } = mail.author;
  if (address === null || !sameAddress(address, answer.to)) return null;
  const id = heldIdOf(mail.inboxId);
  const held = await db.transact(async (tx) => {
    const list = await listById(tx, mail.list.id);
    if (list === null) return null;
    const asked = {
      list,
      function: "send",
      actor: { address, method: "smtp" },
      email: address,
      operation: heldConfirm.name,
      input: { id, list: list.address },
      asked: mail.contentMark,
      effect: `inbox:${mail.inboxId}:confirm`,
      at: clock.now(),
    } as const;
    return { list, ...(await holdRequest(tx, asked, { address, random })) };
  });
  if (held === null) return null;
  const { inReplyTo, effect } = answer;
  const list = await db.read((tx) => inTheirLanguage(tx, mail.list, address));
  const post = { arrivedAt: mail.arrivedAt, messageId: outerMessageId(mail.message) || "none" };
  const question = { ...held, to: address, kind: "confirm", post } as const;
  const letter = keyRequest(list, question, `${effect}:confirm`);
  return { ...letter, kind: "auto-replied", inReplyTo };
}
