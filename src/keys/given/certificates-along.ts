/**
 * The certificates of a person in a signature of theirs: the one that signed, and the one that mail is sealed to where that
 * is another: they say so, or theirs is for signing alone (RFC 8551 §2.5.3). Others in the bag are nobody's here.
 */
import { type Bytes, type Fingerprint, LIMITS, sameAddress, type WhyCode } from "#base";
import { smime } from "../crypto-rooms.ts";
import type { PreparedKey } from "../prepare-member-key.ts";
import type { CertificateBag, GivenKey, GivenTo } from "./given-key.ts";

export async function certificatesAlong(
  { signer, certificates, preference }: CertificateBag,
  to: GivenTo,
): Promise<readonly GivenKey[]> {
  const theirs = await certificatesOf(certificates, to, signer);
  const isSigner = ({ key }: GivenKey): boolean => key.description.fingerprint === signer;
  const own = theirs.find(isSigner);
  if (own === undefined || own.key.description.cannotSign !== null) return [];
  const sealing = theirs.filter((one) => one.key.recipient !== null);
  const named = await namedAmong(sealing, preference);
  if (named === own) return [{ ...own, chosen: true }];
  const others = sealing.filter((one) => one !== own);
  if (own.key.recipient === null) return [own, ...ranked(others, named).slice(0, 1)];
  if (named === undefined || named.vouched !== own.vouched) return [own];
  return [forSigning(own), { ...named, chosen: true }];
}

/** It could open mail, too, and its holder wants that sealed to another. */
function forSigning(given: GivenKey): GivenKey {
  return { ...given, key: { ...given.key, recipient: null } };
}

/** Of the certificates in a file or a directory the one that this person's mail is sealed to, and the one that signs. */
export async function certificatesFound(
  certificates: readonly Bytes[],
  to: GivenTo,
): Promise<readonly GivenKey[]> {
  const theirs = await certificatesOf(certificates, to, null);
  const [sealing] = ranked(theirs.filter(({ key }) => key.recipient !== null));
  if (sealing?.key.description.cannotSign === null) return [sealing];
  const [signing] = ranked(
    theirs.filter(({ key }) => key.recipient === null && key.description.cannotSign === null),
  );
  return [signing, sealing].filter((one) => one !== undefined);
}

/** Those that name the address, were not made to vouch for others, and that nobody took back. */
async function certificatesOf(
  certificates: readonly Bytes[],
  to: GivenTo,
  signer: Fingerprint | null,
): Promise<readonly GivenKey[]> {
  const { describeCertificate, isOnlyAuthority, recipientOf } = await smime();
  const found: GivenKey[] = [];
  for (const bytes of certificates) {
    if (bytes.length > LIMITS.certificateBytes) continue;
    const described = describeCertificate(bytes, to.at);
    if (!described.ok || isOnlyAuthority(bytes)) continue;
    const description = described.value;
    if (found.length >= LIMITS.keysAlong && description.fingerprint !== signer) continue;
    if (!description.addresses.some((one) => sameAddress(one, to.address))) continue;
    const recipient = description.cannotEncrypt === null ? recipientOf(bytes, to.at) : null;
    const key = {
      bytes,
      description,
      recipient: recipient?.ok === true ? recipient.value : null,
      pinned: false,
      confirmedAddresses: [],
    };
    const judged = await given(key, certificates, to);
    if (judged !== null) found.push(judged);
  }
  return found;
}

async function namedAmong(
  keys: readonly GivenKey[],
  preference: Bytes | null,
): Promise<GivenKey | undefined> {
  if (preference === null) return undefined;
  const { preferredCertificate } = await smime();
  const named = preferredCertificate(
    preference,
    keys.map(({ key }) => key.bytes),
  );
  return keys.find(({ key }) => key.bytes === named);
}

/** Those first that an authority vouches for, then the one that they prefer, then the newest. */
function ranked(judged: readonly GivenKey[], preferred?: GivenKey): readonly GivenKey[] {
  const rank = (one: GivenKey): number => Number(one.vouched) * 2 + Number(one === preferred);
  return judged.toSorted((a, b) => rank(b) - rank(a) || createdAt(b) - createdAt(a));
}

function createdAt({ key }: GivenKey): number {
  return key.description.createdAt.getTime();
}

const TAKEN_BACK: readonly (WhyCode | null)[] = ["key-revoked", "chain-revoked"];

/** null: its authority took it back. */
async function given(
  key: PreparedKey,
  embedded: readonly Bytes[],
  { via, anchors, at }: GivenTo,
): Promise<GivenKey | null> {
  if (anchors.length === 0) return { key, via, vouched: false };
  const { whyNotVouchedFor } = await smime();
  const why = whyNotVouchedFor(key.bytes, { embedded, anchors, at });
  return TAKEN_BACK.includes(why) ? null : { key, via, vouched: why === null };
}
