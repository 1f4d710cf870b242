/** What members read who have several addresses: the question to a new one, and what became of it. */
import { utcDay } from "#base";
import { say } from "#i18n";
import { type List, voiceOf } from "#lists";
import type { MembershipOrder } from "#operations";
import { memberById } from "#store";
import { answeredWithKey } from "../key-address.ts";
import { addresses, type Notice } from "../notices.ts";
import type { NoticeRequest } from "../send-notice.ts";
import type { PipelineSite } from "../../site.ts";

type Request = Omit<NoticeRequest, "effect">;
type Order<Verb extends MembershipOrder["do"]> = Extract<MembershipOrder, { readonly do: Verb }>;

const WRITTEN = { attachments: [], kind: "auto-generated", inReplyTo: null } as const;

/** Whoever answers it reads that address's mail. */
export function askAddress(list: List, { to, of, how, key, until }: Order<"ask-address">): Request {
  const voice = voiceOf(list);
  const names = { list: list.displayName, address: of, other: to, ...addresses(list) };
  const notice: Notice = {
    subject: say(voice, "address-ask-subject", names),
    lines: [
      say(voice, how === "move" ? "address-ask-move" : "address-ask-add", names),
      "",
      say(voice, "address-ask-do", { date: utcDay(until) }),
      say(voice, "address-ask-else", names),
    ],
  };
  return { ...WRITTEN, to, ...answeredWithKey(list, key, notice) };
}

/** To their first address, sealed where they have a key. null: they left. */
export async function tellAddress(
  { db }: PipelineSite,
  list: List,
  { member, address }: Order<"tell-address">,
): Promise<Request | null> {
  const person = await db.read((tx) => memberById(tx, member));
  if (person === null || person.listId !== list.id) return null;
  const voice = voiceOf(list);
  const names = { list: list.displayName, address: person.address, other: address, ...addresses(list) };
  const notice: Notice = {
    subject: say(voice, "address-added-subject", names),
    lines: [say(voice, "address-added-1", names), "", say(voice, "moved-do", names)],
  };
  return { ...WRITTEN, to: person.address, notice };
}
