/** What somebody who is not on the list yet signed with, for their joining. */
import type { Brought } from "#commands";
import { asSignedWith } from "#operations";
import type { InFlight } from "../in-flight.ts";
import { isSignedInTime } from "../facts/signed-in-time.ts";

/** null: nothing that an authority vouches for, or signed too long ago. */
export function broughtBy({ keysAlong, opened, author, signedAt, arrivedAt }: InFlight): Brought | null {
  if (keysAlong === null || keysAlong.member !== null || opened === null || !author.authentic) return null;
  if (!isSignedInTime(signedAt, arrivedAt)) return null;
  const { signer } = author;
  const own = opened.signatures.find((one) => one.signer === signer && one.verdict === "valid");
  const preference = own?.encryptionPreference ?? null;
  const { address, keys } = keysAlong;
  const signed = asSignedWith({ signer, certificates: opened.certificates, preference });
  return { keys: { address, keys }, signed };
}
