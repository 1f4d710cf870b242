/**
 * Variable envelope return paths (S15): `LIST-bounces+<member>-<week>-<tag>@domain`, where the tag is an
 * HMAC over list, member and week. A bounce that comes back without a fresh one proves nothing.
 */
import { createHmac, type KeyObject, timingSafeEqual } from "node:crypto";
import {
  addressKey,
  asId,
  domainOf,
  type EmailAddress,
  localPartOf,
  type MemberId,
  utf8,
  view,
  WEEK_MS,
} from "#base";

const RADIX = 36;
/** RFC 5321 §4.5.3.1.1. */
const MAX_LOCAL_PART = 64;
const TAG = /^([0-9a-z]{1,11})-([0-9a-z]{1,6})-([0-9a-z]{1,13})$/;

export interface ReturnPathInput {
  readonly list: EmailAddress;
  readonly member: MemberId;
  readonly at: Date;
  /** The site's secret for return paths, 32 octets; as a key object, which is read once and not for each member. */
  readonly secret: KeyObject;
}

/**
 * The envelope sender of one member's message. A list whose name leaves no room for the tag gets the
 * plain `LIST-bounces@domain`: its bounces are read, but none is scored.
 */
export function returnPath(input: ReturnPathInput): EmailAddress {
  const { list, member, at } = input;
  const week = weekOf(at);
  const tag = `${member.toString(RADIX)}-${week.toString(RADIX)}-${mac(input, week)}`;
  const localPart = `${localPartOf(list)}-bounces+${tag}`;
  const fits = Buffer.byteLength(localPart) <= MAX_LOCAL_PART;
  return (fits ? `${localPart}@${domainOf(list)}` : plainReturnPath(list)) as EmailAddress;
}

function plainReturnPath(list: EmailAddress): EmailAddress {
  return `${localPartOf(list)}-bounces@${domainOf(list)}` as EmailAddress;
}

export interface ReturnPathTagInput {
  readonly list: EmailAddress;
  /** What stood behind the `+`. */
  readonly tag: string;
  readonly at: Date;
  readonly secret: KeyObject;
  /** Weeks after which a tag is stale; default 4. */
  readonly maxWeeks?: number;
}

/** The member a bounce is about; null if the tag is not ours, was changed, or is too old. */
export function readReturnPathTag(input: ReturnPathTagInput): MemberId | null {
  const match = TAG.exec(input.tag.toLowerCase());
  if (!match) return null;
  const [, memberText = "", weekText = "", given = ""] = match;
  const week = Number.parseInt(weekText, RADIX);
  const member = asId<MemberId>(Number.parseInt(memberText, RADIX));
  const age = weekOf(input.at) - week;
  if (age < 0 || age > (input.maxWeeks ?? 4) || !Number.isSafeInteger(member)) return null;
  const expected = utf8(mac({ list: input.list, member, secret: input.secret }, week));
  const actual = utf8(given);
  return expected.length === actual.length && timingSafeEqual(expected, actual) ? member : null;
}

function weekOf(at: Date): number {
  return Math.floor(at.getTime() / WEEK_MS);
}

/** 64 bits in lower-case letters and digits: mail systems on the way may change the case. */
function mac({ list, member, secret }: Omit<ReturnPathInput, "at">, week: number): string {
  const digest = createHmac("sha256", secret)
    .update(`return-path\0${addressKey(list)}\0${member}\0${week}`)
    .digest();
  return view(digest).readBigUInt64BE(0).toString(RADIX);
}
