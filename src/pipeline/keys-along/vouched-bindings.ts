/**
 * `smime_trust = ca`: *bound* also means that an authority of the list's vouches for a certificate and that a member's
 * address is in it (S2). Whose it is says the From, and else the first of its addresses that is a member's: who signs
 * beside the author counts as somebody (S3).
 */
import { type EmailAddress, sameAddress, type ValidSignature } from "#base";
import type { List } from "#lists";
import type { Binding, Opened } from "#protect";
import type { Keyring } from "../in-flight.ts";

/** @param bound of the keys that an owner bound, or that were harvested: nothing stands in for those */
export async function vouchedBindings(
  keyring: Pick<Keyring, "holder">,
  { id, settings }: List,
  opened: Opened,
  bound: readonly Binding[],
): Promise<readonly Binding[]> {
  if (settings.smime_trust !== "ca") return [];
  const found: Binding[] = [];
  for (const signature of opened.signatures) {
    if (signature.verdict !== "valid" || signature.scheme !== "smime" || signature.covers !== "whole")
      continue;
    if (bound.some(({ fingerprint }) => fingerprint === signature.signer)) continue;
    for (const address of authorFirst(signature, opened.from.addresses)) {
      const member = await keyring.holder(id, address);
      if (member === null) continue;
      const { signer: fingerprint } = signature;
      found.push({ member, fingerprint, memberAddresses: [address], confirmedAddresses: [] });
      break;
    }
  }
  return found;
}

function authorFirst({ addresses }: ValidSignature, from: readonly EmailAddress[]): readonly EmailAddress[] {
  const isFrom = (address: EmailAddress) => from.some((one) => sameAddress(one, address));
  return [...addresses.filter(isFrom), ...addresses.filter((one) => !isFrom(one))].slice(0, MOST_ASKED);
}

/** Addresses of one certificate that are looked up. */
const MOST_ASKED = 20;
