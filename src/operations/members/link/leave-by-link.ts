/**
 * What a link that a member holds is good for: it names the list, and lets them leave it, once. Like an answer to a mail to
 * them it proves who they are; who else may leave in what way is the list's scenario's matter all the same.
 */
import { addressKey, isLanguage, type Language } from "#base";
import type { Voice } from "#i18n";
import { listById, memberById, type StoredList, type StoredMember, takeOnceIn } from "#store";
import { settingsOf } from "../../lists/list-settings-of.ts";
import { authorize } from "../../permission/authorize.ts";
import type { Context } from "../../operation.ts";
import { memberUnsubscribe } from "../joining/member-unsubscribe.ts";
import { type LeaveToken, LINK_WEEKS } from "./leave-token.ts";

/** Whom a link is about. */
export interface LinkHolder {
  readonly list: StoredList;
  readonly member: StoredMember;
  /** How they are spoken to. */
  readonly language: Language;
  readonly voice: Voice;
}

/** null: they left, and the link is good for nothing any more. moved: the mailbox that it was sent to is theirs no more. */
export async function linkHolder(
  { db, texts }: Pick<Context, "db" | "texts">,
  { member, isFor }: LeaveToken,
): Promise<LinkHolder | "moved" | null> {
  const found = await db.read(async (tx) => {
    const person = await memberById(tx, member);
    const list = person === null ? null : await listById(tx, person.listId);
    return person === null || list === null ? null : { list, member: person };
  });
  if (found === null) return null;
  if (!isFor(found.member.address)) return "moved";
  const chosen = found.member.language;
  const language = isLanguage(chosen) ? chosen : settingsOf(found.list).language;
  return { ...found, language, voice: texts?.voice(found.list.address, language) ?? language };
}

/** left: by this. staff: they look after the list still, and read it not. used: before. refused: the list says no by now. */
export type LeftByLink = "left" | "staff" | "used" | "refused";

/** They are told whatever the list's settings say: somebody else may have had the link. */
export async function leaveByLink(
  context: Context,
  { list, member }: Pick<LinkHolder, "list" | "member">,
  token: LeaveToken,
): Promise<LeftByLink> {
  const { db, clock, scenarios } = context;
  const actor = { kind: "person", address: member.address, method: "md5" } as const;
  const asked = { site: scenarios, list, function: "unsubscribe", actor, now: clock.now() };
  const permission = await authorize(db, asked);
  if (permission.do !== "allowed") return "refused";
  if (!(await isFirst(context, { list, member }, token))) return "used";
  const input = { list: list.address, address: member.address, told: true, notify: permission.notify };
  const left = await memberUnsubscribe.invoke({ ...context, actor }, input);
  if (!left.ok) throw left.error;
  return left.value.state;
}

/** The id of who left is never used again; those who look after a list stay, and so would their link. */
async function isFirst(
  { db, clock }: Pick<Context, "db" | "clock">,
  { list, member }: Pick<LinkHolder, "list" | "member">,
  { week }: LeaveToken,
): Promise<boolean> {
  if (!member.owner && !member.moderator) return true;
  const [what, days] = [`leave link ${member.id} ${week}`, 7 * (LINK_WEEKS + 1)];
  const once = { what, days, listId: list.id, to: addressKey(member.address), now: clock.now() };
  return db.transact((tx) => takeOnceIn(tx, once));
}
