/** Whether mail can be sealed to a bound key now, judged from its row without parsing it. */
import type { WhyCode } from "#base";
import type { MemberKeyState } from "#lists";
import type { StoredMemberKey } from "#store";

export function memberKeyState(key: StoredMemberKey, at: Date): MemberKeyState {
  const why = whyUnusable(key, at);
  const until = key.recipient?.usableUntil ?? null;
  return {
    scheme: key.scheme,
    fingerprint: key.fingerprint,
    usable: why === null,
    why,
    expiredAt: why === "key-expired" ? until : null,
    readsAead: key.recipient?.readsAead ?? false,
  };
}

function whyUnusable({ recipient, description }: StoredMemberKey, at: Date): WhyCode | null {
  if (description.revoked) return "key-revoked";
  if (recipient === null) return description.cannotEncrypt ?? "key-cannot-encrypt";
  if (recipient.usableFrom > at) return "key-not-yet-valid";
  if (recipient.usableUntil !== null && recipient.usableUntil <= at) return "key-expired";
  return null;
}
