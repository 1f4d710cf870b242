/**
 * Who may decide about a held message by mail, and where to: an address that is theirs alone, for one message and one
 * answer (S2, S4). Where the list asks for signatures only who has a key that it knows gets one: an answer counts by the
 * signature then, and not by the address.
 */
import { keyUsability, type MemberId, type Random, type Recipient, toHex } from "#base";
import { familiesFor, heldVerbs, type List, listDemand, SCHEMES, usesKeys } from "#lists";
import { type HeldCode, keysOfMembers, type Reader } from "#store";
import { keyAddress } from "../notices/key-address.ts";
import type { Decider } from "./moderation-notices.ts";

const TOKEN_BYTES = 16;
/** 128 bits in base 36. */
const TOKEN_LENGTH = 25;

export interface HeldDecider extends Decider {
  /** What stands in the address; null: they cannot answer by mail. */
  readonly token: string | null;
}

export async function heldDecider(
  tx: Reader,
  {
    list,
    member,
    code,
    at,
  }: { readonly list: List; readonly member: MemberId; readonly code: HeldCode; readonly at: Date },
  random: Random,
): Promise<HeldDecider> {
  const mayRead = !usesKeys(list.settings) || (await readingKey(tx, list, { member, at })) !== null;
  const verbs = heldVerbs(list.settings, code);
  const token = newToken(random);
  const address = keyAddress(list, token);
  if (address === null || !(await maySign(tx, list, member)))
    return { token: null, address: null, mayRead, verbs };
  return { token, address, mayRead, verbs };
}

async function maySign(tx: Reader, list: List, member: MemberId): Promise<boolean> {
  if (listDemand(list.settings, "post_sign") === "no") return true;
  const families = familiesFor(list.settings, "post_sign");
  return (await keysOfMembers(tx, [member])).some((key) => families.includes(key.scheme));
}

/** The key that a held post is sealed to for this person: of a family that the list seals in, or of any if it seals in none. */
export async function readingKey(
  tx: Reader,
  list: List,
  { member, at }: { readonly member: MemberId; readonly at: Date },
): Promise<Recipient | null> {
  const sealedIn = familiesFor(list.settings, "distrib_encrypt");
  const families = sealedIn.length > 0 ? sealedIn : SCHEMES;
  const keys = await keysOfMembers(tx, [member]);
  const usable = keys.map((key) => keyUsability(key, at).usable).filter((one) => one !== null);
  return usable.find((one) => families.includes(one.scheme)) ?? null;
}

/** Letters and digits of one case: mail servers on the way may change it. */
function newToken(random: Random): string {
  const number = BigInt(`0x${toHex(random.bytes(TOKEN_BYTES))}`);
  return number.toString(36).padStart(TOKEN_LENGTH, "0");
}

/** Where a list asks for signatures the address alone decides nothing, and may stand outside what is sealed. */
export function mayStandOutside(list: List): boolean {
  return listDemand(list.settings, "post_sign") !== "no";
}
