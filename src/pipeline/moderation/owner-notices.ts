/** What the owners are told of a message that waits for them. */
import type { HeldId, MemberId } from "#base";
import { decodeWords } from "#mime";
import { type Refusal, speakingTo } from "#lists";
import { countHeld, heldIdOf, listStaff } from "#store";
import { type HeldDecider, heldDecider } from "./held-decider.ts";
import type { InFlight } from "../in-flight.ts";
import { heldNotice } from "./moderation-notices.ts";
import { oneLine } from "../compose/words/one-line.ts";
import type { NoticeRequest } from "../notices/send-notice.ts";
import type { LookingSite } from "../site.ts";

export async function ownerNotices(
  site: Pick<LookingSite, "db" | "clock" | "random">,
  mail: InFlight,
  { decision, until }: Waiting,
): Promise<readonly NoticeRequest[]> {
  // Its sender decides about it first; the summary of the day names it.
  if (decision.do !== "hold" || decision.code === "needs-confirmation" || waitsForSummary(mail, decision))
    return [];
  const at = site.clock.now();
  return site.db.read(async (tx) => {
    const others = await countHeld(tx, mail.list.id);
    const held = { number: heldIdOf(mail.inboxId), header: outerLines(mail), others, until };
    const requests: NoticeRequest[] = [];
    for (const person of await listStaff(tx, mail.list.id)) {
      const { id, address } = person;
      const decider = await heldDecider(
        tx,
        { list: mail.list, member: id, code: decision.code, at },
        site.random,
      );
      const notice = heldNotice(speakingTo(mail.list, person), decision, held, decider);
      requests.push({
        ...tellingNotice(held.number, id, decider),
        to: address,
        notice,
        effect: effectOf(mail, id),
      });
    }
    return requests;
  });
}

/** `admin_immed_notify`; and an emergency is known to those who declared it. */
function waitsForSummary({ door, list }: InFlight, { code }: Refusal): boolean {
  return door === "post" && (code === "emergency" || list.settings.admin_immed_notify === "no");
}

export interface Waiting {
  readonly decision: Refusal;
  /** null: until somebody decides. */
  readonly until: Date | null;
}

/** What every notice has in common that somebody may answer with a decision. */
export function tellingNotice(
  heldId: HeldId,
  memberId: MemberId,
  { token, address }: HeldDecider,
): Omit<NoticeRequest, "to" | "notice" | "effect"> {
  return {
    attachments: [],
    kind: "auto-generated",
    inReplyTo: null,
    replyTo: address,
    ...(token === null ? {} : { decides: { token, heldId, memberId } }),
  };
}

/** Held again after it was accepted, it is told again. */
function effectOf({ inboxId, approved }: InFlight, member: MemberId): string {
  return `inbox:${inboxId}:owner-notice:${member}${approved ? ":again" : ""}`;
}

const SHOWN = ["From", "To", "Cc", "Date", "Subject", "Message-ID"];

/** Outer header fields, one line each: all that anybody is shown of what waits (S7). */
function outerLines({ message, list, door }: InFlight): readonly string[] {
  const isAnonymous = door === "post" && list.settings.anonymous_list === "yes";
  return (isAnonymous ? ["Subject"] : SHOWN).flatMap((name) =>
    message.header.all(name).map((field) => `${name}: ${oneLine(decodeWords(field.value))}`),
  );
}
