/**
 * `smime_trust = ca`, at the address for commands: somebody who is nobody here yet has no key that could be bound. A
 * certificate of the list's authorities with their address in it says who they are all the same, so that they can ask to
 * join (S2). Of an address that a member has only keys of that member say so.
 */
import { type EmailAddress, sameAddress, type ValidSignature } from "#base";
import type { List } from "#lists";
import type { JudgedAuthor, Opened } from "#protect";
import { type Database, memberByAddress } from "#store";

export async function vouchedStranger(
  db: Pick<Database, "read">,
  { id, settings }: List,
  { opened, author }: { readonly opened: Opened; readonly author: JudgedAuthor },
): Promise<JudgedAuthor> {
  const { address } = author;
  if (settings.smime_trust !== "ca" || author.authentic || author.why !== "not-bound" || address === null)
    return author;
  const signer = soleSigner(opened, address);
  if (signer === null) return author;
  const member = await db.read((tx) => memberByAddress(tx, id, address));
  return member === null ? { authentic: true, address, signer: signer.signer, member: null } : author;
}

/** All who signed the whole of it are vouched for as this address. */
function soleSigner({ signatures }: Opened, address: EmailAddress): ValidSignature | null {
  const valid = signatures.filter((one) => one.verdict === "valid" && one.covers === "whole");
  const named = (one: ValidSignature): boolean =>
    one.scheme === "smime" && one.addresses.some((each) => sameAddress(each, address));
  const [first] = valid;
  return first?.verdict === "valid" && valid.every((one) => one.verdict === "valid" && named(one))
    ? first
    : null;
}
