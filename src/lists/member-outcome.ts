/** What a member gets of a post, by a list's settings and the kinds of keys that the member has. */
import { asId, type Fingerprint, type MemberId, type Recipient, type Scheme } from "#base";
import type { ListSettings } from "#config";
import { listDemand } from "./families.ts";
import type { MemberKeyState } from "./list.ts";
import { planDelivery } from "./plan-delivery.ts";

export type MemberKeys = "none" | Scheme | "both";

/** How a copy comes to a member. */
export interface CopyOutcome {
  readonly how: "sealed" | "clear" | "notice";
  /** Of the sealing; of a copy in clear, of the list's signature. */
  readonly family: Scheme | null;
  readonly signed: boolean;
  /** It says that it left in clear though the list seals, or came sealed (S6). */
  readonly marked: boolean;
}

export interface MemberOutcome {
  readonly cameInClear: CopyOutcome;
  /** null: the list opens nothing. */
  readonly cameSealed: CopyOutcome | null;
}

const KEYS: Readonly<Record<MemberKeys, readonly Scheme[]>> = {
  none: [],
  openpgp: ["openpgp"],
  smime: ["smime"],
  both: ["openpgp", "smime"],
};

export function memberOutcome(settings: ListSettings, keys: MemberKeys): MemberOutcome {
  const opens = listDemand(settings, "post_encrypt") !== "no";
  return {
    cameInClear: copyOutcome(settings, keys, false),
    cameSealed: opens ? copyOutcome(settings, keys, true) : null,
  };
}

function copyOutcome(settings: ListSettings, keys: MemberKeys, opened: boolean): CopyOutcome {
  const member = { id: asId<MemberId>(1), keys: KEYS[keys].map(usableKey) };
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
