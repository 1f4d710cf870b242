/** What members hear about their membership, and owners of who comes and goes. Of a post nothing but its Message-ID. */
import { localPartOf, type MemberId, utcDay } from "#base";
import { say } from "#i18n";
import { doorAddress, type List, membershipAddress, usesKeys, voiceOf } from "#lists";
import type { MembershipOrder } from "#operations";
import { decodeRecipient, keysOfMembers, memberByAddress, memberById, type StoredMember } from "#store";
import { askAddress, tellAddress } from "./addresses/address-mail.ts";
import { ownersWords } from "./owners-words.ts";
import { answeredWithKey, keyAddress } from "./key-address.ts";
import { askForKey, challenge, keyGiven, keyRefused } from "./key-at-joining.ts";
import type { PipelineSite } from "../site.ts";
import { addresses, namedMail, type Notice } from "./notices.ts";
import type { NoticeRequest } from "./send-notice.ts";
import { serviceKey } from "./service-key.ts";
import { whereReached } from "./where-reached.ts";

type Request = Omit<NoticeRequest, "effect">;
type Order<Verb extends MembershipOrder["do"]> = Extract<MembershipOrder, { readonly do: Verb }>;

/** null: there is nobody left to write to. */
export async function membershipMail(
  site: PipelineSite,
  list: List,
  order: MembershipOrder,
): Promise<Request | null> {
  switch (order.do) {
    case "goodbye":
      return goodbye(site, list, order);
    case "invite":
      return invitation(list, order);
    case "ask-key":
      return (await hasGivenKey(site, list, order)) ? null : askForKey(list, order);
    case "challenge":
      return challenge(list, order);
    case "key-refused":
      return keyRefused(list, order);
    case "ask-address":
      return askAddress(list, order);
    case "tell-address":
      return tellAddress(site, list, order);
    case "tell-change":
      return changeForStaff(site, list, order);
    case "tell-posted":
    case "remind":
    case "tell-unread":
    case "tell-moved":
    case "key-given":
      return toMember(site, list, order);
  }
}

/** Who joined by a signed mail brought it along. */
async function hasGivenKey(
  site: PipelineSite,
  list: List,
  { joined, to }: Order<"ask-key">,
): Promise<boolean> {
  if (!joined) return false;
  return site.db.read(async (tx) => {
    const member = await memberByAddress(tx, list.id, to);
    return member !== null && (await keysOfMembers(tx, [member.id])).length > 0;
  });
}

async function goodbye(
  site: PipelineSite,
  list: List,
  { to, undo, until, sealTo }: Order<"goodbye">,
): Promise<Request> {
  const voice = voiceOf(list);
  const names = { list: list.displayName, address: to, ...addresses(list) };
  const how = undo === null ? say(voice, "goodbye-removed", names) : howToUndo(list, undo, utcDay(until));
  const words = ownersWords(list.settings.goodbye_msg, list);
  const said = words.length === 0 ? [] : [...words, ""];
  const subject = undo === null ? "goodbye-removed-subject" : "goodbye-subject";
  const notice = {
    subject: say(voice, subject, names),
    lines: [say(voice, "goodbye-1", names), "", ...said, how],
  };
  const seal = sealTo === null ? {} : { sealTo: decodeRecipient(sealTo) };
  const reached = await site.db.read((tx) => whereReached(tx, list, to));
  return { ...written(reached, notice), ...seal };
}

/** An answer, such as a word of thanks or that of a program, goes to the owners and undoes nothing. */
function howToUndo(list: List, key: string, date: string): string {
  const address = keyAddress(list, key);
  if (address !== null) return say(voiceOf(list), "goodbye-undo", { address, date });
  const request = doorAddress(list.address, "request");
  return say(voiceOf(list), "goodbye-undo-post", { address: request, key, date });
}

function invitation(list: List, { to, key, until }: Order<"invite">): Request {
  const voice = voiceOf(list);
  const { description } = list.settings;
  const names = { list: list.displayName, address: to, ...addresses(list) };
  const notice: Notice = {
    subject: say(voice, "invite-subject", names),
    lines: [
      say(voice, "invite-1", { ...names, list: `${list.displayName} (${list.address})` }),
      ...(description === "" ? [] : [say(voice, "invite-about", { about: description })]),
      "",
      say(voice, "invite-do"),
      say(voice, "invite-else", { ...names, date: utcDay(until) }),
    ],
  };
  return { ...written(to, notice), ...answeredWithKey(list, key, notice) };
}

async function changeForStaff(
  site: PipelineSite,
  list: List,
  { owner, address, change, by, byScenario }: Order<"tell-change">,
): Promise<Request | null> {
  const person = await memberOf(site, list, owner);
  if (person === null || !(person.owner || (person.moderator && !usesKeys(list.settings)))) return null;
  const voice = voiceOf(list);
  const notice: Notice = {
    subject: say(voice, `${change}-owner-subject`, { list: list.displayName, address }),
    lines: [
      say(voice, `${change}-owner-1`, { list: list.displayName, address, by: by ?? address }),
      "",
      say(voice, byScenario ? "change-owner-scenario" : "change-owner-do", { list: list.address }),
    ],
  };
  return written(person.address, notice);
}

async function toMember(
  site: PipelineSite,
  list: List,
  order: Order<"tell-posted" | "remind" | "tell-unread" | "tell-moved" | "key-given">,
): Promise<Request | null> {
  const person = await memberOf(site, list, order.member);
  if (person === null) return null;
  switch (order.do) {
    case "tell-posted":
      return { ...written(person.address, posted(list, order)), kind: "auto-replied" };
    case "remind":
      return written(membershipAddress(list, person), reminder(list, person));
    case "tell-unread":
      return written(person.address, unread(list));
    case "key-given":
      return keyGiven(list, person.address, order);
    case "tell-moved":
      return moved(site, list, { person, order });
  }
}

function posted(list: List, { mail }: Order<"tell-posted">): Notice {
  const voice = voiceOf(list);
  return {
    subject: say(voice, "posted-subject", { list: list.displayName }),
    lines: [
      say(voice, "posted-1", { ...namedMail(mail), list: list.displayName }),
      "",
      say(voice, "posted-why", {
        request: doorAddress(list.address, "request"),
        name: localPartOf(list.address),
      }),
    ],
  };
}

function reminder(list: List, { address, createdAt, ...person }: StoredMember): Notice {
  const voice = voiceOf(list);
  const { delivery, deliveryUntil, receives } = person;
  const away =
    delivery === "on" && receives
      ? []
      : deliveryUntil === null
        ? [say(voice, "remind-away")]
        : [say(voice, "remind-away-until", { date: utcDay(deliveryUntil) })];
  return {
    subject: say(voice, "remind-subject", { list: list.displayName }),
    lines: [
      say(voice, "remind-1", { list: list.displayName, address, date: utcDay(createdAt) }),
      ...away,
      "",
      say(voice, "remind-write", { list: list.address }),
      say(voice, "remind-leave", { ...addresses(list), leave: doorAddress(list.address, "leave") }),
    ],
  };
}

/** They look after the list as before: whoever had their link may have used it. */
function unread(list: List): Notice {
  const voice = voiceOf(list);
  const names = { list: list.address, join: doorAddress(list.address, "join") };
  return {
    subject: say(voice, "unread-subject", { list: list.displayName }),
    lines: [say(voice, "leave-link-staff", names), "", say(voice, "moved-do", addresses(list))],
  };
}

/** Goes to the address before, sealed to the key that stays (S9). */
async function moved(
  site: PipelineSite,
  list: List,
  { person, order }: { readonly person: StoredMember; readonly order: Order<"tell-moved"> },
): Promise<Request> {
  const voice = voiceOf(list);
  const ask = { member: person.id, at: site.clock.now() };
  const key = await site.db.read((tx) => serviceKey(tx, list, ask));
  const names = { list: list.displayName, address: person.address, old: order.from };
  const notice: Notice = {
    subject: say(voice, "moved-subject", names),
    lines: [
      say(voice, "moved-1", names),
      ...(key === null ? [] : [say(voice, "moved-key")]),
      "",
      say(voice, "moved-do", addresses(list)),
    ],
  };
  return { ...written(order.from, notice), ...(key === null ? {} : { sealTo: key }) };
}

async function memberOf(site: PipelineSite, list: List, id: MemberId): Promise<StoredMember | null> {
  const person = await site.db.read((tx) => memberById(tx, id));
  return person?.listId === list.id ? person : null;
}

function written(to: Request["to"], notice: Notice): Request {
  return { to, notice, attachments: [], kind: "auto-generated", inReplyTo: null };
}
