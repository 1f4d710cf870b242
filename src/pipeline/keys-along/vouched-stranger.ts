/**
 * `smime_trust = ca`, at the address for commands: somebody who is nobody here yet has no key that could be bound. A
 * certificate of the list's authorities with their address in it says who they are all the same, so that they can ask to
 * join (S2). What names a member was bound to that member before.
 */
import { type EmailAddress, sameAddress, type ValidSignature } from "#base";
import type { List } from "#lists";
import type { JudgedAuthor, Opened } from "#protect";

export function vouchedStranger(
  { settings }: { readonly settings: Pick<List["settings"], "smime_trust"> },
  { opened, author }: { readonly opened: Pick<Opened, "signatures">; readonly author: JudgedAuthor },
): JudgedAuthor {
  const { address } = author;
  if (settings.smime_trust !== "ca" || author.authentic || author.why !== "not-bound" || address === null)
    return author;
  const signer = soleSigner(opened, address);
  return signer === null ? author : { authentic: true, address, signer: signer.signer, member: null };
}

/** All who signed the whole of it are vouched for as this address. */
function soleSigner(
  { signatures }: Pick<Opened, "signatures">,
  address: EmailAddress,
): ValidSignature | null {
  const valid = signatures.flatMap((one) => (one.verdict === "valid" && one.covers === "whole" ? [one] : []));
  const isTheirs = ({ scheme, addresses }: ValidSignature): boolean =>
    scheme === "smime" && addresses.some((each) => sameAddress(each, address));
  return valid.every(isTheirs) ? (valid[0] ?? null) : null;
}
