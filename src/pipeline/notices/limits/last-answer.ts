/** `answers_per_address`: the last answer that an address may get today says that it is the last (S7). */
import { addressKey } from "#base";
import { say } from "#i18n";
import { doorAddress, type List, voiceOf } from "#lists";
import { answerLimits } from "#operations";
import { answersLeft } from "#store";
import type { LookingSite } from "../../site.ts";
import type { NoticeRequest } from "../send-notice.ts";

/** @param list as it speaks to whom it answers */
export async function withLastWords(
  site: Pick<LookingSite, "db" | "clock">,
  list: List,
  request: NoticeRequest,
): Promise<NoticeRequest> {
  const { perAddressDay } = answerLimits(list.settings);
  const asked = { to: addressKey(request.to), now: site.clock.now(), perAddressDay };
  if ((await site.db.read((tx) => answersLeft(tx, asked))) !== 1) return request;
  const words = say(voiceOf(list), "last-answer-today", { owner: doorAddress(list.address, "owner") });
  return { ...request, notice: { ...request.notice, lines: [...request.notice.lines, "", words] } };
}
