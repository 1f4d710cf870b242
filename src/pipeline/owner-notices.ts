/** What the owners are told of a message that waits for them. */
import { decodeWords } from "#mime";
import type { Refusal } from "#lists";
import { countHeld, listStaff } from "#store";
import type { InFlight } from "./in-flight.ts";
import { ownerHeldNotice } from "./notices.ts";
import { oneLine } from "./one-line.ts";
import type { NoticeRequest } from "./send-notice.ts";
import type { LookingSite } from "./site.ts";

export async function ownerNotices(
  site: Pick<LookingSite, "db">,
  mail: InFlight,
  decision: Refusal,
): Promise<readonly NoticeRequest[]> {
  if (decision.do !== "hold") return [];
  const { staff, others } = await site.db.read(async (tx) => ({
    staff: await listStaff(tx, mail.list.id),
    others: await countHeld(tx, mail.list.id),
  }));
  const notice = ownerHeldNotice(mail.list, decision, { header: outerLines(mail), others });
  return staff.map(({ id, address }) => ({
    to: address,
    notice,
    attachments: [],
    kind: "auto-generated" as const,
    inReplyTo: null,
    effect: `inbox:${mail.inboxId}:owner-notice:${id}`,
  }));
}

const SHOWN = ["From", "To", "Cc", "Date", "Subject", "Message-ID"];

/** Outer header fields, one line each: all that anybody is shown of what waits (S7). */
function outerLines({ message, list, door }: InFlight): readonly string[] {
  const isAnonymous = door === "post" && list.settings.anonymous_list === "yes";
  return (isAnonymous ? ["Subject"] : SHOWN).flatMap((name) =>
    message.header.all(name).map((field) => `${name}: ${oneLine(decodeWords(field.value))}`),
  );
}
