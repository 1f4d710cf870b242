/**
 * What the link says by which a member leaves a list (RFC 8058): `<member>.<week>.<mark>.<tag>`, where the mark is an HMAC
 * over the address that it was sent to, and the tag one over all three. Nothing is stored; ids of members are never used
 * again, so that it means that one membership and no later one.
 */
import { createHmac, type KeyObject, timingSafeEqual } from "node:crypto";
import { addressKey, asId, type EmailAddress, type MemberId, view, WEEK_MS } from "#base";

/** A link works for that many weeks after the one in which it was sent. */
export const LINK_WEEKS = 13;
const RADIX = 36;
/** 128 bits: nobody guesses one. */
const TAG_OCTETS = 16;
/** It tells addresses apart; the tag says that it is ours. */
const MARK_OCTETS = 9;
const TOKEN = /^([0-9a-z]{1,11})\.([0-9a-z]{1,6})\.([\w-]{12})\.([\w-]{22})$/;

export interface LeaveToken {
  readonly member: MemberId;
  /** In which it was sent, counted from 1970. */
  readonly week: number;
  /** Whether it was sent there: a mailbox that is a member's no more takes nobody off. */
  readonly isFor: (address: EmailAddress) => boolean;
}

export interface LinkReader {
  readonly member: MemberId;
  /** The first one, where it is sent. */
  readonly address: EmailAddress;
}

/** @param secret the site's own for these links, 32 octets */
export function leaveToken(secret: KeyObject, { member, address }: LinkReader, at: Date): string {
  const [week, mark] = [weekOf(at), markOf(secret, address)];
  const tag = view(tagOf(secret, { member, week, mark })).toString("base64url");
  return `${member.toString(RADIX)}.${week.toString(RADIX)}.${mark}.${tag}`;
}

/** null: it is not ours, was changed, or is too old. */
export function readLeaveToken(secret: KeyObject, token: string, at: Date): LeaveToken | null {
  const [, memberText = "", weekText = "", mark = "", given = ""] = TOKEN.exec(token) ?? [];
  const member = asId<MemberId>(Number.parseInt(memberText, RADIX));
  const week = Number.parseInt(weekText, RADIX);
  const age = weekOf(at) - week;
  if (!Number.isSafeInteger(member) || !(age >= 0 && age <= LINK_WEEKS)) return null;
  const tag = Buffer.from(given, "base64url");
  const isOurs = tag.toString("base64url") === given && tag.length === TAG_OCTETS;
  if (!isOurs || !timingSafeEqual(tag, tagOf(secret, { member, week, mark }))) return null;
  return { member, week, isFor: (address) => markOf(secret, address) === mark };
}

function weekOf(at: Date): number {
  return Math.floor(at.getTime() / WEEK_MS);
}

interface Tagged extends Pick<LeaveToken, "member" | "week"> {
  readonly mark: string;
}

function tagOf(secret: KeyObject, { member, week, mark }: Tagged): Buffer {
  return hmacOf(secret, `leave\0${member}\0${week}\0${mark}`).subarray(0, TAG_OCTETS);
}

function markOf(secret: KeyObject, address: EmailAddress): string {
  return hmacOf(secret, `to\0${addressKey(address)}`)
    .subarray(0, MARK_OCTETS)
    .toString("base64url");
}

function hmacOf(secret: KeyObject, text: string): Buffer {
  return createHmac("sha256", secret).update(text).digest();
}
