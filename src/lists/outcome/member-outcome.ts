/** What a member gets of a post, by a list's settings and the kinds of keys that the member has. */
import { asId, type Fingerprint, type MemberId, type Recipient, type Scheme } from "#base";
import type { ListSettings } from "#config";
import { listDemand } from "../families.ts";
import type { MemberKeyState } from "../list.ts";
import { ALL_KEYS, type OwnKeys } from "../plan/missing-list-keys.ts";
import { planDelivery } from "../plan/plan-delivery.ts";
import { sealsUnopened } from "../plan/plan-unopened.ts";

export type MemberKeys = "none" | Scheme | "both";

/** How a copy comes to a member. */
export interface CopyOutcome {
  readonly how: "sealed" | "clear" | "notice";
  /** Of the sealing; of a copy in clear, of the list's signature. null: of none, or of the key that is asked first. */
  readonly family: Scheme | null;
  readonly signed: boolean;
  /** It says that it left in clear though the list seals, or came sealed (S6). */
  readonly marked: boolean;
}

export interface MemberOutcome {
  readonly cameInClear: CopyOutcome;
  /** null: it goes on as it came, for the list opens nothing. */
  readonly cameSealed: CopyOutcome | null;
}

/** Who has both is asked for one of them first, the one or the other. */
const ORDERS: Readonly<Record<MemberKeys, readonly (readonly Scheme[])[]>> = {
  none: [[]],
  openpgp: [["openpgp"]],
  smime: [["smime"]],
  both: [
    ["openpgp", "smime"],
    ["smime", "openpgp"],
  ],
};

/** @param ownKeys without a key to sign with the list signs nothing */
export function memberOutcome(settings: ListSettings, keys: MemberKeys, ownKeys = ALL_KEYS): MemberOutcome {
  const opens = listDemand(settings, "post_encrypt") !== "no";
  const outcome = (opened: boolean) =>
    ORDERS[keys].map((order) => signedWith(ownKeys, copyOutcome(settings, order, opened))).reduce(eitherOf);
  return {
    cameInClear: outcome(false),
    cameSealed: opens || sealsUnopened(settings) ? outcome(opens) : null,
  };
}

/** As the copies are made: a profile that is to be signed, and has no key for it, goes unsigned. */
function signedWith({ signing }: OwnKeys, copy: CopyOutcome): CopyOutcome {
  if (!copy.signed || copy.family === null || signing.includes(copy.family)) return copy;
  return { ...copy, signed: false, family: copy.how === "clear" ? null : copy.family };
}

/** What is true of both. */
function eitherOf(one: CopyOutcome, other: CopyOutcome): CopyOutcome {
  return {
    how: one.how,
    family: one.family === other.family ? one.family : null,
    signed: one.signed && other.signed,
    marked: one.marked || other.marked,
  };
}

function copyOutcome(settings: ListSettings, keys: readonly Scheme[], opened: boolean): CopyOutcome {
  const member = { id: asId<MemberId>(1), keys: keys.map(usableKey) };
  const { plan, sealedTo } = planDelivery(settings, member, opened);
  if (plan.kind === "notice") return { how: "notice", family: null, signed: false, marked: false };
  const { scheme, sign, marked } = plan.profile;
  const family = scheme === "clear" ? null : scheme;
  return { how: sealedTo === null ? "clear" : "sealed", family, signed: sign, marked };
}

/** A key that nothing is wrong with: the plan asks for its family only. */
function usableKey(scheme: Scheme): MemberKeyState {
  const fingerprint = "" as Fingerprint;
  const none = new Uint8Array(0);
  const usable: Recipient = {
    scheme,
    fingerprint,
    algorithm: scheme === "openpgp" ? "x25519" : "rsa",
    publicKey: none,
    locator: none,
    kdf: none,
    usableFrom: new Date(0),
    usableUntil: null,
    aead: null,
  };
  return { scheme, fingerprint, state: { usable } };
}
