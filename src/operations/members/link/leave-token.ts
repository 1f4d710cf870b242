/**
 * What the link says by which a member leaves a list (RFC 8058): `<member>.<week>.<tag>`, where the tag is an HMAC over
 * both. Nothing is stored; ids of members are never used again, so that it means that one membership and no later one.
 */
import { createHmac, type KeyObject, timingSafeEqual } from "node:crypto";
import { asId, type MemberId, view, WEEK_MS } from "#base";

/** A link works for that many weeks after the one in which it was sent. */
export const LINK_WEEKS = 13;
const RADIX = 36;
/** 128 bits: nobody guesses one. */
const TAG_OCTETS = 16;
const TOKEN = /^([0-9a-z]{1,11})\.([0-9a-z]{1,6})\.([\w-]{22})$/;

export interface LeaveToken {
  readonly member: MemberId;
  /** In which it was sent, counted from 1970. */
  readonly week: number;
}

/** @param secret the site's own for these links, 32 octets */
export function leaveToken(secret: KeyObject, member: MemberId, at: Date): string {
  const week = weekOf(at);
  const tag = view(tagOf(secret, { member, week })).toString("base64url");
  return `${member.toString(RADIX)}.${week.toString(RADIX)}.${tag}`;
}

/** null: it is not ours, was changed, or is too old. */
export function readLeaveToken(secret: KeyObject, token: string, at: Date): LeaveToken | null {
  const [, memberText = "", weekText = "", given = ""] = TOKEN.exec(token) ?? [];
  const member = asId<MemberId>(Number.parseInt(memberText, RADIX));
  const week = Number.parseInt(weekText, RADIX);
  const age = weekOf(at) - week;
  if (!Number.isSafeInteger(member) || !(age >= 0 && age <= LINK_WEEKS)) return null;
  const tag = Buffer.from(given, "base64url");
  const isOurs = tag.toString("base64url") === given && tag.length === TAG_OCTETS;
  return isOurs && timingSafeEqual(tag, tagOf(secret, { member, week })) ? { member, week } : null;
}

function weekOf(at: Date): number {
  return Math.floor(at.getTime() / WEEK_MS);
}

function tagOf(secret: KeyObject, { member, week }: LeaveToken): Buffer {
  return createHmac("sha256", secret).update(`leave\0${member}\0${week}`).digest().subarray(0, TAG_OCTETS);
}
